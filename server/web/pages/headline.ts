import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { indexWord } from './dashboard-words.ts'
import { axisMark, axisOf, figureCells, figureTable, type FigureCells, type FigureTable } from './figure-cells.ts'
import type { AxisMark } from './interval-mark.ts'
import { responseRate, type ResponseRate } from './response-rate.ts'
import { verdictWords, type VerdictWords } from './verdict-words.ts'

/** The answer that the page is opened for. */
export interface Headline {
  readonly verdict: VerdictWords
  readonly labels: {
    readonly index: string
    readonly responses: string
    readonly rate: string
    readonly interval: string
    /** Null where no target binds the figure. */
    readonly target: string | null
    readonly reading: string
    readonly evidence: string
    readonly noTarget: string
  }
  readonly figure: FigureCells
  readonly axis: AxisMark
  /** What the mark shows, in words; empty where there is no mark. */
  readonly alternative: string
  /** Null where nothing can be said of it. */
  readonly rate: ResponseRate | null
  readonly flagged: FlaggedTable
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
  const { t } = language
  const { index: shown, target, step, filter } = dashboard
  const held = { shown, target }
  const axis = axisOf([held])
  const figure = figureCells(held, axis, language)
  return {
    verdict: verdictWords(shown, { ...dashboard, isNarrowed: filter.length > 0 }, language),
    labels: {
      index: indexWord(dashboard, language),
      responses: t('dashboard:responses'),
      rate: t('dashboard:rate'),
      interval: t('dashboard:interval'),
      target: step === 'return' ? t('dashboard:target') : null,
      reading: t('dashboard:by-number'),
      evidence: t('dashboard:by-evidence'),
      noTarget: t('dashboard:no-target'),
    },
    figure,
    axis: axisMark([held], axis, ROOM_ABOVE_MARK, language),
    alternative: alternativeOf(figure, language),
    rate: responseRate(dashboard, language),
    flagged: flaggedTable(dashboard, language),
  }
}

/** What the mark of a figure shows, in words; empty where there is no mark. */
export function alternativeOf({ value, target }: FigureCells, { t, format }: Language): string {
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

function flaggedTable(dashboard: AgencyDashboard, language: Language): FlaggedTable {
  const { index, flagged, target, step } = dashboard
  const { t, format } = language
  const early = step === 'return' ? '' : '-early'
  const count = format.count(flagged.n)
  const words = { caption: t('dashboard:flagged-caption'), column: t('dashboard:flagged-column') }
  if (flagged.n === 0) return { ...words, table: null, names: [], note: t('dashboard:flagged-none') }
  const table = figureTable(
    [
      { shown: index, target },
      { shown: flagged.without, target },
    ],
    { index: indexWord(dashboard, language) },
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
    names: [t(`dashboard:flagged-all${early}`), t('dashboard:flagged-without', { count })],
    note: t(`dashboard:flagged-note${early}`),
  }
}
