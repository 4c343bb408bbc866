import type { FunnelCentre, PlacedUnit, UnitFunnel } from '../../services/unit-funnel.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { RequestContext } from '../context.ts'
import type { TableLook } from '../forms/table-look.ts'
import type { Language } from '../language.ts'
import { compareFrame, type CompareFrame, type FrameParts } from './compare-frame.ts'
import { compareFiles, compareHref } from './compare-links.ts'
import type { PageLink } from './figure-section.ts'
import { funnelDrawing, type FunnelDrawing } from './funnel-drawing.ts'
import { FUNNEL_KINDS, funnelKind, type FunnelKind } from './funnel-places.ts'
import { FUNNEL_VALUES, funnelRow, type FunnelOrder, type FunnelRow } from './funnel-rows.ts'
import { funnelFinding, funnelNotes, funnelReading } from './funnel-words.ts'
import type { Site } from './shell.ts'
import { sortedTable, type SortedTable } from './sorted-table.ts'
import { unitHref } from './unit-row.ts'
import { asOfWords, type SortHead } from './units-page.ts'
import { thresholdOf } from './verdict-words.ts'

/** Units between the limits of chance: what lies outside, the drawing, and every unit in a table. */
export interface FunnelPage extends CompareFrame {
  /** Around what the limits lie, and around what else they could. */
  readonly centres: {
    readonly label: string
    readonly links: readonly (PageLink & { readonly isCurrent: boolean })[]
  }
  /** What the plot shows, as its title. */
  readonly finding: string
  /** Past the points of the drawing to the table. */
  readonly skip: string
  /** Says what the drawing shows to whoever does not see it. */
  readonly alternative: string
  /** Null where there is nothing to draw. */
  readonly drawing: FunnelDrawing | null
  /** What the shapes mean, and how many units have each. */
  readonly key: readonly { readonly kind: FunnelKind; readonly text: string }[]
  readonly plotNotes: readonly string[]
  readonly table: {
    readonly caption: string
    readonly heads: Readonly<Record<FunnelOrder, SortHead>> & {
      readonly unit: string
      readonly inner: string
      readonly outer: string
      readonly shrunkenHint: string
    }
    readonly rows: readonly FunnelRow[]
    readonly pages: SortedTable<PlacedUnit, FunnelOrder>['pages']
  }
  readonly reading: { readonly heading: string; readonly texts: readonly string[] }
  readonly files: { readonly heading: string; readonly note: string; readonly links: readonly PageLink[] }
}

/** What the page is made from. */
export interface FunnelParts {
  readonly frame: FrameParts
  readonly found: UnitFunnel
  /** What the address asks for. */
  readonly asked: FunnelCentre | null
  readonly look: TableLook<FunnelOrder>
  readonly timeZone: string
}

export function funnelPage(site: Site, context: RequestContext, parts: FunnelParts): FunnelPage {
  const { frame, found, asked, look, timeZone } = parts
  const { language } = context
  const { t, format } = language
  const { query } = frame
  const { units, comparison } = found
  const kept = centreParameter(asked)
  const sorted = sortedTable(
    units,
    { look, usual: 'place', values: FUNNEL_VALUES, page: 'funnel', query, kept },
    language,
  )
  const drawing = funnelDrawing(found, ({ unit }) => unitHref(unit.agency.code, query), language)
  const finding = funnelFinding(found, language)
  const byKind = Map.groupBy(
    units.flatMap(({ placed }) => placed ?? []),
    ({ place }) => funnelKind(place),
  )
  return {
    ...compareFrame(site, context, { ...frame, styles: ['css/units.css', 'css/funnel.css'] }),
    centres: { label: t('funnel:centres-label'), links: centreLinks(found, query, language) },
    finding,
    skip: t('funnel:skip'),
    alternative: t('funnel:alternative', { finding }),
    drawing,
    key: FUNNEL_KINDS.map((kind) => ({
      kind,
      text: t('funnel:key', { place: t(`funnel:place-${kind}`), count: format.count(byKind.get(kind)?.length ?? 0) }),
    })),
    plotNotes: funnelNotes(found, drawing?.unnamed ?? 0, language),
    table: {
      caption: t('funnel:caption', { count: format.count(units.length) }),
      heads: headsOf(sorted, language),
      rows: sorted.rows.map((unit) => funnelRow(unit, query, language)),
      pages: sorted.pages,
    },
    reading: {
      heading: t('funnel:reading-heading'),
      texts: [
        ...funnelReading(found, language),
        t(`compare:method-long-${comparison.scope.method}`),
        asOfWords(comparison.asOf, timeZone, language),
      ],
    },
    files: {
      heading: t('compare:files-heading'),
      note: t('funnel:files-note'),
      links: compareFiles('funnel.csv', query, language, kept),
    },
  }
}

/** The part of an address that says around what the limits lie. */
export function centreParameter(asked: FunnelCentre | null): Readonly<Record<string, string>> {
  return asked === null ? {} : { centre: asked }
}

/** One link a centre that can be had; none where there is but one. */
function centreLinks(
  { centre, target }: UnitFunnel,
  query: CompareQuery,
  { t, format }: Language,
): FunnelPage['centres']['links'] {
  if (!centre || !target) return []
  return [
    {
      label: t('funnel:centre-target', { target: thresholdOf(target, format) }),
      href: compareHref('funnel', query),
      isCurrent: centre.kind === 'target',
    },
    {
      label: t('funnel:centre-mean'),
      href: compareHref('funnel', query, centreParameter('mean')),
      isCurrent: centre.kind === 'mean',
    },
  ]
}

function headsOf({ head }: SortedTable<PlacedUnit, FunnelOrder>, { t }: Language): FunnelPage['table']['heads'] {
  return {
    unit: t('compare:head-unit'),
    responses: head('responses', t('dashboard:responses')),
    place: head('place', t('funnel:head-place')),
    size: head('size', t('funnel:head-size')),
    index: head('index', t('dashboard:index')),
    inner: t('funnel:head-inner'),
    outer: t('funnel:head-outer'),
    shrunken: head('shrunken', t('funnel:head-shrunken')),
    shrunkenHint: t('funnel:head-shrunken-hint'),
  }
}
