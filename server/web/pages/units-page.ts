import { localDay, offsetMs } from '../../domain/calendar.ts'
import type { UnitComparison } from '../../services/unit-comparison.ts'
import type { RequestContext } from '../context.ts'
import { lookParameters, type UnitOrder, type UnitsLook } from '../forms/units-look.ts'
import type { Language } from '../language.ts'
import { compareFrame, type CompareFrame, type FrameParts } from './compare-frame.ts'
import { compareFiles, compareHref, compareParameters } from './compare-links.ts'
import { figureTable, type FigureTable } from './figure-cells.ts'
import type { PageLink } from './figure-section.ts'
import { newComparisonReportHref } from './report-links.ts'
import type { Site } from './shell.ts'
import { unitFindings, type Findings } from './unit-findings.ts'
import { orderedUnits } from './unit-order.ts'
import { unitRateNotes } from './unit-rate-notes.ts'
import { unitRow, type UnitRow } from './unit-row.ts'
import { verdictBar, type VerdictBar } from './verdict-bar.ts'

/** Units side by side: what can be said of them together, then each of them. */
export interface UnitsPage extends CompareFrame {
  /** What the comparison found: paragraphs of whole sentences. */
  readonly findings: Findings
  readonly bar: VerdictBar
  readonly search: UnitSearch
  /** What the rows are, in whole sentences. */
  readonly caption: readonly string[]
  /** What stands on top of every sheet of paper, over so many columns. */
  readonly sheet: { readonly text: string; readonly columns: number }
  readonly heads: UnitHeads
  readonly table: Pick<FigureTable, 'heads'>
  /** How many columns a hidden figure leaves empty. */
  readonly hiddenSpan: number
  readonly rows: readonly UnitRow[]
  /** What is said where no unit is left. */
  readonly empty: string
  readonly pages: { readonly label: string; readonly links: readonly (PageLink & { readonly isCurrent: boolean })[] }
  readonly reading: { readonly heading: string; readonly texts: readonly string[] }
  readonly files: { readonly heading: string; readonly note: string; readonly links: readonly PageLink[] }
  /** Where the same comparison is put on paper; null for an early warning, which is not. */
  readonly report: PageLink | null
}

/** A form that leaves the units of some name. */
export interface UnitSearch {
  readonly action: string
  readonly kept: readonly (readonly [name: string, value: string])[]
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly submit: string
  /** To all units; null where none is searched for. */
  readonly clear: PageLink | null
}

/** The heads of the columns that the figures' own table does not have. */
export interface UnitHeads {
  readonly name: SortHead
  readonly responses: SortHead
  readonly index: SortHead
  readonly rank: SortHead
  readonly range: string
  /** Both together, where there are no columns. */
  readonly rankWithRange: string
  readonly group: string
  readonly change: SortHead
}

/** The head of a column by which the rows can be sorted. */
export interface SortHead {
  readonly label: string
  readonly href: string
  /** How the rows are sorted by it now; null where they are not. */
  readonly sorted: 'ascending' | 'descending' | null
}

/** More rows than these come on further pages: a browser on an old machine takes seconds for thousands. */
const MOST_ROWS = 600

/** Columns that every comparison has: name, responses, index, interval, rank, group, change. */
const COLUMNS = 7

/** What the page is made from. */
export interface UnitsParts {
  readonly frame: FrameParts
  readonly comparison: UnitComparison
  readonly look: UnitsLook
  readonly timeZone: string
}

