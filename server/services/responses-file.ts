import type { Agency } from '../domain/agency.ts'
import type { Questionnaire } from '../domain/questionnaire.ts'
import type { Series } from '../domain/series.ts'
import type { ProcedureField, ServicePoint } from '../domain/service-point.ts'
import type { DashboardQuery, OpenedCut } from './agency-dashboard.ts'
import type { AnswerFilter } from './answer-filter.ts'
import type { CsvReader } from './csv-table.ts'
import type { ResponseColumn } from './response-columns.ts'

/** Of which steps responses are handed out; `return` alone is what an agency's index is made of. */
export const EXPORT_STEPS = ['return', 'submission', 'all'] as const
export type ExportStep = (typeof EXPORT_STEPS)[number]

/** Which responses are asked for, in terms of the dashboard. */
export interface ExportQuery extends DashboardQuery {
  readonly step: ExportStep
  readonly filter: AnswerFilter
}

/** One file of responses: what is in it, before a row of it is read. */
export interface ResponsesFile {
  readonly agency: Agency
  readonly query: ExportQuery
  /** What the filter of the query is called. */
  readonly opened: readonly OpenedCut[]
  /** Whose responses it holds: the agency's lineage. */
  readonly agencies: readonly Agency[]
  readonly points: readonly ServicePoint[]
  readonly fields: readonly ProcedureField[]
  readonly series: Series
  /** The versions of the series, the newest first. */
  readonly versions: readonly Questionnaire[]
  readonly columns: readonly ResponseColumn[]
}

/** What an export can be made of at one agency. */
export interface ExportChoices {
  readonly file: ResponsesFile
  /** Whether other agencies were merged into it or one below it, so that the two views differ. */
  readonly hasFormers: boolean
  /** Every series that was ever published. */
  readonly series: readonly Series[]
}

/** By what the bytes of a file can be told from any others. */
export interface FileDigest {
  readonly reader: CsvReader
  readonly bytes: number
  /** SHA-256 of all bytes, hexadecimal. */
  readonly sha256: string
}

/** What a receiver needs to know of a file in order to trust it. */
export interface ExportManifest {
  readonly file: ResponsesFile
  readonly rows: number
  /** Of the file as each reader gets it. */
  readonly digests: readonly FileDigest[]
  readonly madeAt: Date
  readonly timeZone: string
  /** Name of the method by which the dashboard makes an index of these answers. */
  readonly method: string
}
