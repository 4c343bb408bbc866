import { offsetMs } from '../../domain/calendar.ts'
import { inLanguage } from '../../domain/words.ts'
import type { ComparedUnit, UnitComparison } from '../../services/unit-comparison.ts'
import type { RequestContext } from '../context.ts'
import { lookParameters, UNIT_VERDICTS, type UnitOrder, type UnitsLook } from '../forms/units-look.ts'
import type { Language } from '../language.ts'
import { compareFrame, type CompareFrame, type FrameParts } from './compare-frame.ts'
import { compareHref, compareParameters } from './compare-links.ts'
import { figureTable, type FigureTable } from './figure-cells.ts'
import type { PageLink } from './figure-section.ts'
import type { Site } from './shell.ts'
import { orderedUnits, verdictOf } from './unit-order.ts'
import { unitRow, type UnitRow } from './unit-row.ts'
import type { MarkKind } from './verdict-words.ts'

/** Units side by side: what can be said of them together, then each of them. */
export interface UnitsPage extends CompareFrame {
  /** What the comparison found, a sentence each. */
  readonly findings: readonly string[]
  /** How many units prove what, as links that leave only them. */
  readonly verdicts: {
    readonly label: string
    readonly links: readonly {
      readonly kind: MarkKind
      readonly label: string
      readonly href: string
      readonly isCurrent: boolean
    }[]
    /** Back to all; null where all are shown. */
    readonly all: PageLink | null
  }
  readonly search: {
    readonly action: string
    readonly kept: readonly (readonly [name: string, value: string])[]
    readonly label: string
    readonly hint: string
    readonly value: string
    readonly submit: string
  }
  readonly caption: string
  readonly heads: {
    readonly name: SortHead
    readonly responses: SortHead
    readonly index: SortHead
    readonly rank: SortHead
    readonly range: string
    readonly group: string
    readonly change: SortHead
  }
  readonly table: Pick<FigureTable, 'heads'>
  /** How many columns a hidden figure leaves empty. */
  readonly hiddenSpan: number
  readonly rows: readonly UnitRow[]
  /** What is said where no unit is left. */
  readonly empty: string
  readonly pages: { readonly label: string; readonly links: readonly (PageLink & { readonly isCurrent: boolean })[] }
  readonly reading: { readonly heading: string; readonly texts: readonly string[] }
  readonly files: { readonly heading: string; readonly links: readonly PageLink[] }
  readonly asOf: string
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
  const { units, ranked, asOf } = comparison
  const found = orderedUnits(units, look)
  const pages = Math.max(1, Math.ceil(found.length / MOST_ROWS))
  const page = Math.min(look.page, pages)
  const shown = found.slice((page - 1) * MOST_ROWS, page * MOST_ROWS)
  const hrefOf = (others: Partial<UnitsLook>): string =>
    compareHref('units', query, lookParameters({ ...look, ...others }))
  const csv = (audience: string): string => compareHref('units.csv', query, { for: audience })
  const { heads, cells } = figureTable(
    shown.map(({ shown: figure, target, responses, population }) => ({
      ...{ shown: figure, target },
      rate: { responses, population },
    })),
    { index: t('dashboard:index') },
    language,
  )
  return {
    ...compareFrame(site, context, frame),
    findings: findingsOf(comparison, language),
    verdicts: {
      label: t('compare:verdicts-label'),
      links: UNIT_VERDICTS.flatMap((verdict) => {
        const count = units.filter((unit) => verdictOf(unit) === verdict).length
        if (count === 0) return []
        return [
          {
            kind: verdict,
            label: t(`compare:verdict-${verdict}`, { count: format.count(count) }),
            href: hrefOf({ verdict }),
            isCurrent: look.verdict === verdict,
          },
        ]
      }),
      all: look.verdict === null ? null : { label: t('compare:verdict-all'), href: hrefOf({ verdict: null }) },
    },
    search: {
      action: '/compare',
      kept: [...compareParameters(query), ...Object.entries(lookParameters({ ...look, search: '' }))],
      label: t('compare:search'),
      hint: t('dashboard:agencies-search-hint'),
      value: look.search,
      submit: t('dashboard:agencies-search-submit'),
    },
    caption: t('compare:caption', { shown: format.count(found.length), all: format.count(units.length) }),
    heads: headsOf(look, hrefOf, language),
    table: { heads },
    hiddenSpan: 4 + (heads.target === null ? 0 : 1) + (heads.verdict ? 1 : 0),
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
        t('compare:reading-rank'),
        t('compare:reading-group'),
        t('compare:reading-change', {
          from: format.month(comparison.former.from),
          to: format.month(comparison.former.to - 1),
          rate: format.count(comparison.rate * 100),
        }),
        t('compare:reading-hidden', { least: format.count(comparison.least) }),
        t(`compare:method-long-${comparison.scope.method}`),
      ],
    },
    files: {
      heading: t('compare:files-heading'),
      links: [
        { label: t('compare:file-excel'), href: csv('excel') },
        { label: t('compare:file-plain'), href: csv('plain') },
      ],
    },
    asOf: t('compare:as-of', { time: timeOf(asOf, timeZone, language) }),
  }
}

/** What can be said of all units together. */
function findingsOf({ units, ranked }: UnitComparison, { t, format, code }: Language): readonly string[] {
  const of = (verdict: string): readonly ComparedUnit[] => units.filter((unit) => verdictOf(unit) === verdict)
  const values = {
    units: format.count(units.length),
    notMet: format.count(of('not-met').length),
    met: format.count(of('met').length),
    unclear: format.count(of('unclear').length),
    hidden: format.count(of('hidden').length),
  }
  if (units.length === 0) return []
  const hasTarget = units.some(({ shown }) => shown.verdict !== null)
  const top = units.filter(({ standing }) => standing?.best === 1)
  const first = top.length === 1 ? top[0] : undefined
  return [
    hasTarget ? t('compare:finding-target', values) : t('compare:finding-no-target', values),
    ...(ranked < 2
      ? []
      : first
        ? [t('compare:finding-first', { unit: inLanguage(first.agency.names, code) })]
        : [t('compare:finding-top', { count: format.count(top.length), ranked: format.count(ranked) })]),
  ]
}

function headsOf(look: UnitsLook, hrefOf: (look: Partial<UnitsLook>) => string, { t }: Language): UnitsPage['heads'] {
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
    group: t('compare:head-group'),
    change: head('change', t('compare:head-change')),
  }
}

/** Numbers of answers and indices begin with the largest. */
function isDescending({ order, isReversed }: UnitsLook): boolean {
  return (order === 'responses' || order === 'index') !== isReversed
}

/** The time of day of an instant on the province's clock. */
function timeOf(instant: Date, timeZone: string, { format }: Language): string {
  const minute = Math.floor((instant.getTime() + offsetMs(instant, timeZone)) / MINUTE_MS)
  return format.timeOfDay(minute % MINUTES_A_DAY)
}

const MINUTE_MS = 60_000
const MINUTES_A_DAY = 1440
