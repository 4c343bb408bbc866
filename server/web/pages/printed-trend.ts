import type { Language } from '../language.ts'
import type { FigureSection } from './figure-section.ts'
import { scaleOf, trendDrawing, type TrendDrawing, type TrendSize } from './trend-drawing.ts'

/** The index month by month as a drawing under its heading, with the words that it needs. */
export interface PrintedTrend {
  readonly heading: string
  readonly finding: string | null
  readonly drawing: TrendDrawing
  readonly changes: readonly { readonly sign: string; readonly words: string }[]
  /** How many changes have no words here; null where all have. */
  readonly moreChanges: string | null
  readonly note: string
}

/** More months than this leave no room for their figures, nor for the name of each. */
const MOST_NAMED = 14
const SIZE: TrendSize = {
  width: 720,
  height: 210,
  plot: { left: 34, right: 712, top: 30, bottom: 186 },
  mostFigures: MOST_NAMED,
  mostNamed: MOST_NAMED,
  hasTarget: false,
}
/** Changes whose words are printed; the lines of all are drawn. */
const MOST_EVENTS = 6
/** Words of a change that are longer than this would push the drawing off its sheet. */
const LONGEST_EVENT = 120

/** The drawing of a table of months; null where fewer than two months are shown. */
export function printedTrend(section: FigureSection, { t, format }: Language): PrintedTrend | null {
  const { rows, table, heading, finding, chart } = section
  const { cells } = table
  if (cells.filter(({ value }) => value).length < 2) return null
  const look = { size: SIZE, from: scaleOf(cells), alternative: chart?.alternative ?? heading }
  const drawing = trendDrawing({ rows, cells }, look, format)
  if (!drawing) return null
  const words = rows.flatMap(({ events }) => events.map((event) => event.words))
  return {
    ...{ heading, finding, drawing },
    changes: words.slice(0, MOST_EVENTS).map((text, nth) => ({
      sign: format.count(nth + 1),
      words: text.length > LONGEST_EVENT ? t('printed-report:long-change') : text,
    })),
    moreChanges:
      words.length > MOST_EVENTS
        ? t('printed-report:more-changes', { count: format.count(words.length - MOST_EVENTS) })
        : null,
    note: t(rows.length <= MOST_NAMED ? 'printed-report:trend-note' : 'printed-report:trend-note-many'),
  }
}
