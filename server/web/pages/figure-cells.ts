import type { Target } from '../../domain/target.ts'
import type { Population } from '../../services/known-transactions.ts'
import type { ShownFigure } from '../../services/shown-figure.ts'
import type { Language } from '../language.ts'
import { axisFor, intervalMark, axisTarget, type Axis, type AxisMark, type IntervalMark } from './interval-mark.ts'
import { kindOf, thresholdOf, type MarkKind, type VerdictKind } from './verdict-words.ts'

/** A table of figures: what its columns are called, and the cells of each row after the first. */
export interface FigureTable {
  readonly heads: {
    readonly responses: string
    /** What stands below the responses; null where no row knows out of how many transactions they came. */
    readonly rate: string | null
    readonly index: string
    readonly interval: string
    /** Null where no row has a mark. */
    readonly axis: AxisMark | null
    /** Null where no row has a target. */
    readonly verdict: { readonly reading: string; readonly evidence: string } | null
    /** Null where all rows have the same, which the axis shows. */
    readonly target: string | null
  }
  /** How many columns a hidden figure leaves empty. */
  readonly span: number
  readonly cells: readonly FigureCells[]
}

/** One figure, ready for the cells of a row. */
export interface FigureCells {
  readonly responses: string
  /** Out of how many transactions they came; null where that is not known. */
  readonly rate: string | null
  /** Why nothing is shown; null where something is. */
  readonly hidden: string | null
  readonly value: FigureValue | null
  readonly target: { readonly label: string; readonly value: number } | null
  readonly reading: string | null
  readonly evidence: EvidenceWords | null
}

/** The numbers of a shown figure, as text and, for the chart that is drawn from the table, unrounded. */
export interface FigureValue {
  readonly index: string
  readonly interval: string
  readonly exact: { readonly index: number; readonly lower: number | null; readonly upper: number | null }
  readonly mark: IntervalMark | null
  readonly kind: MarkKind
}

/** What a verdict proves, as a shape with words. */
export interface EvidenceWords {
  readonly kind: VerdictKind
  readonly word: string
}

/** A figure with the target that it is held against. */
export interface Held {
  readonly shown: ShownFigure
  readonly target: Target | null
  /** Out of how many transactions how many responses came; left out where a row is not asked that. */
  readonly rate?: { readonly responses: number; readonly population: Population }
}

/** How a table of figures is printed. */
export interface TableLook {
  /** What its figures are called. */
  readonly index: string
  /** Whether it is a small table, whose figures are shown beside the target without a verdict on each of them. */
  readonly isPlain?: boolean
  /** On which its marks are drawn; that which its figures and targets need where left out. */
  readonly axis?: Axis
}

/** What half of the words of a target take of the axis in the head of a column, in percent. */
const ROOM_IN_HEAD = 30

/** Makes the cells of a table whose marks share one axis. */
export function figureTable(rows: readonly Held[], look: TableLook, language: Language): FigureTable {
  const { t } = language
  const axis = look.axis ?? axisOf(rows)
  const hasVerdict = look.isPlain !== true && rows.some(({ target }) => target !== null)
  const isVaried = new Set(rows.map(({ target }) => target?.threshold)).size > 1
  return {
    heads: {
      responses: t(look.isPlain ? 'dashboard:responses-short' : 'dashboard:responses'),
      rate: rows.some(hasRate) ? t('dashboard:rate') : null,
      index: look.index,
      interval: t('dashboard:interval'),
      axis: rows.some(({ shown }) => shown.figure) ? axisMark(rows, axis, ROOM_IN_HEAD, language) : null,
      verdict: hasVerdict ? { reading: t('dashboard:by-number'), evidence: t('dashboard:by-evidence') } : null,
      target: isVaried ? t('dashboard:target') : null,
    },
    span: 2 + (hasVerdict ? 2 : 0) + (isVaried ? 1 : 0),
    cells: rows.map((row) => figureCells(row, axis, language)),
  }
}

/** The axis that a group of figures with their targets needs. */
export function axisOf(rows: readonly Held[]): Axis {
  return axisFor(
    rows.map(({ shown }) => shown.figure),
    rows.map(({ shown, target }) => (shown.figure && target ? Number(target.threshold) : null)),
  )
}

/** The drawing of an axis, with the target where all figures have the same; `room` as {@link axisTarget} takes it. */
export function axisMark(rows: readonly Held[], axis: Axis, room: number, { t, format }: Language): AxisMark {
  const [first, ...others] = rows.flatMap(({ shown, target }) => (shown.figure ? [target] : []))
  const isShared = others.every((target) => target?.threshold === first?.threshold)
  const label = (target: Target): string => t('dashboard:target-label', { target: thresholdOf(target, format) })
  return {
    from: format.count(axis.from),
    to: format.count(100),
    target: first && isShared ? axisTarget(Number(first.threshold), label(first), axis, room) : null,
  }
}

/** One figure in words, numbers and a mark. */
export function figureCells({ shown, target, rate }: Held, axis: Axis, { t, format }: Language): FigureCells {
  const { n, hidden, figure, verdict } = shown
  const threshold = target && Number(target.threshold)
  const kind = verdict ? kindOf(verdict) : 'plain'
  return {
    responses: format.count(n),
    rate: rate ? rateWords(rate, { t, format }) : null,
    hidden: hidden && t(`dashboard:hidden-${hidden}`),
    value:
      figure?.exact && figure.index !== null
        ? {
            index: format.percent(figure.exact),
            interval: t('dashboard:interval-short', {
              lower: figure.lower === null ? '–' : format.decimal(figure.lower),
              upper: figure.upper === null ? '–' : format.decimal(figure.upper),
            }),
            exact: { index: figure.index, lower: figure.lower, upper: figure.upper },
            mark: intervalMark(figure, threshold, axis),
            kind,
          }
        : null,
    target: target && { label: thresholdOf(target, format), value: Number(target.threshold) },
    reading: verdict?.reading ? t(`dashboard:reading-${verdict.reading.replace(' ', '-')}`) : null,
    evidence: verdict && { kind: kindOf(verdict), word: t(`dashboard:evidence-${kindOf(verdict)}`) },
  }
}

function hasRate({ rate }: Held): boolean {
  return rate !== undefined && rate.population.count !== null
}

/** A rate above the whole says nothing about who answered: it is a sign that one of the two numbers is wrong. */
function rateWords(
  { responses, population: { count, why } }: NonNullable<Held['rate']>,
  { t, format }: Pick<Language, 't' | 'format'>,
): string | null {
  if (count === null) return null
  const values = { count: format.count(count) }
  if (why === 'more-responses' || count === 0) return t('dashboard:rate-over', values)
  return t('dashboard:rate-of', { ...values, share: format.decimal((responses / count) * 100, 1) })
}
