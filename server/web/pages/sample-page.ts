import { inLanguage } from '../../domain/words.ts'
import { firstDay, monthOfDay } from '../../domain/calendar.ts'
import type { CollectionPace } from '../../services/collection-pace.ts'
import type { PlannedUnit, SamplePlan } from '../../services/sample-plan.ts'
import { threshold } from '../../services/shown-index.ts'
import { undecidedBand } from '../../services/undecided-band.ts'
import type { RequestContext } from '../context.ts'
import type { TableLook } from '../forms/table-look.ts'
import type { Language } from '../language.ts'
import { compareFrame, type CompareFrame, type FrameParts } from './compare-frame.ts'
import { compareFiles } from './compare-links.ts'
import type { PageLink } from './figure-section.ts'
import type { Site } from './shell.ts'
import { sortedTable, type SortedTable, type SortValues } from './sorted-table.ts'
import { unitHref } from './unit-row.ts'
import { asOfWords, type SortHead } from './units-page.ts'
import { kindOf, thresholdOf, type VerdictKind } from './verdict-words.ts'

/** By what the units can be sorted, the usual order first. */
export const SAMPLE_ORDERS = ['missing', 'name', 'transactions', 'responses', 'yamane', 'settling', 'ready'] as const
export type SampleOrder = (typeof SAMPLE_ORDERS)[number]

/** How many responses units need, have and will have. */
export interface SamplePage extends CompareFrame {
  readonly findings: readonly string[]
  readonly caption: string
  readonly heads: Readonly<Record<SampleOrder, SortHead>> & { readonly rate: string; readonly target: string }
  readonly rows: readonly SampleRow[]
  readonly pages: SortedTable<PlannedUnit, SampleOrder>['pages']
  readonly reading: { readonly heading: string; readonly texts: readonly string[] }
  readonly files: { readonly heading: string; readonly note: string; readonly links: readonly PageLink[] }
}

/** A number with a line below it; what is not known is words alone. */
interface Cell {
  readonly value: string
  readonly detail: string
  /** Unrounded, for whoever reads the page by program; null where there is no number. */
  readonly exact: number | null
}

interface SampleRow {
  readonly name: string
  readonly href: string
  readonly responses: Cell
  readonly transactions: Cell
  readonly yamane: Cell
  readonly settling: Cell
  readonly missing: Cell & { readonly kind: VerdictKind | null }
  readonly ready: Cell
}

/** What the page is made from. */
export interface SampleParts {
  readonly frame: Omit<FrameParts, 'page'>
  readonly plan: SamplePlan
  readonly look: TableLook<SampleOrder>
  readonly timeZone: string
}

export function samplePage(
  site: Site,
  context: RequestContext,
  { frame, plan, look, timeZone }: SampleParts,
): SamplePage {
  const { language } = context
  const { t, format } = language
  const { query } = frame
  const { units, scope, paceMonths } = plan
  const sorted = sortedTable(units, { look, usual: 'missing', values: VALUES, page: 'sample', query }, language)
  const { head } = sorted
  const pace = { from: format.month(paceMonths.from), to: format.month(paceMonths.to - 1) }
  return {
    ...compareFrame(site, context, {
      ...frame,
      page: 'sample',
      styles: ['css/units.css', 'css/sample-plan.css', 'css/landscape.css'],
    }),
    findings: findingsOf(plan, language),
    caption: t('sample-plan:caption', { all: format.count(units.length) }),
    heads: {
      name: head('name', t('compare:head-unit')),
      responses: head('responses', t('sample-plan:head-responses')),
      transactions: head('transactions', t('sample-plan:head-transactions')),
      yamane: head('yamane', t('sample-plan:head-yamane')),
      settling: head('settling', t('sample-plan:head-settling')),
      missing: head('missing', t('sample-plan:head-missing')),
      ready: head('ready', t('sample-plan:head-ready')),
      rate: t('dashboard:rate'),
      target: t('dashboard:target'),
    },
    rows: sorted.rows.map((unit) => sampleRow(unit, query, language)),
    pages: sorted.pages,
    reading: {
      heading: t('compare:reading-heading'),
      texts: [
        t('sample-plan:reading-yamane'),
        t('sample-plan:reading-settling'),
        t('sample-plan:reading-missing'),
        t('sample-plan:reading-ready', pace),
        t(`compare:method-long-${scope.method}`),
        asOfWords(plan.asOf, timeZone, language),
      ],
    },
    files: {
      heading: t('compare:files-heading'),
      note: t('compare:files-note', { all: format.count(units.length) }),
      links: compareFiles('sample.csv', query, language),
    },
  }
}

