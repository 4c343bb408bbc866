import { countResponse, emptyTally, RESPONSES, type TallyShape } from '../../scoring/tally.ts'
import { dayOfHour, firstHour, monthOfDay, type Period } from '../domain/calendar.ts'
import { partsOf } from '../domain/period.ts'
import { shapeOf, type Questionnaire, type QuestionnaireId } from '../domain/questionnaire.ts'
import { levelsOf, type SurveyResponse } from '../domain/response.ts'
import type { Step } from '../domain/service-point.ts'
import type { Cut, Storage, TallyCell, TallyKey } from '../storage/port.ts'
import type { AnsweredMonth } from './answered-series.ts'

/** Whose answers of which days, cut by what. */
export interface PeriodScope {
  readonly agencies: readonly string[]
  readonly period: Period
  readonly cuts: readonly Cut[]
  /** Only those of this step; both where left out. */
  readonly step?: Step
}

type Store = Pick<Storage, 'tallies' | 'responses'>
type Questionnaires = ReadonlyMap<QuestionnaireId, Questionnaire>

/**
 * The tally cells of a period that starts and ends on any day: whole months as the store keeps them, the edge days
 * counted from their responses. So the cost follows cells, and edge days alone cost by the response.
 * A cell of a month that the period holds in part counts that part.
 */
export async function periodCells(
  storage: Store,
  questionnaires: Questionnaires,
  scope: PeriodScope,
): Promise<readonly TallyCell[]> {
  const { period, ...others } = scope
  const { whole, edges } = partsOf(period)
  const [kept, ...counted] = await Promise.all([
    whole.from < whole.to ? storage.tallies.cells({ ...others, ...whole }) : [],
    ...edges.map((edge) => countedCells(storage, questionnaires, { ...scope, period: edge }, shapeOf)),
  ])
  return [...kept, ...counted.flat()]
}

/**
 * The cells of a period, each response of it counted anew into tallies of another shape than the store keeps: for a
 * method that needs what the kept sums do not hold.
 */
export async function countedCells(
  storage: Pick<Store, 'responses'>,
  questionnaires: Questionnaires,
  { agencies, period, cuts, ...others }: PeriodScope,
  shape: (questionnaire: Questionnaire) => TallyShape,
): Promise<readonly TallyCell[]> {
  const shapes = new Map([...questionnaires].map(([id, questionnaire]) => [id, shape(questionnaire)]))
  const cells = new Map<string, TallyCell>()
  for (const agency of agencies) {
    const hours = { from: firstHour(period.from), to: firstHour(period.to) }
    for await (const batch of storage.responses.stream({ agency, ...others, ...hours })) {
      for (const response of batch) {
        const criteria = shapes.get(response.questionnaire)
        if (!criteria) throw new Error(`a response to the unpublished questionnaire ${response.questionnaire}`)
        const levels = levelsOf(response.answers)
        for (const cut of cuts) {
          const { tally } = cellOf(cells, keyOf(response, cut), criteria)
          countResponse(tally, levels.subarray(0, -1), levels.at(-1) ?? 0)
        }
      }
    }
  }
  return [...cells.values()]
}

/** What was answered when, as cells of one cut tell it. */
export function answeredMonths(cells: readonly TallyCell[]): readonly AnsweredMonth[] {
  return cells.map(({ questionnaire, month, tally }) => ({
    questionnaire,
    month,
    responses: tally.sums[RESPONSES] ?? 0,
  }))
}

function keyOf(response: SurveyResponse, cut: Cut): TallyKey {
  const { agency, questionnaire, step, flags, receivedHour } = response
  const month = monthOfDay(dayOfHour(receivedHour))
  return { agency, month, questionnaire, step, flagged: flags.length > 0, cut, value: response[cut] }
}

function cellOf(cells: Map<string, TallyCell>, key: TallyKey, shape: TallyShape): TallyCell {
  const name = [key.agency, key.month, key.questionnaire, key.step, key.flagged, key.cut, key.value].join('\t')
  let cell = cells.get(name)
  if (!cell) {
    cell = { ...key, tally: emptyTally(shape) }
    cells.set(name, cell)
  }
  return cell
}
