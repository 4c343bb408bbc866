import { isoHour, type LocalHour } from '../domain/calendar.ts'
import {
  criteriaOf,
  factsOf,
  questionnaireId,
  type ChoiceQuestion,
  type OverallQuestion,
  type Questionnaire,
  type ScaleQuestion,
} from '../domain/questionnaire.ts'
import { NOT_APPLICABLE, NOT_GIVEN, type SurveyResponse } from '../domain/response.ts'
import type { FileColumn } from './file-column.ts'

/** What every response tells besides answers, in the order of the file. */
export const CIRCUMSTANCES = [
  'agency',
  'point',
  'field',
  'step',
  'channel',
  'language',
  'hour',
  'questionnaire',
] as const

/** Codes of the criteria that the respondent called not applicable, so that a blank level need not mean "not given". */
export const NOT_APPLICABLE_COLUMN = 'not-applicable'
export const FLAGS_COLUMN = 'flags'
/** What stands between several codes in one cell. */
const SEPARATOR = ' '

/** A column of the responses file, with the question that it answers, if any. */
export interface ResponseColumn extends FileColumn<SurveyResponse> {
  readonly question: ScaleQuestion | OverallQuestion | ChoiceQuestion | null
}

/**
 * The columns in which responses are handed out: circumstances, one level a criterion, the overall item, what was not
 * applicable, facts, flags. Ids, minutes and free text are not among them.
 *
 * All versions of a series have the same columns, so their rows go into one file: facts that only some of them ask are
 * blank in the others.
 *
 * @param version the one whose responses are written: it says where in their strings the answers and facts lie
 * @param series all versions in the file, the newest first; the newest gives the wording of a question
 */
export function responseColumns(version: Questionnaire, series: readonly Questionnaire[]): readonly ResponseColumn[] {
  const criteria = criteriaOf(version)
  const overall = (series[0] ?? version).questions.find((question) => question.kind === 'overall') ?? null
  const codes = criteria.map(({ code }) => code)
  return [
    ...circumstances(version),
    ...criteria.map((question, place) => ({ key: question.code, question, value: levelAt(place) })),
    { key: 'overall', question: overall, value: levelAt(criteria.length) },
    { key: NOT_APPLICABLE_COLUMN, question: null, value: notApplicable(codes) },
    ...facts(version, series),
    { key: FLAGS_COLUMN, question: null, value: ({ flags }) => flags.join(SEPARATOR) },
  ]
}

function circumstances(version: Questionnaire): readonly ResponseColumn[] {
  const id = questionnaireId(version)
  const hourText = lastHourKept()
  const value = {
    agency: ({ agency }: SurveyResponse) => agency,
    point: ({ point }: SurveyResponse) => point,
    field: ({ field }: SurveyResponse) => field,
    step: ({ step }: SurveyResponse) => step,
    channel: ({ channel }: SurveyResponse) => channel,
    language: ({ language }: SurveyResponse) => language,
    hour: ({ receivedHour }: SurveyResponse) => hourText(receivedHour),
    questionnaire: () => id,
  }
  return CIRCUMSTANCES.map((key) => ({ key, question: null, value: value[key] }))
}

function levelAt(place: number): (response: SurveyResponse) => number | null {
  return ({ answers }) => {
    const level = answers.charCodeAt(place) - 48
    return level >= 1 && level <= 5 ? level : null
  }
}

function notApplicable(codes: readonly string[]): (response: SurveyResponse) => string {
  return ({ answers }) =>
    answers.includes(NOT_APPLICABLE) ? codes.filter((_, i) => answers[i] === NOT_APPLICABLE).join(SEPARATOR) : ''
}

function facts(version: Questionnaire, series: readonly Questionnaire[]): readonly ResponseColumn[] {
  const own = factsOf(version)
  const questions = new Map(
    series
      .toReversed()
      .flatMap(factsOf)
      .map((question) => [question.code, question]),
  )
  return [...questions].map(([key, question]) => {
    const place = own.findIndex(({ code }) => code === key)
    const options = own[place]?.options ?? []
    return {
      key,
      question,
      value: ({ facts }) => {
        const sign = facts[place] ?? NOT_GIVEN
        return sign === NOT_GIVEN ? '' : (options[parseInt(sign, 36)]?.value ?? '')
      },
    }
  })
}

/** Responses come in the order of their hours, so one text is asked for many times in a row. */
function lastHourKept(): (hour: LocalHour) => string {
  let last = Number.NaN
  let text = ''
  return (hour) => {
    if (hour !== last) {
      last = hour
      text = isoHour(hour)
    }
    return text
  }
}
