import type { Verdict } from '../../../scoring/verdict.ts'
import type { Target } from '../../domain/target.ts'
import {
  daysOfQuarters,
  numberOfQuarter,
  yearOfQuarter,
  type PublicPeriod,
  type Quarter,
} from '../../services/public-periods.ts'
import type { ShownFigure } from '../../services/shown-figure.ts'
import type { Language } from '../language.ts'
import { kindOf, thresholdOf, type MarkKind, type VerdictKind } from './verdict-words.ts'

/** How an index stands to its target, as a shape with a sentence that a layman repeats right. */
export interface PublicVerdict {
  readonly kind: VerdictKind
  readonly sentence: string
}

/** The verdict in a whole sentence, case by case. */
export function publicVerdict(
  shown: ShownFigure,
  target: Target | null,
  least: number,
  language: Language,
): PublicVerdict {
  const { t, format } = language
  const { figure, verdict } = shown
  if (!figure?.exact) {
    const reason = shown.hidden ?? 'no-answers'
    return { kind: 'hidden', sentence: t(`public:sentence-${reason}`, { least: format.count(least) }) }
  }
  const index = format.percent(figure.exact)
  if (!target || !verdict) return { kind: 'unclear', sentence: t('public:sentence-no-target', { index }) }
  const printsAsTarget = format.points(figure.exact) === format.decimal(Number(target.threshold))
  const rounds = verdict.reading === 'not reached' && printsAsTarget ? '-rounds' : ''
  return {
    kind: kindOf(verdict),
    sentence: t(`public:sentence-${caseOf(verdict)}${rounds}`, { index, target: thresholdOf(target, format) }),
  }
}

/** The verdict in a few words, for a line of a list or a card. */
export function publicVerdictShort(
  { hidden, verdict }: ShownFigure,
  target: Target | null,
  language: Language,
): PublicVerdict {
  const { t, format } = language
  if (hidden !== null) return { kind: 'hidden', sentence: t(`public:short-${hidden}`) }
  if (!target || !verdict) return { kind: 'unclear', sentence: t('public:short-no-target') }
  const kind = kindOf(verdict)
  return { kind, sentence: t(`public:short-${kind}`, { target: thresholdOf(target, format) }) }
}

/** How a figure is drawn: plain where it is held against nothing. */
export function markKindOf({ verdict }: ShownFigure): MarkKind {
  return verdict ? kindOf(verdict) : 'plain'
}

/** A quarter by its number and year. */
export function quarterWord(quarter: Quarter, { t }: Language): string {
  return t('public:quarter', { number: numberOfQuarter(quarter), year: String(yearOfQuarter(quarter)) })
}

/** What a period is called. */
export function periodWord(name: PublicPeriod, quarters: readonly [Quarter, ...Quarter[]], language: Language): string {
  const last = quarters.at(-1) ?? quarters[0]
  if (name === 'quarter') return quarterWord(last, language)
  const isPart = name === 'year' && quarters.length < 4
  return language.t(`public:period-${name}${isPart ? '-part' : ''}`, {
    year: String(yearOfQuarter(last)),
    number: numberOfQuarter(last),
  })
}

/** The first and last day of some quarters that follow each other. */
export function daysWord(quarters: readonly [Quarter, ...Quarter[]], { t, format }: Language): string {
  const { from, to } = daysOfQuarters(quarters[0], quarters.at(-1))
  return t('public:days', { from: format.day(from), to: format.day(to - 1) })
}

function caseOf({ reading, evidence }: Verdict): string {
  if (evidence === 'met') return 'met'
  if (evidence === 'not met') return 'not-met'
  return reading === 'reached' ? 'reached-unclear' : 'not-reached-unclear'
}
