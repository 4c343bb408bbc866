import type { LocalDay } from '../domain/calendar.ts'
import { namedPeriod } from '../domain/period.ts'
import type { Step } from '../domain/service-point.ts'
import type { SampleParameters } from './parameters.ts'
import type { SampleCounter, SampleDirectory } from './sample-directory.ts'
import { schedule, type SampleDay } from './schedule.ts'
import { LEAST_STEERED } from './steered-answers.ts'

/** Of an agency's answers every fifth is given when a dossier is handed in. */
const SUBMISSION_EVERY = 5

/**
 * The days of a sample, in which the agency that prints 95.00 gets responses enough for that: where its share of few
 * answers, many agencies or many months is too small, it becomes busier.
 */
export function daysWithSteered(
  answers: number,
  sample: SampleDirectory,
  parameters: SampleParameters,
  today: LocalDay,
): { readonly days: () => Iterable<SampleDay>; readonly steered: number } {
  const isSteered = ({ agency }: SampleCounter): boolean => agency.code === sample.province.stories.justBelow
  const { from } = namedPeriod('twelve-months', today)
  let { counters } = sample
  for (;;) {
    const now = { ...sample, counters }
    const days = (): Iterable<SampleDay> => schedule(answers, now, parameters, today)
    const steered = returnsSince(from, days(), isSteered)
    if (steered >= LEAST_STEERED) return { days, steered }
    const factor = (1.2 * LEAST_STEERED) / Math.max(1, steered)
    counters = counters.map((counter) => (isSteered(counter) ? { ...counter, share: counter.share * factor } : counter))
  }
}

/** How many responses counters of one agency get at the return step from a day on. */
function returnsSince(from: LocalDay, days: Iterable<SampleDay>, is: (counter: SampleCounter) => boolean): number {
  const steps = new StepsInTurn()
  let responses = 0
  for (const { day, answers } of days) {
    for (const { counter, count } of answers) {
      if (!is(counter)) continue
      for (let i = 0; i < count; i++) if (steps.next(counter) === 'return' && day >= from) responses++
    }
  }
  return responses
}

/** Tells by turns at which step an agency's citizens answer, so that the number at each step is known beforehand. */
export class StepsInTurn {
  readonly #turn = new Map<string, number>()

  next({ agency: { code } }: SampleCounter): Step {
    const turn = (this.#turn.get(code) ?? 0) + 1
    this.#turn.set(code, turn % SUBMISSION_EVERY)
    return turn === SUBMISSION_EVERY ? 'submission' : 'return'
  }
}
