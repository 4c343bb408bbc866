import { factsOf, type Question, type Questionnaire } from '../domain/questionnaire.ts'
import { NOT_APPLICABLE, NOT_GIVEN } from '../domain/response.ts'
import type { Step } from '../domain/service-point.ts'
import type { Random } from './random.ts'

/** The questions of a counter form, as those that a sample answers. */
export interface SampleForm {
  /** In the order of the answer string: scale questions, then the overall item. */
  readonly rated: readonly RatedQuestion[]
  readonly facts: readonly { readonly options: number }[]
}

export interface RatedQuestion {
  readonly code: string
  readonly steps: readonly Step[]
  readonly notApplicable: boolean
  /** How much easier than usual it is to be satisfied with this, in standard deviations. */
  readonly ease: number
  readonly isOverall: boolean
}

/** @param easeOf by code of the question */
export function sampleForm(questionnaire: Questionnaire, easeOf: Readonly<Record<string, number>>): SampleForm {
  const rate = (kind: 'scale' | 'overall') => (question: Question) =>
    question.kind === kind
      ? [
          {
            code: question.code,
            steps: question.steps,
            notApplicable: question.kind === 'scale' && question.notApplicable,
            ease: easeOf[question.code] ?? 0,
            isOverall: kind === 'overall',
          },
        ]
      : []
  const { questions } = questionnaire
  return {
    rated: [...questions.flatMap(rate('scale')), ...questions.flatMap(rate('overall'))],
    facts: factsOf(questionnaire).map(({ options }) => ({ options: options.length })),
  }
}

/** What one person answered, as the strings of a response. */
export interface SampleAnswers {
  readonly answers: string
  readonly facts: string
}

/**
 * How much of what moves an answer is the person's own mood, the same for all their answers: the reason why answers of
 * one person go together, and why an interval must count people.
 */
const MOOD = 0.78
const MOMENT = 0.63

/** Most people have never complained. */
const NEVER_COMPLAINED = 0.4
const FACT_NOT_GIVEN = 0.2
/** By mood: once, twice, three times and more. Who had to come again is less satisfied. */
const VISITS_WHEN_WELL = [80, 16, 4] as const
const VISITS_WHEN_ILL = [38, 38, 24] as const

/** Answers as a person gives them at a place where satisfaction comes this easily. */
export function respond(random: Random, form: SampleForm, step: Step, ease: number): SampleAnswers {
  const mood = MOOD * random.normal()
  let answers = ''
  for (const question of form.rated) {
    if (!question.steps.includes(step)) answers += NOT_GIVEN
    else if (question.notApplicable && random.happens(NEVER_COMPLAINED)) answers += NOT_APPLICABLE
    else answers += levelAt(ease + question.ease + mood + MOMENT * random.normal())
  }
  return { answers, facts: factsWhen(random, form, ease + mood > 0.4) }
}

/** Facts of somebody who was, or was not, well served. */
export function factsWhen(random: Random, form: SampleForm, isWell: boolean): string {
  let facts = ''
  for (const { options } of form.facts) {
    const weights = (isWell ? VISITS_WHEN_WELL : VISITS_WHEN_ILL).slice(0, options)
    facts += random.happens(FACT_NOT_GIVEN) ? NOT_GIVEN : random.weighted(weights).toString(36)
  }
  return facts
}

/** The level of a feeling: satisfied above 0, very satisfied well above it. */
function levelAt(feeling: number): string {
  if (feeling > 1.35) return '5'
  if (feeling > 0) return '4'
  if (feeling > -0.6) return '3'
  return feeling > -1.3 ? '2' : '1'
}
