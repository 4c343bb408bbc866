import type { CompareQuery } from '../../services/compare-query.ts'
import type { UnitBand } from '../../services/unit-bands.ts'
import type { ComparedUnit } from '../../services/unit-comparison.ts'
import type { BandingReading } from '../forms/banding-query.ts'
import type { Language } from '../language.ts'
import { compareHref, compareParameters } from './compare-links.ts'
import type { PageLink } from './figure-section.ts'
import { textField, type TextField } from './form-parts.ts'

/** The form in which bands are set, and how many units came into each. */
export interface BandsSection {
  readonly heading: string
  readonly isOpen: boolean
  readonly hint: string
  readonly action: string
  readonly kept: readonly (readonly [name: string, value: string])[]
  readonly fields: readonly TextField[]
  readonly submit: string
  /** Back to the ranking without bands; null where none are typed. */
  readonly clear: PageLink | null
  /** Null where no bands are set. */
  readonly counts: {
    readonly caption: string
    readonly heads: { readonly name: string; readonly from: string; readonly units: string; readonly uncertain: string }
    readonly rows: readonly {
      readonly name: string
      readonly from: string
      readonly units: string
      readonly uncertain: string
    }[]
  } | null
}

/** The band of one unit, and whether it may as well be another one. */
export interface BandWords {
  readonly name: string
  /** Null where the band is certain. */
  readonly doubt: string | null
}

export function bandWords({ name, isCertain }: UnitBand, { t }: Language): BandWords {
  return { name, doubt: isCertain ? null : t('ranking:uncertain') }
}

/** What the section is made from. */
interface BandsParts {
  readonly reading: BandingReading
  readonly query: CompareQuery
  /** Null where no bands are set. */
  readonly bands: ReadonlyMap<ComparedUnit, UnitBand | null> | null
}

export function bandsSection({ reading, query, bands }: BandsParts, language: Language): BandsSection {
  const { t } = language
  const { typed, problems } = reading
  const isEmpty = typed.thresholds === '' && typed.names === ''
  return {
    heading: t('ranking:bands-heading'),
    isOpen: !isEmpty,
    hint: t('ranking:bands-hint'),
    action: '/compare/ranking',
    kept: compareParameters(query),
    fields: (['thresholds', 'names'] as const).map((name) =>
      textField(t, problems, {
        name,
        label: t(`ranking:${name}`),
        hint: t(`ranking:${name}-hint`),
        value: typed[name],
      }),
    ),
    submit: t('ranking:bands-submit'),
    clear: isEmpty ? null : { label: t('ranking:bands-clear'), href: compareHref('ranking', query) },
    counts: bands && countsOf(reading, [...bands.values()], language),
  }
}

function countsOf(
  { banding }: BandingReading,
  bands: readonly (UnitBand | null)[],
  { t, format }: Language,
): BandsSection['counts'] {
  if (!banding) return null
  const { names, thresholds } = banding
  const last = printed(thresholds.at(-1) ?? '', format)
  return {
    caption: t('ranking:counts-caption'),
    heads: {
      name: t('ranking:head-band'),
      from: t('ranking:head-from'),
      units: t('ranking:head-units'),
      uncertain: t('ranking:head-uncertain'),
    },
    rows: names.map((name, place) => {
      const own = bands.filter((band) => band?.name === name)
      const threshold = thresholds[place]
      return {
        name,
        from:
          threshold === undefined
            ? t('ranking:band-below', { threshold: last })
            : t('ranking:band-from', { threshold: printed(threshold, format) }),
        units: format.count(own.length),
        uncertain: format.count(own.filter((band) => band?.isCertain === false).length),
      }
    }),
  }
}

/** A threshold with as many decimals as were typed. */
function printed(threshold: string, format: Language['format']): string {
  return format.decimal(Number(threshold), threshold.split('.')[1]?.length ?? 0)
}
