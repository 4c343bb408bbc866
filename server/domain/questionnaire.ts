import type { TallyShape } from '../../scoring/tally.ts'
import { tallyShape } from '../../scoring/tally.ts'
import type { Step } from './service-point.ts'
import type { Words } from './words.ts'

/** One published, numbered version of the questions. Published means never changed again: a new wording is a new version. */
export interface Questionnaire {
  /** The instrument: answers to different instruments are never pooled. */
  readonly key: string
  readonly version: number
  readonly names: Words
  /** The earlier version of the same instrument whose series this one continues; null marks a break in the series. */
  readonly comparableWith: number | null
  readonly factors: readonly { readonly code: string; readonly names: Words }[]
  readonly questions: readonly Question[]
  /** `by-factor`: a page for each factor, then one for the rest. Left out: all questions on one page. */
  readonly pages?: 'by-factor'
  /** About the respondent, asked after sending; each may be skipped. Left out: none are asked. */
  readonly profile?: readonly ProfileQuestion[]
}

export type Question = ScaleQuestion | OverallQuestion | ChoiceQuestion | TextQuestion

interface AnyQuestion {
  /** Stable column key in every export: `F1.1`, `overall`, `visits`, `comment`. */
  readonly code: string
  readonly wording: Words
  readonly hint: Words | null
  /** At which steps it is asked: nobody has a result when handing in a dossier. */
  readonly steps: readonly Step[]
  readonly required: boolean
  /** Asked only of those who gave one of these answers to an earlier choice question. Left out: of all. */
  readonly askedWhen?: { readonly question: string; readonly is: readonly string[] }
}

/** Rates one criterion on levels 1 to 5. */
export interface ScaleQuestion extends AnyQuestion {
  readonly kind: 'scale'
  readonly factor: string
  readonly notApplicable: boolean
}

/** The one item about everything; it is no criterion and feeds `index.direct` only. */
export interface OverallQuestion extends AnyQuestion {
  readonly kind: 'overall'
}

/** An unscored fact. */
export interface ChoiceQuestion extends AnyQuestion {
  readonly kind: 'choice'
  readonly options: readonly { readonly value: string; readonly label: Words }[]
}

/** Free text, kept apart from the response. */
export interface TextQuestion extends AnyQuestion {
  readonly kind: 'text'
  readonly maxLength: number
}

/** A fact about the respondent, which is in no figure but those that are cut by it. */
export interface ProfileQuestion {
  /** Stable column key: `gender`, `age`. */
  readonly code: string
  readonly wording: Words
  readonly options: readonly { readonly value: string; readonly label: Words }[]
  /** Sensitive data in the sense of the law: asked only where the province has said so. */
  readonly sensitive?: true
}

/** Names one version of one instrument in rows, files and keys: `counter/1`. */
export type QuestionnaireId = string

export function questionnaireId({ key, version }: Pick<Questionnaire, 'key' | 'version'>): QuestionnaireId {
  return `${key}/${version}`
}

/** The scale questions in order: the criteria of the tally. */
export function criteriaOf(questionnaire: Questionnaire): readonly ScaleQuestion[] {
  return questionnaire.questions.filter((question) => question.kind === 'scale')
}

/** The choice questions in order: the facts of a response. */
export function factsOf(questionnaire: Questionnaire): readonly ChoiceQuestion[] {
  return questionnaire.questions.filter((question) => question.kind === 'choice')
}

export function shapeOf(questionnaire: Questionnaire): TallyShape {
  return tallyShape(criteriaOf(questionnaire))
}
