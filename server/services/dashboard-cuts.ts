import type { MethodName } from '../../scoring/methods.ts'
import { factsOf, type Questionnaire } from '../domain/questionnaire.ts'
import { CHANNELS } from '../domain/service-point.ts'
import type { Words } from '../domain/words.ts'
import type { CutRow, CutTable } from './agency-dashboard.ts'
import { cutOfFact, factOf, type AnswerFilter, type OpenCut } from './answer-filter.ts'
import type { CountedAnswers } from './counted-answers.ts'
import { cutOfProfile, NOT_TOLD, type CountedCut } from './counted-cut.ts'
import { LEAST_OF_PROFILE } from './hidden-cells.ts'
import { HOUR_BANDS } from './hour-bands.ts'
import { withoutHidden, withoutSubtraction } from './shown-figure.ts'
import { shownIndex, type IndexRules } from './shown-index.ts'

/** What a cut may ask about: a question with its options, whichever versions of a series ask it. */
interface AskedChoice {
  readonly wording: Words
  readonly options: ReadonlyMap<string, Words>
}

/** The choice questions of a series by code, in the words of the newest version that asks each. */
export function choicesOf(versions: readonly Questionnaire[]): ReadonlyMap<string, AskedChoice> {
  return asked(versions, factsOf)
}

/** The profile questions of a series likewise. */
export function profileQuestionsOf(versions: readonly Questionnaire[]): ReadonlyMap<string, AskedChoice> {
  return asked(versions, ({ profile = [] }) => profile)
}

/** @param versions the newest first */
function asked(
  versions: readonly Questionnaire[],
  questionsOf: (version: Questionnaire) => readonly {
    readonly code: string
    readonly wording: Words
    readonly options: readonly { readonly value: string; readonly label: Words }[]
  }[],
): ReadonlyMap<string, AskedChoice> {
  const found = new Map<string, { wording: Words; options: Map<string, Words> }>()
  for (const { code, wording, options } of versions.flatMap(questionsOf)) {
    const known = found.get(code) ?? { wording, options: new Map<string, Words>() }
    found.set(code, known)
    for (const { value, label } of options) if (!known.options.has(value)) known.options.set(value, label)
  }
  return found
}

/** All cuts that a page of a series is counted by. */
export function countedCuts(versions: readonly Questionnaire[], filter: AnswerFilter): readonly CountedCut[] {
  const open: OpenCut[] = ['field', 'channel', 'hour', 'language', ...[...choicesOf(versions).keys()].map(cutOfFact)]
  const isOpen = (cut: string): boolean => filter.some((one) => one.cut === cut)
  return [
    'flagged',
    'month',
    ...(isOpen('point') ? [] : (['place', 'point'] as const)),
    ...open.filter((cut) => !isOpen(cut)),
    ...[...profileQuestionsOf(versions).keys()].map(cutOfProfile),
  ]
}

/** The answers by channel, hour, language and each fact; a cut without answers is left out. */
export function cutTables(
  counted: CountedAnswers,
  versions: readonly Questionnaire[],
  rules: IndexRules,
): readonly CutTable[] {
  const choices = choicesOf(versions)
  const cuts: readonly OpenCut[] = ['channel', 'hour', 'language', ...[...choices.keys()].map(cutOfFact)]
  return cuts.flatMap((cut) => {
    const choice = choices.get(factOf(cut) ?? '')
    const order = choice ? [...choice.options.keys(), NOT_TOLD] : (ORDERS[cut] ?? null)
    return cutTable(counted, { cut, order, choice: choice ?? null }, rules)
  })
}

/** The answers by what respondents told about themselves. */
export function profileTables(
  counted: CountedAnswers,
  versions: readonly Questionnaire[],
  { method, least }: { readonly method: MethodName; readonly least: number },
): readonly CutTable[] {
  return [...profileQuestionsOf(versions)].flatMap(([code, choice]) =>
    cutTable(
      counted,
      { cut: cutOfProfile(code), order: [...choice.options.keys(), NOT_TOLD], choice },
      { method, least: Math.max(least, LEAST_OF_PROFILE) },
    ),
  )
}

const ORDERS: Partial<Record<OpenCut, readonly string[]>> = {
  channel: CHANNELS,
  hour: HOUR_BANDS.map(({ name }) => name),
}

function cutTable(
  counted: CountedAnswers,
  { cut, order, choice }: { cut: CutTable['cut']; order: readonly string[] | null; choice: AskedChoice | null },
  rules: IndexRules,
): readonly CutTable[] {
  const tallies = counted.cuts.get(cut)
  if (!tallies || [...tallies.keys()].every((value) => value === NOT_TOLD)) return []
  const busiestFirst = [...tallies.keys()]
  const rows = (order ?? busiestFirst).flatMap((value): CutRow[] => {
    const tally = tallies.get(value)
    if (!tally && (value === NOT_TOLD || !choice)) return []
    return [{ value, names: choice?.options.get(value) ?? null, shown: shownIndex(tally, { target: null }, rules) }]
  })
  if (!order) rows.sort((a, b) => b.shown.n - a.shown.n || (a.value < b.value ? -1 : 1))
  const hidden = counted.hidden.get(cut)
  const shown = withoutSubtraction(
    withoutHidden(rows, ({ value }) => hidden?.has(value) ?? false),
    rules.least,
  )
  return [{ cut, question: choice?.wording ?? null, rows: shown }]
}
