import type { Target } from '../../domain/target.ts'
import type { ShownFigure } from '../../services/shown-figure.ts'
import type { Language } from '../language.ts'
import { axisFor, intervalMark, axisTarget, type Axis, type AxisMark, type IntervalMark } from './interval-mark.ts'
import { kindOf, thresholdOf, type VerdictKind } from './verdict-words.ts'

/** A table of figures: what its columns are called, and the cells of each row after the first. */
export interface FigureTable {
  readonly heads: {
    readonly responses: string
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
  readonly kind: VerdictKind
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
}

/** What half of the words of a target take of the axis in the head of a column, in percent. */
const ROOM_IN_HEAD = 30

/** Makes the cells of a table whose marks share one axis. */
export function figureTable(rows: readonly Held[], language: Language): FigureTable {
  const { t } = language
  const axis = axisOf(rows)
  const hasTarget = rows.some(({ target }) => target !== null)
  const isVaried = new Set(rows.map(({ target }) => target?.threshold)).size > 1
  return {
    heads: {
      responses: t('dashboard:responses'),
      index: t('dashboard:index'),
      interval: t('dashboard:interval'),
      axis: rows.some(({ shown }) => shown.figure) ? axisMark(rows, axis, ROOM_IN_HEAD, language) : null,
      verdict: hasTarget ? { reading: t('dashboard:by-number'), evidence: t('dashboard:by-evidence') } : null,
      target: isVaried ? t('dashboard:target') : null,
    },
    span: 2 + (hasTarget ? 2 : 0) + (isVaried ? 1 : 0),
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
export function figureCells({ shown, target }: Held, axis: Axis, { t, format }: Language): FigureCells {
  const { n, hidden, figure, verdict } = shown
  const threshold = target && Number(target.threshold)
  const kind = verdict ? kindOf(verdict) : 'unclear'
  return {
    responses: format.count(n),
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
    evidence: verdict && { kind, word: t(`dashboard:evidence-${kind}`) },
  }
}
