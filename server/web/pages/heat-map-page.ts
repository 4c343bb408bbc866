import { inLanguage } from '../../domain/words.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import { HEAT_DEPTHS, type HeatColumn, type HeatDepth, type HeatMap, type HeatRow } from '../../services/heat-map.ts'
import type { RequestContext } from '../context.ts'
import type { TableLook } from '../forms/table-look.ts'
import type { Language } from '../language.ts'
import { compareFrame, type CompareFrame, type FrameParts } from './compare-frame.ts'
import { compareFiles, compareHref } from './compare-links.ts'
import type { PageLink } from './figure-section.ts'
import { heatClasses, type HeatClasses } from './heat-classes.ts'
import { heatMapRow, heatValues, type HeatMapRow } from './heat-map-rows.ts'
import { heatMapFindings } from './heat-map-words.ts'
import type { Site } from './shell.ts'
import { sortedTable, type SortedTable } from './sorted-table.ts'
import { asOfWords, type SortHead } from './units-page.ts'

/** What each factor or criterion got in each unit. */
export interface HeatMapPage extends CompareFrame {
  readonly findings: readonly (readonly string[])[]
  /** Links to look at factors or criteria; none where there is one criterion a factor. */
  readonly depths: {
    readonly label: string
    readonly links: readonly (PageLink & { readonly isCurrent: boolean })[]
  }
  /** What the five classes are, the lowest first. */
  readonly key: {
    readonly label: string
    readonly classes: readonly { readonly kind: number; readonly text: string }[]
    readonly hidden: string
  }
  readonly depth: HeatDepth
  readonly caption: string
  readonly unitHead: string
  /** Above the criteria of each factor; empty where the columns are factors. */
  readonly groups: readonly { readonly code: string; readonly name: string; readonly columns: number }[]
  readonly heads: readonly (SortHead & { readonly code: string; readonly isFirst: boolean })[]
  readonly indexHead: SortHead
  /** How many columns stand after the name. */
  readonly span: number
  readonly rows: readonly HeatMapRow[]
  readonly pages: SortedTable<HeatRow, string>['pages']
  /** What the codes of criteria stand for; empty where names stand in the head. */
  readonly codes: {
    readonly heading: string
    readonly entries: readonly { readonly code: string; readonly words: string }[]
  }
  readonly reading: { readonly heading: string; readonly texts: readonly string[] }
  readonly files: { readonly heading: string; readonly note: string; readonly links: readonly PageLink[] }
}

/** Factors fit on a sheet that stands upright, criteria on one that lies. */
const STYLES = ['css/units.css', 'css/heat-map.css']

/** What the page is made from. */
export interface HeatMapParts {
  readonly frame: FrameParts
  readonly map: HeatMap
  readonly look: TableLook<string>
  readonly timeZone: string
}

export function heatMapPage(site: Site, context: RequestContext, parts: HeatMapParts): HeatMapPage {
  const { frame, map, look, timeZone } = parts
  const { language } = context
  const { t, format, code } = language
  const { query } = frame
  const { columns, comparison, depth } = map
  const classes = heatClasses(map.rows.flatMap(({ cells }) => (cells ?? []).flatMap(({ index }) => index ?? [])))
  const kept = depthParameter(depth)
  const values = heatValues(columns)
  const sorted = sortedTable(map.rows, { look, usual: 'index', values, page: 'heat-map', query, kept }, language)
  const isShort = depth === 'criterion'
  return {
    ...compareFrame(site, context, { ...frame, styles: isShort ? [...STYLES, 'css/landscape.css'] : STYLES }),
    findings: [heatMapFindings(map, language)],
    depths: { label: t('heat-map:depths-label'), links: depthLinks(map, query, language) },
    key: {
      label: t('heat-map:key-label'),
      classes: classWords(classes, language),
      hidden: t('heat-map:key-hidden'),
    },
    depth,
    caption: t(`heat-map:caption-${depth}`, { count: format.count(map.rows.length) }),
    unitHead: t('compare:head-unit'),
    groups: isShort ? groupsOf(columns, language) : [],
    ...headsOf(map, sorted, language),
    span: columns.length + 1,
    rows: sorted.rows.map((row) => heatMapRow(row, { query, classes, isShort }, language)),
    pages: sorted.pages,
    codes: {
      heading: t('heat-map:codes-heading'),
      entries: isShort ? columns.map((column) => ({ code: column.code, words: inLanguage(column.words, code) })) : [],
    },
    reading: {
      heading: t('heat-map:reading-heading'),
      texts: [
        t('heat-map:reading-cells'),
        t('heat-map:reading-colours'),
        t('heat-map:reading-hidden', { least: format.count(comparison.least) }),
        t(`compare:method-long-${comparison.scope.method}`),
        asOfWords(comparison.asOf, timeZone, language),
      ],
    },
    files: {
      heading: t('compare:files-heading'),
      note: t('heat-map:files-note'),
      links: compareFiles('heat-map.csv', query, language, kept),
    },
  }
}

/** The part of an address that says how deep a heat map goes. */
export function depthParameter(depth: HeatDepth): Readonly<Record<string, string>> {
  return depth === 'factor' ? {} : { depth }
}

function depthLinks(
  { hasCriteria, depth }: HeatMap,
  query: CompareQuery,
  { t }: Language,
): HeatMapPage['depths']['links'] {
  if (!hasCriteria) return []
  return HEAT_DEPTHS.map((one) => ({
    label: t(`heat-map:depth-${one}`),
    href: compareHref('heat-map', query, depthParameter(one)),
    isCurrent: one === depth,
  }))
}

function classWords({ bounds }: HeatClasses, { t, format }: Language): HeatMapPage['key']['classes'] {
  return [...bounds, null].map((bound, i) => {
    const from = bounds[i - 1]
    const values = { from: format.count(from ?? 0), to: format.count(bound ?? 0) }
    const text = from === undefined ? 'key-below' : bound === null ? 'key-from' : 'key-between'
    return { kind: i + 1, text: t(`heat-map:${text}`, values) }
  })
}

function groupsOf(columns: readonly HeatColumn[], { code }: Language): HeatMapPage['groups'] {
  return [...Map.groupBy(columns, ({ factor }) => factor)].map(([factor, own]) => ({
    ...{ code: factor.code, name: inLanguage(factor.names, code) },
    columns: own.length,
  }))
}

function headsOf(
  { columns, depth }: HeatMap,
  { head }: SortedTable<HeatRow, string>,
  { t, code }: Language,
): Pick<HeatMapPage, 'heads' | 'indexHead'> {
  return {
    heads: columns.map((column, i) => ({
      ...head(column.code, depth === 'criterion' ? '' : inLanguage(column.words, code)),
      code: column.code,
      isFirst: columns[i - 1]?.factor !== column.factor,
    })),
    indexHead: head('index', t('dashboard:index')),
  }
}
