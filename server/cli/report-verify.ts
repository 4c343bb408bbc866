import { readFileSync } from 'node:fs'
import { loadConfig, type Config } from '../config.ts'
import { readPublicCode } from '../domain/public-code.ts'
import { DirectoryService } from '../services/directory-service.ts'
import { ExportRecount } from '../services/export-recount.ts'
import { readReportContent, type ReportContent } from '../services/report-content.ts'
import { compareDrafts, type DraftComparison } from '../services/report-differences.ts'
import { digestOf } from '../services/report-register.ts'
import { checkedByStore, checkedBySums, hasDigest, isCanonical } from '../services/report-verification.ts'
import { openStorage } from '../storage/open-storage.ts'
import type { Storage } from '../storage/port.ts'
import { readExport } from './report-export.ts'
import { comparisonLines, reportLine } from './report-lines.ts'
import { readVerifyOptions, VERIFY_USAGE, type VerifyOptions } from './report-options.ts'
import { run } from './run.ts'

await run(async () => {
  const asked = readVerifyOptions(process.argv.slice(2))
  if (asked === null) {
    console.error(VERIFY_USAGE)
    return 1
  }
  if ('file' in asked.report) return (await isAsReported(readFileSync(asked.report.file, 'utf8'), asked, null)) ? 0 : 1
  const config = loadConfig(process.env)
  const storage = await openStorage(config)
  try {
    const reading = readPublicCode(asked.report.code)
    const report = reading.ok ? await storage.reports.byCode(reading.code) : null
    if (!report) throw new Error(`No report has the code ${asked.report.code}.`)
    const isIntact = told(hasDigest(report.content, report.digest), 'The digest in the store')
    return (await isAsReported(report.content, asked, { storage, config })) && isIntact ? 0 : 1
  } finally {
    await storage.close()
  }
})

/**
 * Makes all checks that were asked for, and tells what comes of each.
 *
 * @param store where the answers are looked up; null for a downloaded file
 */
async function isAsReported(
  text: string,
  { responses, digest }: VerifyOptions,
  store: { readonly storage: Storage; readonly config: Config } | null,
): Promise<boolean> {
  const content = readReportContent(text)
  console.log(reportLine(content))
  console.log(`Digest: ${digestOf(text)}`)
  const checks = [
    told(isCanonical(text, content), 'The way in which the file is written'),
    digest === null || told(hasDigest(text, digest), 'The digest on the paper'),
    compared('its own whole numbers', checkedBySums(content)),
  ]
  if (responses !== null) checks.push(await isAsExported(content, responses))
  else if (store) {
    const now = () => new Date()
    const parts = { ...store, directory: new DirectoryService(store.storage, now), now }
    checks.push(compared('the answers in the store', await checkedByStore(content, parts)))
  }
  return !checks.includes(false)
}

async function isAsExported(content: ReportContent, path: string): Promise<boolean> {
  if (content.kind !== 'agency') {
    throw new Error(
      'Responses are exported for one agency: a comparison is checked against the store, without --export.',
    )
  }
  const recount = new ExportRecount(content)
  const { counted, leftOut } = await readExport(path, content, (response) => {
    recount.add(response)
  })
  console.log(`${path}: ${counted} responses; left out, as of another questionnaire, step or month: ${leftOut}.`)
  const { index, flagged, overall, factors, months, fields } = content
  return compared(path, compareDrafts({ index, flagged, overall, factors, months, fields }, recount.parts()))
}

function compared(source: string, comparison: DraftComparison): boolean {
  console.log(comparisonLines(source, comparison).join('\n'))
  return comparison.differences.length === 0
}

function told(isRight: boolean, what: string): boolean {
  console.log(isRight ? `${what}: right.` : `${what}: WRONG.`)
  return isRight
}