export function unitsPage(
  site: Site,
  context: RequestContext,
  { frame, comparison, look, timeZone }: UnitsParts,
): UnitsPage {
  const { language } = context
  const { t, format } = language
  const { query } = frame
  const { units, ranked } = comparison
  const found = orderedUnits(units, look, language)
  const pages = Math.max(1, Math.ceil(found.length / MOST_ROWS))
  const page = Math.min(look.page, pages)
  const first = (page - 1) * MOST_ROWS
  const shown = found.slice(first, first + MOST_ROWS)
  const hrefOf = (others: Partial<UnitsLook>): string =>
    compareHref('units', query, lookParameters({ ...look, ...others }))
  const { heads, cells } = figureTable(
    shown.map(({ shown: figure, target, responses, population }) => ({
      ...{ shown: figure, target },
      rate: { responses, population },
    })),
    { index: t('dashboard:index') },
    language,
  )
  const columns = COLUMNS + (heads.target === null ? 0 : 1) + (heads.verdict ? 1 : 0)
  const styles = ['css/units.css', 'css/landscape.css']
  const basic = compareFrame(site, context, { ...frame, styles })
  return {
    ...basic,
    findings: unitFindings(comparison, language),
    bar: verdictBar(units, { hrefOf: (verdict) => hrefOf({ verdict }), current: look.verdict }, language),
    search: {
      action: '/compare',
      kept: [...compareParameters(query), ...Object.entries(lookParameters({ ...look, search: '' }))],
      label: t('compare:search'),
      hint: t('dashboard:agencies-search-hint'),
      value: look.search,
      submit: t('dashboard:agencies-search-submit'),
      clear: look.search === '' ? null : { label: t('compare:search-clear'), href: hrefOf({ search: '' }) },
    },
    caption: [
      t('compare:caption', { shown: format.count(found.length), all: format.count(units.length) }),
      ...(look.search === '' ? [] : [t('compare:caption-search', { search: look.search })]),
      ...(look.verdict === null ? [] : [t(`compare:caption-${look.verdict}`)]),
      ...(pages === 1
        ? []
        : [
            t('compare:caption-page', {
              ...{ page: format.count(page), from: format.count(first + 1) },
              to: format.count(first + shown.length),
            }),
          ]),
    ],
    sheet: {
      text: t('compare:sheet', {
        ...{ title: basic.heading, subtitle: basic.subtitle },
        method: t(`compare:method-${comparison.scope.method}`),
      }),
      columns,
    },
    heads: headsOf(look, hrefOf, language),
    table: { heads },
    hiddenSpan: columns - 3,
    rows: shown.flatMap((unit, i) => {
      const own = cells[i]
      return own ? [unitRow(unit, own, { query, ranked }, language)] : []
    }),
    empty: t('compare:none-left'),
    pages: {
      label: t('compare:pages-label'),
      links:
        pages === 1
          ? []
          : Array.from({ length: pages }, (_, i) => ({
              label: format.count(i + 1),
              href: compareHref('units', query, { ...lookParameters(look), page: String(i + 1) }),
              isCurrent: i + 1 === page,
            })),
    },
    reading: {
      heading: t('compare:reading-heading'),
      texts: [
        ...readingNotes(comparison, language),
        ...unitRateNotes(units, language),
        t(`compare:method-long-${comparison.scope.method}`),
        asOfWords(comparison.asOf, timeZone, language),
      ],
    },
    files: {
      heading: t('compare:files-heading'),
      note: t('compare:files-note', { all: format.count(units.length) }),
      links: compareFiles('units.csv', query, language),
    },
    report:
      query.step === 'return'
        ? { label: t('reports:new'), href: newComparisonReportHref({ ...query, level: comparison.scope.level }) }
        : null,
  }
}

/** What ranks, groups and changes mean, and what is left out of them. */
function readingNotes(
  { scope, units, former, rate, least }: UnitComparison,
  { t, format }: Language,
): readonly string[] {
  return [
    ...(units.some(({ shown }) => shown.verdict !== null) ? [t('compare:reading-evidence')] : []),
    t('compare:reading-rank'),
    t('compare:reading-group'),
    t('compare:reading-change', {
      from: format.month(former.from),
      to: format.month(former.to - 1),
      rate: format.count(rate * 100),
    }),
    t('compare:reading-hidden', { least: format.count(least) }),
    ...(scope.query.step === 'submission' ? [t('compare:reading-submission')] : []),
  ]
}

function headsOf(look: UnitsLook, hrefOf: (look: Partial<UnitsLook>) => string, { t }: Language): UnitHeads {
  const head = (order: UnitOrder, label: string): SortHead => {
    const isSorted = look.order === order
    return {
      label,
      href: hrefOf({ order, isReversed: isSorted && !look.isReversed }),
      sorted: isSorted ? (isDescending(look) ? 'descending' : 'ascending') : null,
    }
  }
  return {
    name: head('name', t('compare:head-unit')),
    responses: head('responses', t('dashboard:responses')),
    index: head('index', t('dashboard:index')),
    rank: head('rank', t('compare:head-rank')),
    range: t('compare:head-range'),
    rankWithRange: t('compare:head-rank-range'),
    group: t('compare:head-group'),
    change: head('change', t('compare:head-change')),
  }
}

/** Numbers of answers and indices begin with the largest. */
function isDescending({ order, isReversed }: UnitsLook): boolean {
  return (order === 'responses' || order === 'index') !== isReversed
}

/** No later than when the responses were counted, on the province's clock. */
export function asOfWords(instant: Date, timeZone: string, { t, format }: Language): string {
  const minute = Math.floor((instant.getTime() + offsetMs(instant, timeZone)) / MINUTE_MS)
  return t('compare:as-of', {
    time: format.timeOfDay(minute % MINUTES_A_DAY),
    day: format.day(localDay(instant, timeZone)),
  })
}

const MINUTE_MS = 60_000
const MINUTES_A_DAY = 1440
