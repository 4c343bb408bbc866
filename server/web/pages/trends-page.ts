import type { UnitTrends } from '../../services/trend-service.ts'
import type { RequestContext } from '../context.ts'
import { trendsParameters, type TrendsQuery } from '../forms/trends-query.ts'
import type { Language } from '../language.ts'
import { compareFrame, type CompareFrame, type FrameParts } from './compare-frame.ts'
import type { PageLink } from './figure-section.ts'
import { rowFiles } from './row-files.ts'
import type { Site } from './shell.ts'
import type { TrendSize } from './trend-drawing.ts'
import { plannedPanel, trendPanel, type TrendPanel } from './trend-panel.ts'
import { unitChooser, type UnitChooser } from './unit-chooser.ts'
import { asOfWords } from './units-page.ts'

/** Units month by month: a drawing for each, with its table. */
export interface TrendsPage extends CompareFrame {
  /** How the drawn units were chosen, a sentence each. */
  readonly choice: readonly string[]
  readonly chooser: UnitChooser
  /** How the drawings are read; empty where nothing is drawn. */
  readonly legend: readonly string[]
  /** Whether drawings are small and stand side by side, above their tables, on one scale. */
  readonly isSmall: boolean
  readonly panels: readonly TrendPanel[]
  readonly tablesHeading: string
  readonly reading: { readonly heading: string; readonly texts: readonly string[] }
  readonly files: { readonly heading: string; readonly note: string; readonly links: readonly PageLink[] }
}

/** More units than this are drawn small, on one scale. */
const MOST_LARGE = 6
const LARGE: TrendSize = {
  width: 720,
  height: 450,
  plot: { left: 34, right: 672, top: 32, bottom: 422 },
  mostFigures: 14,
  mostNamed: 12,
  hasTarget: true,
}
const SMALL: TrendSize = {
  width: 360,
  height: 190,
  plot: { left: 30, right: 316, top: 26, bottom: 166 },
  mostFigures: 0,
  mostNamed: 4,
  hasTarget: true,
}

/** What the page is made from. */
export interface TrendsParts {
  readonly frame: Omit<FrameParts, 'page'>
  readonly found: UnitTrends
  readonly asked: TrendsQuery
  readonly timeZone: string
}

export function trendsPage(
  site: Site,
  context: RequestContext,
  { frame, found, asked, timeZone }: TrendsParts,
): TrendsPage {
  const { language } = context
  const { t } = language
  const { query } = frame
  const { comparison, trends } = found
  const { units, asOf, scope } = comparison
  const isSmall = trends.length > MOST_LARGE
  const planned = trends.map((trend) => plannedPanel(trend, query, language))
  const common = Math.min(...planned.map(({ from }) => from))
  const chosen = trendsParameters(asked.units)
  const panels = planned.map((panel, i) => {
    const look = { id: `panel-${i + 1}`, size: isSmall ? SMALL : LARGE, from: isSmall ? common : panel.from, query }
    return trendPanel(panel, look, language)
  })
  const isHeld = trends.some(({ months }) => months.some(({ shown }) => shown.verdict !== null))
  const isDrawn = panels.some(({ drawing }) => drawing !== null)
  const parts = {
    ...{ ...frame, page: 'trends' as const, others: chosen, problems: asked.problems },
    styles: ['css/trend.css', 'css/trends.css'],
  }
  return {
    ...compareFrame(site, context, parts),
    choice: choiceWords(found, language),
    chooser: unitChooser(
      units,
      {
        ...{ query, search: asked.search },
        chosen: asked.units.length > 0 ? asked.units : trends.map(({ unit }) => unit.agency.code),
        isOpen: asked.problems.length > 0,
      },
      language,
    ),
    legend: isDrawn
      ? [t(isHeld ? 'trends:legend' : 'trends:legend-plain'), t(isSmall ? 'trends:scale-common' : 'trends:scale-own')]
      : [],
    ...{ isSmall, panels },
    tablesHeading: t('trends:tables-heading'),
    reading: {
      heading: t('compare:reading-heading'),
      texts: [t(`compare:method-long-${scope.method}`), asOfWords(asOf, timeZone, language)],
    },
    files: {
      heading: t('compare:files-heading'),
      note: t('trends:files-note'),
      links: rowFiles('trends.csv', query, language, chosen),
    },
  }
}

function choiceWords({ choice, trends }: UnitTrends, { t, format }: Language): readonly string[] {
  const { by, unknown, changed, lowest } = choice
  const values = { changed: format.count(changed), lowest: format.count(lowest) }
  const usual = trends.length === 0 ? 'none' : changed === 0 ? 'lowest' : lowest === 0 ? 'changed' : 'both'
  return [
    ...(unknown.length === 0 ? [] : [t('trends:unknown', { codes: unknown.join(', ') })]),
    ...(by === 'table' ? [t(`trends:usual-${usual}`, values)] : []),
  ]
}