/** Numbers begin with the largest, what is missing and when it is there with the least. */
const VALUES: SortValues<PlannedUnit, SampleOrder> = {
  missing: ({ missing: { count } }) => (count === 0 ? null : count),
  name: (_, place) => place,
  transactions: ({ population }) => population.count && -population.count,
  responses: ({ responses }) => -responses,
  yamane: ({ yamane }) => yamane && -yamane,
  settling: ({ settling }) => settling.count && -settling.count,
  ready: ({ ready }) => ready.day,
}

/** How many units are settled, and that no rule of thumb settles a target. */
function findingsOf({ units }: SamplePlan, { t, format }: Language): readonly string[] {
  const held = units.filter(({ shown }) => shown.verdict !== null)
  const settled = held.filter(({ missing }) => missing.count === 0)
  const targets = [
    ...new Map(units.flatMap(({ target }) => (target ? [[target.threshold, target] as const] : []))).values(),
  ]
  return [
    ...(held.length === 0
      ? [t('sample-plan:finding-no-target')]
      : [t('sample-plan:finding-settled', { settled: format.count(settled.length), held: format.count(held.length) })]),
    ...targets.slice(0, MOST_TARGETS).flatMap((target, i) => {
      const band = undecidedBand(MOST_YAMANE, threshold(target))
      if (!band) return []
      const values = { target: thresholdOf(target, format), most: format.count(MOST_YAMANE) }
      const bounds = { lower: format.decimal(band.lower), upper: format.decimal(band.upper) }
      return [t(i === 0 ? 'sample-plan:finding-band' : 'sample-plan:finding-band-also', { ...values, ...bounds })]
    }),
  ]
}

/** Yamane's rule never asks for more, whatever the number of transactions. */
const MOST_YAMANE = 400
/** Of more different targets it is not told one by one what 400 responses leave open. */
const MOST_TARGETS = 2

function sampleRow(
  { agency, shown, target, responses, population, yamane, settling, missing, ready, pace }: PlannedUnit,
  query: FrameParts['query'],
  { t, format, code }: Language,
): SampleRow {
  const { count } = population
  const number = (value: number, detail = ''): Cell => ({ value: format.count(value), detail, exact: value })
  const words = (value: string, detail = ''): Cell => ({ value, detail, exact: null })
  const isRateKnown = population.why === null && population.count > 0
  const kind = shown.verdict && kindOf(shown.verdict)
  return {
    name: inLanguage(agency.names, code),
    href: unitHref(agency.code, query),
    responses: number(
      responses,
      isRateKnown ? t('sample-plan:rate', { share: format.decimal((100 * responses) / population.count, 1) }) : '',
    ),
    transactions:
      count === null
        ? words(t(`sample-plan:transactions-${population.why}`))
        : number(count, population.why ? t(`sample-plan:transactions-${population.why}`) : ''),
    yamane:
      yamane === null
        ? words(t('sample-plan:yamane-unknown'))
        : number(
            yamane,
            responses >= yamane
              ? t('sample-plan:yamane-reached')
              : t('sample-plan:yamane-missing', { count: format.count(yamane - responses) }),
          ),
    settling:
      settling.count === null
        ? words(t(`sample-plan:not-planned-${settling.why ?? 'hidden'}`))
        : number(settling.count, target ? t('sample-plan:for-target', { target: thresholdOf(target, format) }) : ''),
    missing: { ...missingCell(), kind: missing.count === null ? null : kind },
    ready: readyCell(),
  }

  function missingCell(): Cell {
    if (missing.count === null) return words(t(`sample-plan:not-planned-${missing.why ?? 'hidden'}`))
    return missing.count === 0
      ? words(t('sample-plan:settled'), kind ? t(`dashboard:evidence-${kind}`) : '')
      : number(missing.count)
  }

  /** How many responses come in thirty days; of a few the fraction counts. */
  function perMonth({ months, responses: lately }: CollectionPace): string {
    const count = (30 * lately) / (firstDay(months.to) - firstDay(months.from))
    return format.decimal(count, count < 10 ? 1 : 0)
  }

  function readyCell(): Cell {
    const speed = pace ? t('sample-plan:pace', { responses: perMonth(pace) }) : ''
    if (ready.day === null) return words(t(`sample-plan:ready-${ready.why ?? 'not-planned'}`), speed)
    return {
      value: t('sample-plan:ready', { month: format.month(monthOfDay(ready.day)) }),
      detail: speed,
      exact: ready.day,
    }
  }
}
