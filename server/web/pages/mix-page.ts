import type { ProcedureField } from '../../domain/service-point.ts'
import { inLanguage } from '../../domain/words.ts'
import { wholePercent } from '../../services/mix-columns.ts'
import type { MixComparison, MixedUnit } from '../../services/mix-comparison.ts'
import { hiddenFigure, type ShownFigure } from '../../services/shown-figure.ts'
import type { RequestContext } from '../context.ts'
import type { TableLook } from '../forms/table-look.ts'
import type { Language } from '../language.ts'
import { compareFrame, type CompareFrame, type FrameParts } from './compare-frame.ts'
import { compareFiles } from './compare-links.ts'
import { figureTable, type FigureCells, type FigureTable } from './figure-cells.ts'
import type { PageLink } from './figure-section.ts'
import type { Site } from './shell.ts'
import { signedPoints } from './signed-points.ts'
import { sortedTable, type SortedTable, type SortValues } from './sorted-table.ts'
import { unitHref } from './unit-row.ts'
import { asOfWords, type SortHead } from './units-page.ts'

/** By what the units can be sorted, the usual order first. */
export const MIX_ORDERS = ['mix', 'name', 'crude', 'shift', 'places', 'coverage'] as const
export type MixOrder = (typeof MIX_ORDERS)[number]

/** Units as they are, and as they would be at equal mix. */
export interface MixPage extends CompareFrame {
  readonly findings: readonly string[]
  readonly caption: string
  readonly heads: Readonly<Record<MixOrder, SortHead>> & { readonly range: string; readonly interval: string }
  readonly table: Pick<FigureTable, 'heads'>
  readonly rows: readonly MixRow[]
  readonly pages: SortedTable<MixedUnit, MixOrder>['pages']
  readonly reference: {
    readonly heading: string
    readonly text: string
    readonly heads: { readonly field: string; readonly count: string; readonly share: string }
    readonly rows: readonly { readonly field: string; readonly count: string; readonly share: string }[]
  }
  readonly reading: { readonly heading: string; readonly texts: readonly string[] }
  readonly files: { readonly heading: string; readonly note: string; readonly links: readonly PageLink[] }
}

interface MixRow {
  readonly name: string
  readonly href: string
  readonly responses: string
  /** Its index as it is; null where it is suppressed. */
  readonly crude: { readonly index: string; readonly exact: number } | null
  /** Why the unit is suppressed; empty where it is not. */
  readonly hidden: string
  readonly mix: FigureCells
  /** Why there is no figure at equal mix; empty where there is. */
  readonly why: string
  readonly shift: string
  readonly coverage: string
  /** Fields that are not covered; empty where all are. */
  readonly lacking: string
  readonly places: {
    readonly crude: string
    readonly mix: string
    readonly range: string
    readonly move: string
  } | null
}

/** What the page is made from. */
export interface MixParts {
  readonly frame: Omit<FrameParts, 'page'>
  readonly found: MixComparison
  readonly look: TableLook<MixOrder>
  readonly timeZone: string
}

export function mixPage(site: Site, context: RequestContext, { frame, found, look, timeZone }: MixParts): MixPage {
  const { language } = context
  const { t, format, code } = language
  const { query } = frame
  const { scope, reference, units, least } = found
  const sorted = sortedTable(units, { look, usual: 'mix', values: VALUES, page: 'mix', query }, language)
  const { head } = sorted
  const { heads, cells } = figureTable(
    sorted.rows.map(({ mix }) => ({ shown: shownMix(mix), target: null })),
    { index: t('mix:head-mix') },
    language,
  )
  const notes = query.field === null ? [] : [t('mix:note-field')]
  return {
    ...compareFrame(site, context, {
      ...frame,
      page: 'mix',
      notes,
      styles: ['css/units.css', 'css/mix.css', 'css/landscape.css'],
    }),
    findings: findingsOf(found, language),
    caption: t('mix:caption', { all: format.count(units.length), placed: format.count(found.placed) }),
    heads: {
      name: head('name', t('compare:head-unit')),
      crude: head('crude', t('mix:head-crude')),
      mix: head('mix', t('mix:head-mix')),
      shift: head('shift', t('mix:head-shift')),
      places: head('places', t('mix:head-places')),
      coverage: head('coverage', t('mix:head-coverage')),
      range: t('mix:head-range'),
      interval: t('dashboard:interval'),
    },
    table: { heads },
    rows: sorted.rows.flatMap((unit, i) => {
      const own = cells[i]
      return own ? [mixRow(unit, own, { ...frame, placed: found.placed }, language)] : []
    }),
    pages: sorted.pages,
    reference: {
      heading: t('mix:reference-heading'),
      text: t(`mix:reference-${reference.by}`, { whole: format.count(reference.whole) }),
      heads: {
        field: t('mix:reference-field'),
        count: t(`mix:reference-count-${reference.by}`),
        share: t('mix:reference-share'),
      },
      rows: reference.fields.map(({ field, count }) => ({
        field: inLanguage(field.names, code),
        count: format.count(count),
        share: `${format.decimal((100 * count) / reference.whole, 1)} %`,
      })),
    },
    reading: {
      heading: t('compare:reading-heading'),
      texts: [
        t('mix:reading-places'),
        t('mix:reading-coverage', { least: format.count(least) }),
        t('mix:reading-interval'),
        t(`compare:method-long-${scope.method}`),
        asOfWords(found.asOf, timeZone, language),
      ],
    },
    files: {
      heading: t('compare:files-heading'),
      note: t('compare:files-note', { all: format.count(units.length) }),
      links: compareFiles('mix.csv', query, language),
    },
  }
}

