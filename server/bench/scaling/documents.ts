import { join } from 'node:path'
import { readOutput } from '../bench-output.ts'
import type { Runs } from './capacity.ts'

const DOCS = join(import.meta.dirname, '../../../docs')
/** Pages with tables that are written from the kept runs. */
export const PAGES = { scaling: join(DOCS, 'scaling.md'), bench: join(DOCS, 'bench.md') } as const
export const IMAGES = join(DOCS, 'images')

/** The runs that the pages are about. @throws {Error} when one is not there */
export function keptRuns(): Runs {
  const run = (name: string) => readOutput(join(DOCS, 'bench-output', `${name}.json`))
  return { embedded: run('embedded'), mongo: run('mongo') }
}

/**
 * A page with each of its tables in place of what stands between `<!-- table: name -->` and `<!-- end -->`.
 *
 * @throws {Error} when the page has no place for a table, or a place for one that is not there
 */
export function withTables(page: string, tables: Readonly<Record<string, string>>): string {
  const used = new Set<string>()
  const written = page.replace(
    /(<!-- table: ([\w-]+) -->\n)[^]*?(<!-- end -->)/g,
    (_, start: string, name: string, end: string) => {
      const table = tables[name]
      if (table === undefined) throw new Error(`there is no table ${name}`)
      used.add(name)
      return `${start}\n${table}\n\n${end}`
    },
  )
  const unused = Object.keys(tables).filter((name) => !used.has(name))
  if (unused.length > 0) throw new Error(`the page has no place for the table ${unused.join(', ')}`)
  return written
}
