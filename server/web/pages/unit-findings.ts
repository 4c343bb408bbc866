import { inLanguage } from '../../domain/words.ts'
import type { ComparedUnit, UnitComparison } from '../../services/unit-comparison.ts'
import type { UnitVerdict } from '../forms/units-look.ts'
import type { Language } from '../language.ts'
import { verdictOf } from './unit-order.ts'

/** So many units are named in a sentence; of more it is told how many they are. */
const MOST_NAMES = 5

/** What can be said of all units together: paragraphs of whole sentences, the verdicts first. Nothing is said of no unit. */
export function unitFindings(comparison: UnitComparison, language: Language): Findings {
  return findingsOf(comparison, changeSentences(comparison.units, language), language)
}

/** The same of a ranking, which says nothing of former months. */
export function rankingFindings(comparison: UnitComparison, language: Language): Findings {
  return findingsOf(comparison, groupSentences(comparison, language), language)
}

/** Paragraphs of whole sentences. */
export type Findings = readonly (readonly string[])[]

function findingsOf(comparison: UnitComparison, others: readonly string[], language: Language): Findings {
  const { units } = comparison
  const [only] = units
  if (!only) return []
  if (units.length === 1) {
    return [[language.t('compare:finding-alone', { unit: inLanguage(only.agency.names, language.code) })]]
  }
  const standing = [...rankSentences(comparison, language), ...others]
  return [verdictSentences(units, language), ...(standing.length > 0 ? [standing] : [])]
}

/** How many units prove what. */
function verdictSentences(units: readonly ComparedUnit[], language: Language): readonly string[] {
  const { t, format } = language
  const byVerdict = Map.groupBy(units, verdictOf)
  const say = (verdict: UnitVerdict): string =>
    counted(verdict, byVerdict.get(verdict) ?? [], { units: format.count(units.length) }, language)
  const hasVerdict = units.some(({ shown }) => shown.verdict !== null)
  if (!hasVerdict) return [t('compare:finding-no-target', { units: format.count(units.length) }), say('hidden')]
  return [say('not-met'), say('met'), say('unclear'), ...(byVerdict.has('plain') ? [say('plain')] : []), say('hidden')]
}

/** Whether it can be told who is first. */
function rankSentences({ units, ranked }: UnitComparison, { t, format, code }: Language): readonly string[] {
  if (ranked < 2) return []
  const top = units.filter(({ standing }) => standing?.best === 1)
  const [first] = top
  return first && top.length === 1
    ? [t('compare:finding-first', { unit: inLanguage(first.agency.names, code) })]
    : [t('compare:finding-top', { count: format.count(top.length), ranked: format.count(ranked) })]
}

/** Whether the data tell units apart at all. */
function groupSentences({ units, ranked }: UnitComparison, { t, format }: Language): readonly string[] {
  if (ranked < 2) return []
  const groups = Math.max(...units.map(({ standing }) => standing?.group ?? 0))
  return [groups === 1 ? t('ranking:finding-one-group') : t('ranking:finding-groups', { groups: format.count(groups) })]
}

/** Which units went down or up beyond chance; nothing where none could be compared with its former months. */
function changeSentences(units: readonly ComparedUnit[], language: Language): readonly string[] {
  const compared = units.filter(({ change }) => change.isSignificant !== null)
  if (compared.length === 0) return []
  const sure = compared.filter(({ change }) => change.isSignificant)
  if (sure.length === 0) return [language.t('compare:finding-no-change')]
  const isUp = ({ change }: ComparedUnit): boolean => (change.difference?.points ?? 0) > 0
  return [
    counted(
      'down',
      sure.filter((unit) => !isUp(unit)),
      {},
      language,
    ),
    counted('up', sure.filter(isUp), {}, language),
  ]
}

/** A sentence about some of the units: none, a few by their names, or so many. */
function counted(
  what: 'down' | 'up' | UnitVerdict,
  some: readonly ComparedUnit[],
  values: Readonly<Record<string, string>>,
  { t, format, code }: Language,
): string {
  if (some.length === 0) return t(`compare:finding-${what}-none`, values)
  const count = format.count(some.length)
  const isNamed = NAMED.includes(what) && some.length <= MOST_NAMES
  if (!isNamed) return t(`compare:finding-${what}`, { ...values, count })
  const names = some.map(({ agency }) => inLanguage(agency.names, code)).join(', ')
  return t(`compare:finding-${what}-named`, { ...values, count, names })
}

/** Whom one has to look after. */
const NAMED: readonly (UnitVerdict | 'down' | 'up')[] = ['not-met', 'down', 'up']
