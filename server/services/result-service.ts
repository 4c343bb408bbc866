import type { Viewer } from '../domain/account.ts'
import { InvalidInputError } from '../domain/errors.ts'
import { STEPS } from '../domain/service-point.ts'
import type { AgencyDashboard } from './agency-dashboard.ts'
import type { DashboardService } from './dashboard-service.ts'
import type { ExportQuery } from './responses-file.ts'
import { inOnePart } from './file-column.ts'
import { resultColumns, resultRows, type ResultRow } from './result-rows.ts'
import { fileBytes, type FileFormat } from './table-file.ts'

/** The figures of a dashboard as they go into a file. */
export interface ResultsFile extends Pick<AgencyDashboard, 'agency' | 'period'> {
  readonly query: ExportQuery
  readonly rows: readonly ResultRow[]
}

/** Hands out the figures of an agency's dashboard: the same numbers, hidden where the page hides them. */
export class ResultService {
  readonly #dashboard: Pick<DashboardService, 'ofAgency'>

  constructor(parts: { readonly dashboard: Pick<DashboardService, 'ofAgency'> }) {
    this.#dashboard = parts.dashboard
  }

  /**
   * @throws {ForbiddenError | NotFoundError | FilterRefusedError} as the dashboard does
   * @throws {InvalidInputError} when both steps are asked for at once: their answers are in no figure together
   */
  async file(viewer: Viewer, agencyCode: string, query: ExportQuery): Promise<ResultsFile> {
    const step = STEPS.find((one) => one === query.step)
    if (!step)
      throw new InvalidInputError('no figure of both steps', [{ where: 'step', message: 'export:error-one-step' }])
    const dashboard = await this.#dashboard.ofAgency(viewer, agencyCode, { ...query, step })
    const { agency, period } = dashboard
    return { agency, period, query, rows: resultRows(dashboard) }
  }

  /** @param languages codes of the languages in which units and questions are named */
  contents({ rows }: ResultsFile, languages: readonly string[], format: FileFormat): AsyncGenerator<Buffer> {
    const columns = resultColumns(languages)
    return fileBytes({ name: SHEET, columns, parts: inOnePart({ columns, rows }) }, format)
  }
}

/** What the sheet of a workbook is called. */
const SHEET = 'results'
