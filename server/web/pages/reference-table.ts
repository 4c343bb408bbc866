import { KNOWN_SERIES, type KnownSeries, type ReferenceValue } from '../../domain/reference-value.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyReferences } from '../../services/reference-service.ts'
import type { Language } from '../language.ts'
import type { PageLink } from './figure-section.ts'
import { intervalMark, type Axis, type AxisMark, type IntervalMark, type Stretch } from './interval-mark.ts'
import { correctionHref, seriesId } from './reference-links.ts'
import { seriesName, seriesNote } from './series-words.ts'

/** What others published in one series, year by year. */
export interface ReferenceTable {
  readonly id: string
  readonly heading: string
  readonly note: string
  readonly heads: { readonly year: string; readonly about: string; readonly value: string; readonly source: string }
  /** Null where no value has a place on a scale of 100. */
  readonly axis: AxisMark | null
  readonly axisLabel: string
  readonly rows: readonly ReferenceRow[]
}

interface ReferenceRow {
  readonly year: string
  readonly about: string
  /** Exactly as it was published. */
  readonly value: string
  readonly mark: IntervalMark | null
  readonly source: string
  /** Null for those who may not correct it. */
  readonly correction: PageLink | null
}

/** Series whose values are points of 100. PAPI has several scales, and of other series nobody knows. */
const OF_HUNDRED: readonly string[] = ['sipas', 'par-index', 'pci'] satisfies readonly KnownSeries[]

/** A table for each series: those that are known first, then others by key. */
export function referenceTables(found: AgencyReferences, axis: Axis, language: Language): readonly ReferenceTable[] {
  const bySeries = Map.groupBy(found.references, ({ series }) => series)
  const known: readonly string[] = KNOWN_SERIES
  const others = [...bySeries.keys()].filter((series) => !known.includes(series)).sort()
  return [...known, ...others].flatMap((series) => {
    const references = bySeries.get(series)
    return references ? [referenceTable({ ...found, references }, { series, axis }, language)] : []
  })
}

function referenceTable(
  { references, agency, mayEnter }: AgencyReferences,
  { series, axis }: { readonly series: string; readonly axis: Axis },
  { t, format, code }: Language,
): ReferenceTable {
  const name = agency ? inLanguage(agency.names, code) : ''
  const placed = references
    .map((reference) => ({ ...reference, place: placeOf(reference) }))
    .sort((a, b) => b.year - a.year || Number(a.agency !== null) - Number(b.agency !== null))
  return {
    id: seriesId(series),
    heading: seriesName(series, t),
    note: seriesNote(series, t),
    heads: {
      year: t('references:year'),
      about: t('references:of'),
      value: t('references:value'),
      source: t('references:source'),
    },
    axis: placed.some(({ place }) => place !== null)
      ? { from: format.count(axis.from), to: format.count(100), target: null }
      : null,
    axisLabel: t('references:place'),
    rows: placed.map((reference) => ({
      year: String(reference.year),
      about: reference.agency === null ? t('references:nation-or-province') : name,
      value: reference.value,
      mark: reference.place && intervalMark(reference.place, null, axis),
      source: reference.source,
      correction: mayEnter
        ? { label: t('references:correct', { year: reference.year }), href: correctionHref(reference) }
        : null,
    })),
  }
}

/** Where a published value lies on a scale of 100; null where it is no plain number of it. */
export function placeOf({ series, value }: Pick<ReferenceValue, 'series' | 'value'>): Stretch | null {
  if (!OF_HUNDRED.includes(series)) return null
  const [, digits] = /^(\d{1,3}(?:[.,]\d+)?)(?:\s?%)?$/.exec(value) ?? []
  const index = digits === undefined ? Number.NaN : Number(digits.replace(',', '.'))
  return index <= 100 ? { index, lower: null, upper: null } : null
}
