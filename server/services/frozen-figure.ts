import type { Difference } from '../../scoring/difference.ts'
import type { Figure } from '../../scoring/figure.ts'
import type { Fraction } from '../../scoring/fraction.ts'
import type { Verdict } from '../../scoring/verdict.ts'
import { isoDay, isoMonth, monthOfDay, parseIsoDay } from '../domain/calendar.ts'
import type { Target } from '../domain/target.ts'
import type { Comparison } from './agency-dashboard.ts'
import type { Population } from './known-transactions.ts'
import { hiddenFigure, type HiddenReason, type ShownFigure } from './shown-figure.ts'

/** A double with all its digits: `96.42857142857143`. */
export type Decimal = string
/** A fraction of whole numbers of any size, as it was computed: `374/385`. */
export type Ratio = string

/**
 * A figure as it is kept: what it is computed from as whole numbers, and all that was computed. A hidden one keeps the
 * number of respondents and the reason, and nothing else.
 */
export type FrozenFigure = { readonly n: number; readonly hidden: HiddenReason } | FrozenShown

export interface FrozenShown {
  readonly n: number
  readonly hidden: null
  /** Answers that count. */
  readonly answers: number
  /** The index; for a pooled one the satisfied answers of all answers. */
  readonly share: Ratio
  /** The sum over respondents of the squared residual: what variance and interval follow from. */
  readonly squares: Ratio
  readonly index: Decimal
  readonly variance: Decimal
  readonly lower: Decimal
  readonly upper: Decimal
  readonly effective: Decimal
  /** Null where no target binds the figure. */
  readonly verdict: Verdict | null
}

/** A figure with its target and its transactions. */
export interface FrozenRow {
  readonly figure: FrozenFigure
  /** Place in the targets of the report; null where none binds the figure. */
  readonly target: number | null
  /** All that were counted, also those without an answer that the figure counts. */
  readonly responses: number
  readonly transactions: FrozenTransactions
}

/** Out of how many transactions responses came, or why that is not known, as {@link Population} has it. */
export interface FrozenTransactions {
  readonly count: number | null
  readonly why: Population['why']
  /** `2026-11`, where months are missing. */
  readonly months?: readonly string[]
}

/** A target as it was in force. */
export interface FrozenTarget extends Omit<Target, 'from' | 'to'> {
  readonly from: string
  readonly to: string | null
}

/** How many responses are flagged, and the figure without them; null where none is. */
export interface FrozenFlagged {
  readonly n: number
  readonly without: FrozenFigure | null
}

/** A figure against that of former months. */
export interface FrozenChange {
  readonly former: FrozenFigure
  /** Null where it cannot be told, for the reason in `why`. */
  readonly difference: FrozenDifference | null
  readonly why: Comparison['why']
}

export interface FrozenDifference {
  readonly exact: Ratio
  readonly points: Decimal
  readonly standardError: Decimal
  readonly z: Decimal
  readonly p: Decimal
  readonly lower: Decimal
  readonly upper: Decimal
}

/** @throws {RangeError} when a shown figure has no interval, or is no share: neither is put on paper */
export function freezeFigure({ n, hidden, figure, verdict }: ShownFigure): FrozenFigure {
  if (hidden !== null) return { n, hidden }
  const { answers, exact, squares, kind } = figure
  if (!exact || !squares || kind !== 'share') throw new RangeError('a report holds shares that were counted')
  const decimal = (value: number | null): Decimal => {
    if (value === null) throw new RangeError('a figure that is shown has an interval')
    return String(value)
  }
  return {
    ...{ n, hidden, answers, verdict },
    share: ratio(exact),
    squares: ratio(squares),
    index: decimal(figure.index),
    variance: decimal(figure.variance),
    lower: decimal(figure.lower),
    upper: decimal(figure.upper),
    effective: decimal(figure.effective),
  }
}

/** The figure as it was, number by number; nothing is computed. */
export function thawFigure(frozen: FrozenFigure): ShownFigure {
  if (frozen.hidden !== null) return hiddenFigure(frozen.n, frozen.hidden)
  const { n, answers, verdict } = frozen
  const figure: Figure = {
    ...{ n, answers, kind: 'share' },
    exact: fraction(frozen.share),
    squares: fraction(frozen.squares),
    index: Number(frozen.index),
    variance: Number(frozen.variance),
    lower: Number(frozen.lower),
    upper: Number(frozen.upper),
    effective: Number(frozen.effective),
  }
  return { n, hidden: null, figure, verdict }
}

export function freezeDifference({ exact, ...numbers }: Difference): FrozenDifference {
  const { points, standardError, z, p, lower, upper } = numbers
  return {
    exact: ratio(exact),
    points: String(points),
    standardError: String(standardError),
    z: String(z),
    p: String(p),
    lower: String(lower),
    upper: String(upper),
  }
}

export function thawDifference(frozen: FrozenDifference): Difference {
  return {
    exact: fraction(frozen.exact),
    points: Number(frozen.points),
    standardError: Number(frozen.standardError),
    z: Number(frozen.z),
    p: Number(frozen.p),
    lower: Number(frozen.lower),
    upper: Number(frozen.upper),
  }
}

export function freezeTransactions(population: Population): FrozenTransactions {
  const { count, why } = population
  return population.why === 'months-missing' ? { count, why, months: population.months.map(isoMonth) } : { count, why }
}

export function thawTransactions({ count, why, months = [] }: FrozenTransactions): Population {
  if (why === 'months-missing') return { count: null, why, months: months.map(monthOf) }
  if (count !== null && (why === null || why === 'more-responses')) return { count, why }
  return { count: null, why: why === 'narrowed' || why === 'not-whole-months' ? why : 'none' }
}

export function freezeTarget({ from, to, ...rest }: Target): FrozenTarget {
  return { ...rest, from: isoDay(from), to: to === null ? null : isoDay(to) }
}

export function thawTarget({ from, to, ...rest }: FrozenTarget): Target {
  return { ...rest, from: parseIsoDay(from) ?? 0, to: to === null ? null : parseIsoDay(to) }
}

/** The month of a text that was written by `isoMonth`. */
export function monthOf(text: string): number {
  return monthOfDay(parseIsoDay(`${text}-01`) ?? 0)
}

/** The fraction of a {@link Ratio}. */
export function fraction(text: Ratio): Fraction {
  const [num = '', den = ''] = text.split('/')
  return { num: BigInt(num), den: BigInt(den) }
}

function ratio({ num, den }: Fraction): Ratio {
  return `${num}/${den}`
}
