import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { axisMark, axisOf, figureCells, figureTable, type FigureCells, type FigureTable } from './figure-cells.ts'
import type { AxisMark } from './interval-mark.ts'
import { verdictWords, type VerdictWords } from './verdict-words.ts'

/** The answer that the page is opened for. */
export interface Headline {
  readonly verdict: VerdictWords
  readonly labels: {
    readonly index: string
    readonly responses: string
    readonly interval: string
    readonly target: string
    readonly reading: string
    readonly evidence: string
    readonly noTarget: string
  }
  readonly figure: FigureCells
  readonly axis: AxisMark
  /** What the mark shows, in words; empty where there is no mark. */
  readonly alternative: string
  readonly flagged: FlaggedTable
  /** Answers that are not in the figure; null where there are none. */
  readonly submissions: string | null
}

/** The index with and without flagged answers, or the sentence that there are none. */
export interface FlaggedTable {
  readonly caption: string
  readonly column: string
  /** Null where nothing is flagged. */
  readonly table: FigureTable | null
  readonly names: readonly string[]
  readonly note: string
}

/** What half of the words of the target take of the axis on a narrow screen, in percent. */
const ROOM_ABOVE_MARK = 16

export function headline(dashboard: AgencyDashboard, language: Language): Headline {
  const { t, format } = language
  const { index: shown, target, submissions } = dashboard
  const held = { shown, target }
  const axis = axisOf([held])
  const figure = figureCells(held, axis, language)
  return {
    verdict: verdictWords(shown, dashboard, language),
    labels: {
      index: t('dashboard:index'),
      responses: t('dashboard:responses'),
      interval: t('dashboard:interval'),
      target: t('dashboard:target'),
      reading: t('dashboard:by-number'),
      evidence: t('dashboard:by-evidence'),
      noTarget: t('dashboard:no-target'),
    },
    figure,
    axis: axisMark([held], axis, ROOM_ABOVE_MARK, language),
    alternative: alternativeOf(figure, language),
    flagged: flaggedTable(dashboard, language),
    submissions: submissions === 0 ? null : t('dashboard:submissions', { count: format.count(submissions) }),
  }
}

function alternativeOf({ value, target }: FigureCells, { t, format }: Language): string {
  if (!value) return ''
  const { lower, upper } = value.exact
  const values = {
    index: value.index,
    lower: lower === null ? '–' : format.decimal(lower),
    upper: upper === null ? '–' : format.decimal(upper),
  }
  return target
    ? t('dashboard:index-mark-target', { ...values, target: target.label })
    : t('dashboard:index-mark', values)
}

function flaggedTable({ index, flagged, target }: AgencyDashboard, language: Language): FlaggedTable {
  const { t, format } = language
  const count = format.count(flagged.n)
  const words = { caption: t('dashboard:flagged-caption'), column: t('dashboard:flagged-column') }
  if (flagged.n === 0) return { ...words, table: null, names: [], note: t('dashboard:flagged-none') }
  const table = figureTable(
    [
      { shown: index, target },
      { shown: flagged.without, target },
    ],
    language,
  )
  const isGivenAway = flagged.without.hidden === 'by-subtraction'
  return {
    ...words,
    table: isGivenAway
      ? {
          ...table,
          cells: table.cells.map((cells, i) =>
            i === 1 ? { ...cells, hidden: t('dashboard:flagged-hidden', { count }) } : cells,
          ),
        }
      : table,
    names: [t('dashboard:flagged-all'), t('dashboard:flagged-without', { count })],
    note: t('dashboard:flagged-note'),
  }
}
