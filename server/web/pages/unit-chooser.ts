import { withoutMarks } from '../../domain/plain-text.ts'
import { inLanguage } from '../../domain/words.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import { MOST_TRENDS } from '../../services/trend-choice.ts'
import type { ComparedUnit } from '../../services/unit-comparison.ts'
import type { Language } from '../language.ts'
import { compareParameters } from './compare-links.ts'

/** A form that chooses units to draw: a list to tick, and a search that brings further ones into it. */
export interface UnitChooser {
  readonly summary: string
  readonly isOpen: boolean
  readonly action: string
  /** Parts of the address that the form keeps. */
  readonly kept: readonly (readonly [name: string, value: string])[]
  readonly search: { readonly label: string; readonly hint: string; readonly value: string; readonly submit: string }
  readonly legend: string
  readonly hint: string
  readonly units: readonly {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly isChosen: boolean
  }[]
  /** How many units are not listed; null where all are. */
  readonly more: string | null
  readonly submit: string
}

/** So many units that are not chosen are listed; others are found by name. */
const MOST_LISTED = 120

/**
 * @param units all that can be chosen from
 * @param chosen codes of those that are ticked
 */
export function unitChooser(
  units: readonly ComparedUnit[],
  {
    query,
    chosen,
    search,
    isOpen,
  }: {
    readonly query: CompareQuery
    readonly chosen: readonly string[]
    readonly search: string
    readonly isOpen: boolean
  },
  { t, format, code: language }: Language,
): UnitChooser {
  const words = withoutMarks(search).split(' ').filter(Boolean)
  const isFound = ({ agency }: ComparedUnit): boolean => {
    const names = Object.values(agency.names).map(withoutMarks).join(' ')
    return words.every((word) => names.includes(word))
  }
  const isChosen = ({ agency }: ComparedUnit): boolean => chosen.includes(agency.code)
  const open = units.filter((unit) => isChosen(unit) || unit.shown.hidden === null)
  const listed = [
    ...open.filter(isChosen),
    ...open.filter((unit) => !isChosen(unit) && isFound(unit)).slice(0, MOST_LISTED),
  ]
  const left = open.length - listed.length
  return {
    summary: t('trends:choose'),
    isOpen: isOpen || search !== '',
    action: '/compare/trends',
    kept: compareParameters(query),
    search: {
      label: t('compare:search'),
      hint: t('dashboard:agencies-search-hint'),
      value: search,
      submit: t('dashboard:agencies-search-submit'),
    },
    legend: t('trends:choose-legend'),
    hint: t('trends:choose-hint', { most: format.count(MOST_TRENDS) }),
    units: listed.map((unit, i) => ({
      id: `unit-choice-${i}`,
      code: unit.agency.code,
      name: inLanguage(unit.agency.names, language),
      isChosen: isChosen(unit),
    })),
    more: left > 0 ? t('trends:choose-more', { count: format.count(left) }) : null,
    submit: t('trends:choose-submit'),
  }
}
