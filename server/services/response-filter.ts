import { factsOf, type Questionnaire } from '../domain/questionnaire.ts'
import { NOT_GIVEN, type SurveyResponse } from '../domain/response.ts'
import { factOf, type AnswerFilter, type CutValue } from './answer-filter.ts'
import { bandOf } from './hour-bands.ts'

/** Tells which responses to one questionnaire version a filter lets through: those that a narrowed dashboard counts. */
export function responseFilter(
  filter: AnswerFilter,
  questionnaire: Questionnaire,
): (response: SurveyResponse) => boolean {
  const tests = filter.map((one) => testOf(one, questionnaire))
  return (response) => tests.every((test) => test(response))
}

function testOf({ cut, value }: CutValue, questionnaire: Questionnaire): (response: SurveyResponse) => boolean {
  const fact = factOf(cut)
  if (fact !== null) {
    const questions = factsOf(questionnaire)
    const place = questions.findIndex(({ code }) => code === fact)
    const option = questions[place]?.options.findIndex((one) => one.value === value) ?? -1
    return ({ facts }) => {
      const sign = facts[place] ?? NOT_GIVEN
      return option >= 0 && sign !== NOT_GIVEN && parseInt(sign, 36) === option
    }
  }
  switch (cut) {
    case 'hour':
      return ({ receivedHour }) => bandOf(receivedHour) === value
    case 'point':
    case 'field':
    case 'channel':
    case 'language':
      return (response) => response[cut] === value
    default:
      throw new RangeError(`answers cannot be narrowed by ${cut}`)
  }
}
