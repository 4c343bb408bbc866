import type { LocalDay } from '../domain/calendar.ts'
import type { Questionnaire } from '../domain/questionnaire.ts'
import type { PublicCode } from '../domain/service-point.ts'
import type { FilledForm } from '../services/survey-service.ts'
import { Citizens } from './citizens.ts'
import type { LocalMs } from './moment.ts'
import type { SampleParameters } from './parameters.ts'
import type { SampleDirectory } from './sample-directory.ts'
import { daysWithSteered, StepsInTurn } from './steered-schedule.ts'
import { storyVisits } from './story-visits.ts'

/** Somebody answers: what they scanned, when, and what they sent. */
export interface SampleVisit {
  readonly code: PublicCode
  readonly at: LocalMs
  readonly form: FilledForm
}

const DAY_MS = 86_400_000
/** From here on the days that were gathered are handed on. */
const MOST_HELD = 100_000

/**
 * All answers of a sample province, some days at a time, and of these days counter by counter in order of time: what lies
 * together in the store comes together, without which thousands of agencies would take hours to fill. Memory holds as many
 * days as make a hundred thousand answers.
 *
 * @param today the sample ends with the day before
 */
export function* sampleVisits(
  sample: SampleDirectory,
  questionnaire: Questionnaire,
  parameters: SampleParameters,
  today: LocalDay,
): Generator<SampleVisit> {
  const stories = storyVisits(sample, questionnaire, parameters, today)
  const storiesOf = Map.groupBy(stories, ({ at }) => Math.floor(at / DAY_MS))
  const spread = parameters.answers - stories.length
  const { days, steered } = daysWithSteered(spread, sample, parameters, today)
  const steps = new StepsInTurn()
  const citizens = new Citizens(sample, questionnaire, { seed: parameters.seed, today, steered })
  let visits: SampleVisit[] = []
  for (const { day, answers } of days()) {
    visits.push(...(storiesOf.get(day) ?? []))
    for (const { counter, count } of answers) {
      for (let i = 0; i < count; i++) visits.push(citizens.visit(counter, day, steps.next(counter)))
    }
    if (visits.length < MOST_HELD) continue
    yield* visits.sort(byPointAndTime)
    visits = []
  }
  yield* visits.sort(byPointAndTime)
}

function byPointAndTime(a: SampleVisit, b: SampleVisit): number {
  if (a.code.point !== b.code.point) return a.code.point < b.code.point ? -1 : 1
  return a.at - b.at
}
