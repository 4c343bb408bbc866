import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ConfigError, loadConfig } from '../config.ts'
import { ImportService } from '../services/import-service.ts'
import { prepareStore } from '../services/prepare-store.ts'
import { openStorage } from '../storage/open-storage.ts'
import { loadLanguages } from '../web/language.ts'
import { importReport, problemLines } from './import-report.ts'

const USAGE = `Usage: npm run import -- <file.csv> [<file.csv> ...] [--apply] [--language vi]

Checks CSV files of agencies, fields, service points, targets, figures of others, counts of transactions or codes to
withdraw, and prints what they would change. With --apply the change is made. docs/import.md explains the columns.`

try {
  process.exitCode = await run()
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error)
  process.exitCode = 1
}

/** @returns the exit code: 0 when the files are right, 1 when they are not */
async function run(): Promise<number> {
  const { values, positionals } = readArguments()
  if (!values || positionals.length === 0) {
    console.error(USAGE)
    return 1
  }
  const { t } = loadLanguages(join(import.meta.dirname, '../../views/messages')).get(values.language)
  const config = loadConfig(process.env)
  const storage = await openStorage(config)
  try {
    await prepareStore(storage)
    const imports = new ImportService(storage)
    const check = await imports.check(positionals.map((name) => ({ name, bytes: bytesOf(name) })))
    if (!check.ok) {
      console.error(problemLines(t, check.problems).join('\n'))
      console.error(t('import:nothing-changed', { problems: check.problems.length }))
      return 1
    }
    if (values.apply) await imports.apply(check.plan)
    console.log(importReport(t, check.plan, { isApplied: values.apply, publicUrl: config.publicUrl }).join('\n'))
    return 0
  } finally {
    await storage.close()
  }
}

/** The bytes of a file; null where there is none that can be read. */
function bytesOf(path: string): Uint8Array | null {
  try {
    return readFileSync(path)
  } catch {
    return null
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { apply: { type: 'boolean', default: false }, language: { type: 'string', default: 'en' } },
    })
  } catch {
    return { values: null, positionals: [] }
  }
}
