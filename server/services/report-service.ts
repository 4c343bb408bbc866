import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { localDay, type LocalDay } from '../domain/calendar.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import type { Directory } from '../domain/directory.ts'
import { ForbiddenError, InvalidInputError } from '../domain/errors.ts'
import { isPeriodOver } from '../domain/report-period.ts'
import type { Report } from '../domain/report.ts'
import type { Logger } from '../log.ts'
import type { Storage } from '../storage/port.ts'
import { agencySeenBy, maySee, seesProvince } from './access.ts'
import { compareChoices, type CompareChoices } from './compare-choices.ts'
import type { DirectoryService } from './directory-service.ts'
import { readDraft, type ReaderParts } from './read-draft.ts'
import type { ReportContent, ReportDraft } from './report-content.ts'
import { ReportRegister, type OpenedReport } from './report-register.ts'
import { scopeOf, type ReportScope } from './report-scope.ts'

/** A page of reports. */
export interface ReportList {
  /** The newest first. */
  readonly reports: readonly OpenedReport[]
  /** To be asked for as `after` for the older ones; null where there are none. */
  readonly older: ReportPlace | null
  /** The agency whose reports alone are listed; null for all that the viewer may see. */
  readonly agency: Agency | null
  readonly choices: ReportChoices
}

export type ReportPlace = Pick<Report, 'madeOn' | 'code'>

/** What a report can be made of. */
export interface ReportChoices extends CompareChoices {
  readonly directory: Directory
  /** Those that the viewer may see. */
  readonly agencies: readonly Agency[]
  /** Whether units of the whole province may be compared. */
  readonly seesProvince: boolean
  readonly today: LocalDay
}

/** A report that is to be corrected. */
export interface CorrectionGround {
  readonly opened: OpenedReport
  /** What a correction would say. */
  readonly draft: ReportDraft
  /** `same`: it would say what the report says; `corrected`: another report corrects it already. */
  readonly state: 'ready' | 'same' | 'corrected'
}

/** Puts figures on record as they stand: what is printed and signed can be told from what is computed later. */
export class ReportService {
  readonly #storage: Pick<Storage, 'reports'>
  readonly #directory: DirectoryService
  readonly #register: ReportRegister
  readonly #parts: ReaderParts
  readonly #today: () => LocalDay

  constructor(parts: {
    storage: Pick<Storage, 'reports' | 'audit' | 'tallies' | 'responses' | 'transactions'>
    directory: DirectoryService
    config: Pick<Config, 'leastResponses' | 'method' | 'timeZone'>
    log: Logger
    now: () => Date
  }) {
    this.#storage = parts.storage
    this.#directory = parts.directory
    this.#register = new ReportRegister(parts)
    this.#parts = parts
    this.#today = () => localDay(parts.now(), parts.config.timeZone)
  }

  async choices(viewer: Viewer): Promise<ReportChoices> {
    const current = await this.#directory.current()
    const { directory } = current
    return {
      ...compareChoices(current, viewer),
      directory,
      agencies: directory.agencies.filter(({ code }) => maySee(viewer, directory, code)),
      seesProvince: seesProvince(viewer),
      today: this.#today(),
    }
  }

  /**
   * What a report would say now.
   *
   * @throws {InvalidInputError} when the period is not over, there is no such field, or no two units to compare
   * @throws {ForbiddenError | NotFoundError} when the viewer may not see what it is about, or there is no such agency or
   *   questionnaire
   */
  async draft(viewer: Viewer, scope: ReportScope): Promise<ReportDraft> {
    if (!isPeriodOver(scope.period, this.#today())) {
      const problem = { where: 'period', message: 'reports:error-period-running' }
      throw new InvalidInputError('the period is not over', [problem])
    }
    return readDraft(this.#parts, viewer, scope)
  }

  /** Makes a report; fails as {@link draft} does. */
  async make(viewer: Viewer, scope: ReportScope): Promise<Report> {
    return this.#register.add(viewer, await this.draft(viewer, scope), this.#today(), null)
  }

  /**
   * @throws {NotFoundError} when no report has this code
   * @throws {ForbiddenError} when the viewer may not see what it is about
   */
  async open(viewer: Viewer, code: string): Promise<OpenedReport> {
    const opened = await this.ofCode(code)
    const { agency } = opened.report
    if (agency !== null) agencySeenBy(viewer, (await this.#directory.current()).directory, agency)
    else if (!seesProvince(viewer)) throw new ForbiddenError(`${viewer.name} does not see the province`)
    return opened
  }

  /**
   * The report of a code, for whoever has the code: it stands on the paper, and is too long to be guessed.
   *
   * @param code as typed: lower case, spaces and hyphens do not matter
   * @throws {NotFoundError} when no report has this code
   */
  ofCode(code: string): Promise<OpenedReport> {
    return this.#register.byCode(code)
  }

  /**
   * Reports that the viewer may see.
   *
   * @param agency code of the one whose reports alone are wanted; null for all
   * @throws {ForbiddenError | NotFoundError} when the viewer may not see this agency, or there is none
   */
  async list(
    viewer: Viewer,
    { agency: code, after }: { readonly agency: string | null; readonly after: ReportPlace | null },
  ): Promise<ReportList> {
    const choices = await this.choices(viewer)
    const agency = code === null ? null : agencySeenBy(viewer, choices.directory, code)
    const all = [...choices.agencies.map((one) => one.code), ...(choices.seesProvince ? [null] : [])]
    const page = { limit: PAGE_REPORTS + 1, after }
    const found = await this.#storage.reports.list(agency ? [agency.code] : all, page)
    const shown = found.slice(0, PAGE_REPORTS)
    return {
      reports: await Promise.all(shown.map((report) => this.#register.opened(report))),
      older: found.length > PAGE_REPORTS ? (shown.at(-1) ?? null) : null,
      agency,
      choices,
    }
  }

  /** What a correction of a report would say; fails as {@link open} and {@link draft} do. */
  async correction(viewer: Viewer, code: string): Promise<CorrectionGround> {
    const opened = await this.open(viewer, code)
    const { content, correction } = opened
    const draft = await this.draft(viewer, scopeOf(content))
    const state = correction !== null ? 'corrected' : saysTheSame(content, draft) ? 'same' : 'ready'
    return { opened, draft, state }
  }

  /**
   * Makes the report that corrects another one, which stays as it is.
   *
   * @returns null where there is nothing to correct, or another report does it already
   */
  async correct(viewer: Viewer, code: string): Promise<Report | null> {
    const { opened, draft, state } = await this.correction(viewer, code)
    return state === 'ready' ? this.#register.add(viewer, draft, this.#today(), opened.report.code) : null
  }
}

/** Whether a report says what a draft says, whichever version of the platform computed either. */
function saysTheSame(content: ReportContent, draft: ReportDraft): boolean {
  const { form, code, madeOn, replaces } = content
  const method = { ...draft.method, platform: content.method.platform }
  return canonicalJson({ ...draft, form, code, madeOn, replaces, method }) === canonicalJson(content)
}

const PAGE_REPORTS = 20
