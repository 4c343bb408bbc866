import { createHash, randomInt } from 'node:crypto'
import type { Viewer } from '../domain/account.ts'
import { isoDay, type LocalDay } from '../domain/calendar.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { ConflictError, NotFoundError } from '../domain/errors.ts'
import { newPublicCode, readPublicCode } from '../domain/public-code.ts'
import type { Report } from '../domain/report.ts'
import type { Logger } from '../log.ts'
import type { Storage } from '../storage/port.ts'
import { readReportContent, REPORT_FORM, type ReportContent, type ReportDraft } from './report-content.ts'

/** A report as it was stored. */
export interface OpenedReport {
  readonly report: Report
  readonly content: ReportContent
  /** Whether the content still has the digest that was made over it. */
  readonly isIntact: boolean
  /** Code of the report that corrects this one; null where none does. */
  readonly correction: string | null
}

/** Keeps reports under codes that stand on paper. Asks nobody for a right to anything. */
export class ReportRegister {
  readonly #storage: Pick<Storage, 'reports' | 'audit'>
  readonly #log: Logger
  readonly #now: () => Date

  constructor(parts: { storage: Pick<Storage, 'reports' | 'audit'>; log: Logger; now: () => Date }) {
    this.#storage = parts.storage
    this.#log = parts.log
    this.#now = parts.now
  }

  /**
   * Stores what a draft says under a code of its own, and puts down in the audit who did it.
   *
   * @param replaces code of the report that it corrects; null for none
   */
  async add(viewer: Viewer, draft: ReportDraft, madeOn: LocalDay, replaces: string | null): Promise<Report> {
    const agency = draft.about?.code ?? null
    for (let attempt = 1; ; attempt++) {
      const code = newPublicCode(randomInt)
      const whole: ReportContent = { ...draft, form: REPORT_FORM, code, madeOn: isoDay(madeOn), replaces }
      const content = canonicalJson(whole)
      const report: Report = { code, madeOn, agency, content, digest: digestOf(content), replaces }
      try {
        await this.#storage.reports.add(report)
      } catch (error) {
        if (error instanceof ConflictError && attempt < MOST_ATTEMPTS) continue
        throw error
      }
      await this.#putDown(viewer, report, draft)
      return report
    }
  }

  /**
   * @param typed a code as people type it: lower case, spaces and hyphens do not matter
   * @throws {NotFoundError} when no report has this code
   */
  async byCode(typed: string): Promise<OpenedReport> {
    const reading = readPublicCode(typed)
    const report = reading.ok ? await this.#storage.reports.byCode(reading.code) : null
    if (!report) throw new NotFoundError('report', typed)
    return this.opened(report)
  }

  async opened(report: Report): Promise<OpenedReport> {
    const correction = await this.#storage.reports.correctionOf(report.code)
    return {
      report,
      content: readReportContent(report.content),
      isIntact: digestOf(report.content) === report.digest,
      correction: correction?.code ?? null,
    }
  }

  async #putDown(viewer: Viewer, { code, agency, replaces }: Report, { period }: ReportDraft): Promise<void> {
    this.#log.info({ by: viewer.id, agency, report: code }, 'report made')
    await this.#storage.audit.append({
      at: this.#now(),
      account: viewer.id,
      act: 'report.made',
      agency,
      details: { report: code, period, ...(replaces === null ? {} : { replaces }) },
    })
  }
}

/** SHA-256 of a report's content, hexadecimal. */
export function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A code is one of 34 thousand million: hardly ever taken, and never so often in a row. */
const MOST_ATTEMPTS = 5