/** Names in the order of the table; figures begin with the best, shifts and moves with the largest, coverage with the least. */
const VALUES: SortValues<MixedUnit, MixOrder> = {
  mix: ({ places }) => places?.mix.rank ?? null,
  name: (_, place) => place,
  crude: ({ crude }) => (crude.figure?.index == null ? null : -crude.figure.index),
  shift: ({ shift }) => (shift === null ? null : -Math.abs(shift)),
  places: ({ places }) => (places ? -Math.abs(places.mix.rank - places.crude) : null),
  coverage: ({ mix }) => mix.coverage,
}

function shownMix({ figure }: MixedUnit['mix']): ShownFigure {
  return figure ? { n: figure.n, hidden: null, figure, verdict: null } : hiddenFigure(0, 'no-answers')
}

function findingsOf({ units, placed }: MixComparison, { t, format, code }: Language): readonly string[] {
  const moved = units.filter(({ places }) => places && places.mix.rank !== places.crude)
  const [largest] = units
    .filter(({ shift }) => shift !== null)
    .toSorted((a, b) => Math.abs(b.shift ?? 0) - Math.abs(a.shift ?? 0))
  const refused = units.filter(({ mix }) => mix.why === 'coverage')
  return [
    t('mix:explained'),
    ...(placed > 0
      ? [t('mix:finding-moved', { moved: format.count(moved.length), placed: format.count(placed) })]
      : []),
    ...(largest?.shift
      ? [
          t(largest.shift > 0 ? 'mix:finding-up' : 'mix:finding-down', {
            unit: inLanguage(largest.agency.names, code),
            points: format.decimal(Math.abs(largest.shift)),
          }),
        ]
      : []),
    ...(refused.length > 0 ? [t('mix:finding-refused', { count: format.count(refused.length) })] : []),
  ]
}

function mixRow(
  { agency, crude, mix, shift, places }: MixedUnit,
  cells: FigureCells,
  { query, placed }: Pick<FrameParts, 'query'> & { readonly placed: number },
  { t, format, code }: Language,
): MixRow {
  const rank = (value: number): string => t('compare:rank', { rank: format.count(value), ranked: format.count(placed) })
  return {
    name: inLanguage(agency.names, code),
    href: unitHref(agency.code, { ...query, field: null }),
    responses: format.count(crude.n),
    crude:
      crude.figure?.exact && crude.figure.index !== null
        ? { index: format.percent(crude.figure.exact), exact: crude.figure.index }
        : null,
    hidden: crude.hidden === null ? '' : t(`dashboard:hidden-${crude.hidden}`),
    mix: cells,
    why: mix.why === null || mix.why === 'hidden' ? '' : t(`mix:why-${mix.why}`),
    shift: shift === null ? '' : signedPoints(shift, format),
    coverage: mix.coverage === null ? '' : `${format.count(wholePercent(mix.coverage))} %`,
    lacking: lackingWords(mix.lacking, { t, format, code }),
    places: places && {
      crude: rank(places.crude),
      mix: rank(places.mix.rank),
      range:
        places.mix.best === places.mix.worst
          ? format.count(places.mix.best)
          : t('compare:range', { best: format.count(places.mix.best), worst: format.count(places.mix.worst) }),
      move: moveWord(places.crude - places.mix.rank, { t, format }),
    },
  }
}

/** Fields that are not covered, the largest in the mix first; of many the rest is counted. */
function lackingWords(
  lacking: readonly ProcedureField[],
  { t, format, code }: Pick<Language, 't' | 'format' | 'code'>,
): string {
  if (lacking.length === 0) return ''
  const names = lacking.slice(0, MOST_LACKING).map((field) => inLanguage(field.names, code))
  const values = { fields: names.join(', '), count: format.count(lacking.length - names.length) }
  return t(lacking.length > names.length ? 'mix:lacking-more' : 'mix:lacking', values)
}

/** So many fields are named. */
const MOST_LACKING = 5

function moveWord(places: number, { t, format }: Pick<Language, 't' | 'format'>): string {
  if (places === 0) return t('mix:move-none')
  return t(places > 0 ? 'mix:move-up' : 'mix:move-down', { count: format.count(Math.abs(places)) })
}
