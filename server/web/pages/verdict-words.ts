import type { Verdict } from '../../../scoring/verdict.ts'
import type { Step } from '../../domain/service-point.ts'
import type { Target } from '../../domain/target.ts'
import type { ShownFigure } from '../../services/shown-figure.ts'
import type { Language } from '../language.ts'

/** Which shape and colour a verdict has: filled circle, filled diamond, hollow circle, dash. Words always stand beside it. */
export type VerdictKind = 'met' | 'not-met' | 'unclear' | 'hidden'

/** How a figure is drawn: as its verdict, or plain where it is held against nothing. */
export type MarkKind = VerdictKind | 'plain'

/** The verdict as a sentence, and what it rests on. */
export interface VerdictWords {
  readonly kind: MarkKind
  readonly sentence: string
  readonly why: string
}

/** What the figure of a sentence is of. */
export interface VerdictSubject {
  readonly target: Target | null
  readonly least: number
  readonly step: Step
  /** Whether the figure is that of some of the answers only. */
  readonly isNarrowed: boolean
}

/** Says in whole sentences how an index stands to its target, case by case. */
export function verdictWords(shown: ShownFigure, subject: VerdictSubject, { t, format }: Language): VerdictWords {
  const { n, hidden, figure } = shown
  const { target } = subject
  const about = aboutOf(subject)
  if (hidden !== null || !figure.exact) {
    const reason = hidden ?? 'no-answers'
    return {
      kind: 'hidden',
      sentence: t(`dashboard:${about}-${reason}`, { n: format.count(n), least: format.count(subject.least) }),
      why: t(whyHidden(reason, subject.isNarrowed)),
    }
  }
  const index = format.percent(figure.exact)
  const bounds = { lower: pointsOf(figure.lower, format), upper: pointsOf(figure.upper, format) }
  if (!target || !shown.verdict) {
    return {
      kind: 'plain',
      sentence: t(`dashboard:${about}-no-target`, { index }),
      why: t(about === 'early' ? 'dashboard:why-early' : 'dashboard:why-interval', bounds),
    }
  }
  const { evidence, more } = shown.verdict
  const values = { index, target: thresholdOf(target, format) }
  const rounds = format.points(figure.exact) === format.decimal(Number(target.threshold)) ? '-rounds' : ''
  const sentence = sentenceOf(shown.verdict)
  return {
    kind: kindOf(shown.verdict),
    sentence: t(`dashboard:${about}-${sentence}${sentence.startsWith('not') ? rounds : ''}`, values),
    why:
      evidence === 'cannot tell yet'
        ? t(more === null ? 'dashboard:why-unsettled' : 'dashboard:why-more', {
            ...bounds,
            more: format.count(more ?? 0),
          })
        : t(evidence === 'met' ? 'dashboard:why-met' : 'dashboard:why-not-met', bounds),
  }
}

/** Which of the sentences fit: of the index, of some of its answers, or of the early warning. */
function aboutOf({ step, isNarrowed }: VerdictSubject): 'sentence' | 'narrowed' | 'early' {
  if (step === 'submission') return 'early'
  return isNarrowed ? 'narrowed' : 'sentence'
}

function whyHidden(reason: string, isNarrowed: boolean): string {
  if (reason === 'by-subtraction') return 'dashboard:why-by-subtraction'
  if (reason !== 'no-answers') return 'dashboard:why-hidden'
  return isNarrowed ? 'dashboard:why-no-answers-narrowed' : 'dashboard:why-no-answers'
}

/** The shape that stands for what a verdict proves. */
export function kindOf({ evidence }: Verdict): VerdictKind {
  if (evidence === 'met') return 'met'
  return evidence === 'not met' ? 'not-met' : 'unclear'
}

/** A threshold with as many decimals as its decision prints: `92,5 %`. */
export function thresholdOf({ threshold }: Target, format: Language['format']): string {
  const decimals = threshold.split('.')[1]?.length ?? 0
  return `${format.decimal(Number(threshold), decimals)} %`
}

/** One end of an interval, or a dash where there is none. */
export function pointsOf(bound: number | null, format: Language['format']): string {
  return bound === null ? '–' : `${format.decimal(bound)} %`
}

function sentenceOf({ reading, evidence }: Verdict): string {
  if (evidence === 'met') return 'met'
  if (evidence === 'not met') return 'not-met'
  return reading === 'reached' ? 'reached-unclear' : 'not-reached-unclear'
}
