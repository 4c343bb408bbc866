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
  if ('file' in asked.report) return verify(readFileSync(asked.report.file, 'utf8'), asked, null)
  const config = loadConfig(process.env)
  const storage = await openStorage(config)
  try {
    const reading = readPublicCode(asked.report.code)
    const report = reading.ok ? await storage.reports.byCode(reading.code) : null
    if (!report) throw new Error(`No report has the code ${asked.report.code}.`)
    const isIntact = said(hasDigest(report.content, report.digest), 'The stored digest', report.digest)
    const code = await verify(report.content, asked, { storage, config })
    return isIntact ? code : 1
  } finally {
    await storage.close()
  }
})

/** @param store where the answers are looked up; null for a downloaded file */
async function verify(
  text: string,
  { responses, digest }: VerifyOptions,
  store: { readonly storage: Storage; readonly config: Config } | null,
): Promise<number> {
  const content = readReportContent(text)
  console.log(reportLine(content))
  const checks = [
    digest === null || said(hasDigest(text, digest), 'The digest on the paper', digestOf(text)),
    isCanonical(text, content) || said(false, 'The form of the file', 'that a report is downloaded in'),
    told('its own whole numbers', checkedBySums(content)),
  ]
  if (digest === null) console.log(`Digest: ${digestOf(text)}`)
  if (responses !== null) checks.push(await byExport(content, responses))
  else if (store) checks.push(await byStore(content, store))
  return checks.includes(false) ? 1 : 0
}

async function byStore(content: ReportContent, { storage, config }: { storage: Storage; config: Config }) {
  const now = () => new Date()
  const directory = new DirectoryService(storage, now)
  return told('the store', await checkedByStore(content, { storage, directory, config, now }))
}

async function byExport(content: ReportContent, path: string): Promise<boolean> {
  if (content.kind !== 'agency')
    throw new Error('Responses are exported for one agency: a comparison is checked by the store.')
  const recount = new ExportRecount(content)
  const { counted, leftOut } = await readExport(path, content, (response) => {
    recount.add(response)
  })
  const { index, flagged, overall, factors, months, fields } = content
  console.log(`${path}: ${counted} responses, and ${leftOut} of other questionnaires, steps or months.`)
  return told(path, compareDrafts({ index, flagged, overall, factors, months, fields }, recount.parts()))
}

function told(source: string, comparison: DraftComparison): boolean {
  console.log(comparisonLines(source, comparison).join('\n'))
  return comparison.differences.length === 0
}

function said(isRight: boolean, what: string, expected: string): boolean {
  console.log(isRight ? `${what} fits.` : `${what} does not fit: expected ${expected}`)
  return isRight
}
