import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ejs from 'ejs'
import type { Response } from 'express'

/** Renders a view of views/ with its one local, `page`. Nothing of a request ever reaches a template by another way. */
export type Render = (view: string, page: object) => string

/** Compiles each view once, when it is first asked for, for the locals that it is given. */
export function createRender(viewsDir: string): Render {
  const compiled = new Map<string, View>()
  const rendered = (file: string, locals: object): string => {
    const names = Object.keys(locals)
    const key = `${file} ${names.join(' ')}`
    let view = compiled.get(key)
    if (!view) {
      view = compile(file, names, rendered)
      compiled.set(key, view)
    }
    return view(locals)
  }
  return (view, page) => rendered(join(viewsDir, `${view}.ejs`), { page })
}

type View = (locals: object) => string

/**
 * Rows of a table include the same view thousands of times. So the locals are variables, not looked up in an object word by
 * word, and the file of what is included is looked for once; it sees the locals of the view, and those it is given.
 */
function compile(file: string, names: readonly string[], rendered: (file: string, locals: object) => string): View {
  const template = ejs.compile(readFileSync(file, 'utf8'), {
    filename: file,
    rmWhitespace: true,
    strict: true,
    destructuredLocals: [...names, 'include'],
  })
  const files = new Map<string, string>()
  return (locals) => {
    const include = (name: string, own: object = {}): string => {
      const included = files.get(name) ?? join(dirname(file), `${name}.ejs`)
      files.set(name, included)
      return rendered(included, { ...locals, ...own })
    }
    return template({ ...locals, include })
  }
}

/** Sends a page that is made for one person at one moment. A Cache-Control that was set before, as a stricter one, stays. */
export function sendPage(res: Response, html: string, status = 200): void {
  res.set('Cache-Control', res.get('Cache-Control') ?? 'private, no-cache')
  res.status(status).type('html').send(html)
}
