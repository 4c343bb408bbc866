import type { Figure } from '../../scoring/figure.ts'
import type { Words } from '../domain/words.ts'
import type { FileColumn } from './file-column.ts'
import type { OpenDataRow } from './open-data-rows.ts'

/** A column of the open data with all that the dictionary tells of it but its words. */
export interface OpenDataColumn extends FileColumn<OpenDataRow> {
  /** Under which its meaning stands in the dictionary; columns that differ in a language, level or factor share one. */
  readonly term: string
  readonly type: 'string' | 'integer' | 'number' | 'date'
  readonly unit: 'people' | 'answers' | 'responses' | 'points' | null
  /** What may stand in it where that is a list. */
  readonly values: readonly string[] | null
  /** A regular expression that its texts match. */
  readonly pattern: string | null
  readonly minimum: number | null
  readonly maximum: number | null
  /** Null where it never is. */
  readonly blankWhen: BlankWhen | null
  /** The factor that it is about. */
  readonly factor: OpenDataFactor | null
}

/**
 * When a column is blank: where another column has a reason or has none, where there is no parent, no target, nothing to
 * hold against a target, or an index that is no single share.
 */
export type BlankWhen =
  | 'no-parent'
  | 'hidden'
  | 'shown'
  | 'no-single-share'
  | 'no-target'
  | 'no-verdict'
  | 'factor-hidden'
  | 'factor-shown'
  | 'flagged-hidden'
  | 'flagged-told'

/** A factor that some published questionnaire asks about. */
export interface OpenDataFactor {
  readonly code: string
  readonly names: Words
}

const PLAIN = {
  type: 'string',
  unit: null,
  values: null,
  pattern: null,
  minimum: null,
  maximum: null,
  blankWhen: null,
  factor: null,
} as const

/** A column of texts that are never blank, unless it says otherwise. */
export function textColumn(
  key: string,
  value: (row: OpenDataRow) => string | null,
  over: Partial<OpenDataColumn> = {},
): OpenDataColumn {
  return { ...PLAIN, key, value, term: key, ...over }
}

/** A column of numbers, blank where the index is hidden, unless it says otherwise: whole ones from 0 on, or points from 0 to 100. */
export function numberColumn(
  key: string,
  unit: OpenDataColumn['unit'],
  value: (row: OpenDataRow) => number | null,
  over: Partial<OpenDataColumn> = {},
): OpenDataColumn {
  const range = unit === 'points' ? ({ type: 'number', maximum: 100 } as const) : ({ type: 'integer' } as const)
  return { ...PLAIN, key, value, term: key, unit, minimum: 0, blankWhen: 'hidden', ...range, ...over }
}

/**
 * Respondents, index and interval of one figure.
 *
 * @param options.least fewest respondents of anything published
 * @param options.term begins the names under which they stand in the dictionary
 */
export function figureColumns(
  prefix: string,
  figureOf: (row: OpenDataRow) => Figure | null,
  {
    least,
    blankWhen,
    term = prefix,
  }: { readonly least: number; readonly blankWhen: BlankWhen; readonly term?: string },
): readonly OpenDataColumn[] {
  const column = (part: string, unit: OpenDataColumn['unit'], minimum: number, of: (figure: Figure) => number | null) =>
    numberColumn(
      prefix + part,
      unit,
      (row) => {
        const figure = figureOf(row)
        return figure && of(figure)
      },
      { term: term + part, minimum, blankWhen },
    )
  return [
    column('respondents', 'people', least, ({ n }) => n),
    column('index', 'points', 0, ({ index }) => index),
    column('lower', 'points', 0, ({ lower }) => lower),
    column('upper', 'points', 0, ({ upper }) => upper),
  ]
}
