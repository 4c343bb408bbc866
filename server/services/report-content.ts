import type { MethodName } from '../../scoring/methods.ts'
import type { Standing } from '../../scoring/standings.ts'
import type { AgencyLevel } from '../domain/agency.ts'
import type { Lineage } from '../domain/directory.ts'
import type { Words } from '../domain/words.ts'
import type { FrozenChange, FrozenFigure, FrozenFlagged, FrozenRow, FrozenTarget } from './frozen-figure.ts'

/** The form of a report's content; another form is another number, and old reports keep theirs. */
export const REPORT_FORM = 'hailong-report/1'

/** `2026-11` */
export type IsoMonth = string

/** What a report says, all of it: its canonical JSON is the text over which the digest is made. */
export type ReportContent = ReportDraft & {
  readonly form: typeof REPORT_FORM
  /** Of the report itself, so that the digest covers it. */
  readonly code: string
  /** `2026-11-23` */
  readonly madeOn: string
  /** Code of the report that this one corrects; null where it corrects none. */
  readonly replaces: string | null
}

/** What a report would say: the same answers make the same draft, whenever and under whatever code. */
export type ReportDraft = AgencyDraft | ComparisonDraft

/** What every report says of where its figures come from. */
export interface DraftHead {
  /** `2026-11`, `2026-Q4` or `2026`. */
  readonly period: string
  /** The months of the period, both included. */
  readonly span: MonthSpan
  readonly view: Lineage
  readonly step: 'return'
  readonly instrument: FrozenInstrument
  readonly method: FrozenMethod
  /** The targets that bind any of the figures, each once; figures name them by their place. */
  readonly targets: readonly FrozenTarget[]
  /** Other instruments that were answered in the period, by series; none of their answers is counted. */
  readonly others: readonly (Named & { readonly responses: number })[]
  /** The month from which the instrument followed one that it cannot be compared with; null where none is in the period. */
  readonly breakAt: IsoMonth | null
}

/** One agency in one period. */
export interface AgencyDraft extends DraftHead {
  readonly kind: 'agency'
  readonly about: Named
  /** What it is part of; null at the root. */
  readonly above: Named | null
  readonly index: FrozenRow
  readonly flagged: FrozenFlagged
  /** Against the former period, and the same one a year before. */
  readonly changes: readonly (FrozenChange & { readonly with: 'former' | 'year-before'; readonly span: MonthSpan })[]
  readonly overall: FrozenCriterion
  readonly factors: readonly FrozenFactor[]
  readonly months: readonly FrozenMonth[]
  /** Procedure fields, the busiest first. */
  readonly fields: readonly (Named & FrozenRow)[]
}

/** The units of one level in one period. */
export interface ComparisonDraft extends DraftHead {
  readonly kind: 'comparison'
  /** The agency below which the units lie; null for the whole province. */
  readonly about: Named | null
  readonly level: AgencyLevel
  /** The procedure field whose answers alone are counted; null for all. */
  readonly field: Named | null
  /** The former months with which units are compared, both included. */
  readonly former: MonthSpan
  /** The share of false finds that is put up with among differences, as a decimal. */
  readonly rate: string
  /** How many units have a rank. */
  readonly ranked: number
  /** By name. */
  readonly units: readonly FrozenUnit[]
  /** Agencies of the level that lie below another one of it, in which their answers are counted. */
  readonly nested: readonly Named[]
}

/** Something with a code and its names on the day of the report. */
export interface Named {
  readonly code: string
  readonly names: Words
}

/** Months from `from` up to and including `to`. */
export interface MonthSpan {
  readonly from: IsoMonth
  readonly to: IsoMonth
}

/** The questions that were asked, as far as figures need them. */
export interface FrozenInstrument {
  readonly key: string
  /** Of the newest version. */
  readonly version: number
  readonly names: Words
  /** All versions whose answers are counted, the newest first: `counter/2`. */
  readonly versions: readonly string[]
  /** In the order of their columns in a file of responses. */
  readonly criteria: readonly { readonly code: string; readonly factor: string }[]
}

/** How figures were computed. */
export interface FrozenMethod {
  readonly name: MethodName
  /** Version of docs/method.md. */
  readonly document: string
  /** Version of the platform. */
  readonly platform: string
  /** Fewest responses with which a figure is shown. */
  readonly least: number
}

export interface FrozenFactor extends Named {
  readonly figure: FrozenFigure
  readonly criteria: readonly FrozenCriterion[]
}

export interface FrozenCriterion {
  readonly code: string
  readonly wording: Words
  readonly figure: FrozenFigure
  /** Answers at levels 1 to 5; null where the figure is hidden. */
  readonly levels: readonly number[] | null
}

export interface FrozenMonth extends FrozenRow {
  readonly month: IsoMonth
  readonly events: readonly FrozenEvent[]
}

/** What makes a month differ from the one before it besides its answers; `from` is the place of the former target. */
export type FrozenEvent =
  | { readonly kind: 'break' }
  | { readonly kind: 'target'; readonly from: number | null }
  | { readonly kind: 'merger'; readonly agencies: readonly Named[] }

/** How one unit scored, and where it stands. */
export interface FrozenUnit extends Named, FrozenRow {
  readonly flagged: FrozenFlagged
  /** Null where the figure is hidden: such a unit is never ranked. */
  readonly standing: Standing | null
  readonly change: FrozenChange & {
    /** The p-value of the difference, adjusted for as many tests as there are units; null where there is none. */
    readonly adjusted: string | null
    readonly isSignificant: boolean | null
  }
}

/**
 * Reads the content of a report.
 *
 * @throws {RangeError} when it has another form than {@link REPORT_FORM}
 */
export function readReportContent(text: string): ReportContent {
  const content = JSON.parse(text) as ReportContent
  const form: unknown = (content as { readonly form?: unknown } | null)?.form
  if (form !== REPORT_FORM) throw new RangeError(`a report of the form ${String(form)}, not ${REPORT_FORM}`)
  return content
}
