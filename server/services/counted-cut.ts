import { firstHour } from '../domain/calendar.ts'
import { factsOf, type Questionnaire, type QuestionnaireId } from '../domain/questionnaire.ts'
import { NOT_GIVEN } from '../domain/response.ts'
import { factOf, type OpenCut } from './answer-filter.ts'
import { bandOf } from './hour-bands.ts'
import type { MonthColumns, ToldFacts } from './month-columns.ts'

/**
 * A cut by which responses are counted: those that can be opened; `agency` and `month`; `place`, a service point with
 * the agency that it belonged to; flagged or not; and one for each profile question.
 */
export type CountedCut = OpenCut | 'agency' | 'month' | 'place' | 'flagged' | `profile-${string}`

/** The value of a fact or a profile question that a respondent passed over, or was not asked. */
export const NOT_TOLD = ''
/** The values of the cut `flagged`. */
export const FLAGGED = 'flagged'
export const NOT_FLAGGED = 'not-flagged'

/** The question that a cut by profile asks about; null for the other cuts. */
export function profileOf(cut: string): string | null {
  return cut.startsWith(PROFILE) ? cut.slice(PROFILE.length) : null
}

export function cutOfProfile(question: string): `profile-${string}` {
  return `${PROFILE}${question}`
}

const PROFILE = 'profile-'

/** A value of the cut `place`. */
export function placeName(agency: string, point: string): string {
  return `${agency}\t${point}`
}

/** The agency and the point of a value of the cut `place`. */
export function placeOf(name: string): { readonly agency: string; readonly point: string } {
  const [agency = '', point = ''] = name.split('\t')
  return { agency, point }
}

/** Where the values of a cut stand in a month's columns. */
export interface CutPlaces {
  /** Of each row; null where all rows have the one value that there is. */
  readonly places: Uint32Array | null
  /** Of each place. */
  readonly values: readonly string[]
}

/** The value of a cut that each row of a month has, by way of one of its columns. */
export function cutPlaces(
  columns: MonthColumns,
  cut: CountedCut,
  questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>,
): CutPlaces {
  const { agency, month, circumstances, circumstanceOf, told, toldOf, hourOf } = columns
  switch (cut) {
    case 'agency':
      return { places: null, values: [agency] }
    case 'month':
      return { places: null, values: [String(month)] }
    case 'place':
      return { places: circumstanceOf, values: circumstances.map(({ point }) => placeName(agency, point)) }
    case 'point':
    case 'field':
    case 'channel':
    case 'language':
      return { places: circumstanceOf, values: circumstances.map((one) => one[cut]) }
    case 'flagged':
      return { places: circumstanceOf, values: circumstances.map((one) => (one.isFlagged ? FLAGGED : NOT_FLAGGED)) }
    case 'hour':
      return { places: hourOf, values: BANDS }
    default:
      return { places: toldOf, values: toldValues(told, cut, questionnaires) }
  }
}

/** The band of each hour of a month; every month begins at midnight. */
const BANDS: readonly string[] = Array.from({ length: firstHour(31) }, (_, since) => bandOf(since))

/** The option that was picked, by the questionnaire that it was picked in: versions may ask in another order. */
function toldValues(
  told: readonly ToldFacts[],
  cut: string,
  questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>,
): readonly string[] {
  const fact = factOf(cut)
  const code = fact ?? profileOf(cut)
  return told.map(({ questionnaire: id, facts, profile }) => {
    const questionnaire = questionnaires.get(id)
    const questions = (fact === null ? questionnaire?.profile : questionnaire && factsOf(questionnaire)) ?? []
    const place = questions.findIndex((question) => question.code === code)
    const sign = (fact === null ? profile : facts)?.[place] ?? NOT_GIVEN
    return sign === NOT_GIVEN ? NOT_TOLD : (questions[place]?.options[parseInt(sign, 36)]?.value ?? NOT_TOLD)
  })
}
