import { firstDay, monthOfDay, weekday, type LocalDay } from '../domain/calendar.ts'
import type { SampleParameters } from './parameters.ts'
import { Random } from './random.ts'
import { dayOf, type SampleCounter, type SampleDirectory } from './sample-directory.ts'

/** How many answers come to which counters on one day. */
export interface SampleDay {
  readonly day: LocalDay
  readonly answers: readonly { readonly counter: SampleCounter; readonly count: number }[]
}

/** The days that a sample spans: from its first month, or from where mergers need it, to yesterday. */
export function sampleSpan({ months }: SampleParameters, today: LocalDay): { from: LocalDay; to: LocalDay } {
  return { from: firstDay(monthOfDay(today) - months + 1), to: today }
}

/**
 * Spreads answers over days and counters: busy Mondays, a quiet February, every counter by its share, with chance in
 * each cell. Exactly as many as asked for, in order of days, without keeping them all in memory.
 *
 * @param answers how many to spread, those of the stories not counted
 */
export function* schedule(
  answers: number,
  sample: SampleDirectory,
  parameters: SampleParameters,
  today: LocalDay,
): Generator<SampleDay> {
  let whole = 0
  for (const { weights } of weightedDays(sample, parameters, today)) for (const weight of weights) whole += weight
  let sum = 0
  let given = 0
  for (const { day, weights } of weightedDays(sample, parameters, today)) {
    const counts = weights.map((weight) => {
      sum += weight
      const due = Math.round((answers * sum) / whole) - given
      given += due
      return due
    })
    yield {
      day,
      answers: sample.counters.flatMap((counter, i) => {
        const count = counts[i] ?? 0
        return count > 0 ? [{ counter, count }] : []
      }),
    }
  }
}

/** Monday first. Closed days still have a few people who answer from home. */
const WEEKDAY_WEIGHTS = [1.15, 1.05, 1, 0.95, 0.9, 0.45, 0] as const
const CLOSED_WEIGHT = 0.03
const QUIET_FEBRUARY = 0.6
const GROWTH_A_MONTH = 0.015
const STREAM = 2

/** The same weights each time it is run through. */
function* weightedDays(
  { counters, province }: SampleDirectory,
  parameters: SampleParameters,
  today: LocalDay,
): Generator<{ readonly day: LocalDay; readonly weights: readonly number[] }> {
  const random = new Random(parameters.seed, STREAM)
  const span = sampleSpan(parameters, today)
  const mergersSince = dayOf(province.mergersSince) ?? span.from
  for (let day = Math.min(span.from, mergersSince); day < span.to; day++) {
    const month = monthOfDay(day)
    const season =
      (month % 12 === 1 ? QUIET_FEBRUARY : 1) * (1 + GROWTH_A_MONTH * Math.max(0, month - monthOfDay(span.from)))
    yield {
      day,
      weights: counters.map((counter) => {
        const chance = 0.6 + 0.8 * random.share()
        const isMerger = counter.agency.successor !== null || counter.agency.validFrom !== null
        const isThere = exists(counter, day) && day >= (isMerger ? mergersSince : span.from)
        return isThere ? counter.share * dayWeight(counter, day) * season * chance : 0
      }),
    }
  }
}

function exists({ agency: { validFrom, validTo } }: SampleCounter, day: LocalDay): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day < validTo)
}

function dayWeight({ point }: SampleCounter, day: LocalDay): number {
  const at = weekday(day)
  const isOpen = point.hours.some((hours) => hours.weekday === at)
  return isOpen ? (WEEKDAY_WEIGHTS[at - 1] ?? 1) : CLOSED_WEIGHT
}
