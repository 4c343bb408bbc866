import { inLanguage } from '../../domain/words.ts'
import { fraction } from '../../services/frozen-figure.ts'
import type { ComparisonDraft, FrozenUnit, Named } from '../../services/report-content.ts'
import type { Language } from '../language.ts'
import type { ReportFindings } from './report-findings.ts'

/** As many units are named in a sentence; the others are counted, and stand in the table. */
const MOST_NAMED = 8

/**
 * Says what a report on a comparison found: how many units met their target or did not, beyond doubt, which are clearly
 * below, what the data part and what they cannot rank, and who is not shown.
 */
export function comparisonFindings(draft: ComparisonDraft, language: Language): ReportFindings {
  const { t, format } = language
  const { units } = draft
  const shown = units.filter(({ figure }) => figure.hidden === null)
  const [met, notMet, unclear] = (['met', 'not met', 'cannot tell yet'] as const).map(
    (evidence) => shown.filter((unit) => verdictOf(unit)?.evidence === evidence).length,
  )
  const counts = { met: format.count(met ?? 0), notMet: format.count(notMet ?? 0), unclear: format.count(unclear ?? 0) }
  const sentence =
    shown.length === 0
      ? t('reports:verdicts-hidden')
      : shown.every((unit) => verdictOf(unit) === null)
        ? t('reports:verdicts-none')
        : t('reports:verdicts', counts)
  return {
    verdict: {
      kind: shown.length === 0 ? 'hidden' : 'plain',
      sentence,
      why: t('reports:counted', { count: format.count(units.length), shown: format.count(shown.length) }),
    },
    sentences: [
      ...targetSentences(shown, language),
      ...groupSentences(draft, shown, language),
      ...changeSentences(shown, language),
      ...hiddenSentences(draft, language),
      ...collectionSentences(units, language),
    ],
  }
}

function targetSentences(shown: readonly FrozenUnit[], language: Language): readonly string[] {
  const held = shown.filter((unit) => verdictOf(unit) !== null)
  if (held.length === 0) return []
  const below = held.filter((unit) => verdictOf(unit)?.evidence === 'not met')
  const seems = held.filter((unit) => {
    const verdict = verdictOf(unit)
    return verdict?.evidence === 'cannot tell yet' && verdict.reading === 'not reached'
  })
  const isFree = shown.filter((unit) => verdictOf(unit) === null)
  return [
    ...(below.length > 0
      ? named(['reports:not-met', 'reports:not-met-more'], lowestFirst(below), language)
      : [language.t('reports:not-met-none')]),
    ...named(['reports:seems-below', 'reports:seems-below-more'], lowestFirst(seems), language),
    ...named(['reports:no-target', 'reports:no-target-more'], isFree, language),
  ]
}

function groupSentences(
  { ranked }: ComparisonDraft,
  shown: readonly FrozenUnit[],
  language: Language,
): readonly string[] {
  const { t, format } = language
  const groups = new Set(shown.flatMap(({ standing }) => standing?.group ?? []))
  if (ranked < 2) return []
  if (groups.size === 1) return [t('reports:groups-one')]
  const isAnywhere = ({ standing }: FrozenUnit): boolean => standing?.best === 1 && standing.worst === ranked
  const first = shown.filter((unit) => unit.standing?.group === 1 && !isAnywhere(unit))
  return [
    t('reports:groups', { groups: format.count(groups.size) }),
    ...named(['reports:first-group', 'reports:first-group-more'], lowestFirst(first).toReversed(), language),
    ...named(['reports:unrankable', 'reports:unrankable-more'], shown.filter(isAnywhere), language, {
      ranked: format.count(ranked),
    }),
  ]
}

function changeSentences(shown: readonly FrozenUnit[], language: Language): readonly string[] {
  const told = shown.filter(({ change }) => change.difference !== null)
  if (told.length === 0) return [language.t('reports:changes-untold')]
  const significant = told.filter(({ change }) => change.isSignificant === true)
  if (significant.length === 0) return [language.t('reports:changes-none')]
  const isUp = ({ change }: FrozenUnit): boolean => Number(change.difference?.points) > 0
  return [
    ...named(['reports:changes-up', 'reports:changes-up-more'], significant.filter(isUp), language),
    ...named(
      ['reports:changes-down', 'reports:changes-down-more'],
      significant.filter((unit) => !isUp(unit)),
      language,
    ),
  ]
}

function hiddenSentences({ units, nested }: ComparisonDraft, language: Language): readonly string[] {
  const hidden = units.filter(({ figure }) => figure.hidden !== null)
  const isSilent = ({ figure }: FrozenUnit): boolean => figure.hidden === 'no-answers'
  return [
    ...named(
      ['reports:hidden-units', 'reports:hidden-units-more'],
      hidden.filter((unit) => !isSilent(unit)),
      language,
    ),
    ...named(['reports:silent-units', 'reports:silent-units-more'], hidden.filter(isSilent), language),
    ...named(['reports:nested-units', 'reports:nested-units-more'], nested, language),
  ]
}

/** Whether what was collected can be trusted: response rates and flagged responses. */
function collectionSentences(units: readonly FrozenUnit[], { t, format }: Language): readonly string[] {
  const known = units.filter(({ transactions }) => transactions.why === null).length
  const flagged = units.filter((unit) => unit.flagged.n > 0)
  const count = flagged.reduce((sum, unit) => sum + unit.flagged.n, 0)
  return [
    known > 0
      ? t('reports:rates-known', { known: format.count(known), count: format.count(units.length) })
      : t('reports:rates-none'),
    count > 0
      ? t('reports:flagged-units', { count: format.count(count), units: format.count(flagged.length) })
      : t('dashboard:flagged-none'),
  ]
}

/** The sentence that names all of some units, and the one that names the first of them and counts the others. */
type UnitSentence = readonly [all: string, cut: string]

/** The sentence that lists some units, with their index where it is shown; none where there are none. */
function named(
  [all, cut]: UnitSentence,
  units: readonly (Named | FrozenUnit)[],
  language: Language,
  values: Readonly<Record<string, string>> = {},
): readonly string[] {
  if (units.length === 0) return []
  const { t, format } = language
  // Naming all is shorter than saying that one more is not named.
  const count = units.length <= MOST_NAMED + 1 ? units.length : MOST_NAMED
  const list = units
    .slice(0, count)
    .map((unit) => unitWord(unit, language))
    .join('; ')
  const more = units.length - count
  return [t(more > 0 ? cut : all, { ...values, units: list, more: format.count(more) })]
}

function unitWord(unit: Named | FrozenUnit, { t, format, code }: Language): string {
  const name = inLanguage(unit.names, code)
  if (!('figure' in unit) || unit.figure.hidden !== null) return name
  return t('reports:unit-index', { unit: name, index: format.percent(fraction(unit.figure.share)) })
}

function lowestFirst(units: readonly FrozenUnit[]): readonly FrozenUnit[] {
  const index = ({ figure }: FrozenUnit): number => (figure.hidden === null ? Number(figure.index) : 100)
  return units.toSorted((a, b) => index(a) - index(b))
}

function verdictOf({ figure }: FrozenUnit) {
  return figure.hidden === null ? figure.verdict : null
}
