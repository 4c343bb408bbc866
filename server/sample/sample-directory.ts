import type { Agency } from '../domain/agency.ts'
import { firstDay, monthOfDay, parseIsoDay, type LocalDay } from '../domain/calendar.ts'
import { newPublicCode } from '../domain/public-code.ts'
import type { Channel, OpeningHours, PublicCode, ServicePoint, Step } from '../domain/service-point.ts'
import type { Target } from '../domain/target.ts'
import type { DirectoryRecords } from '../storage/port.ts'
import type { SampleParameters } from './parameters.ts'
import { sampleProvince, type SampleHours, type SamplePoint, type SampleProvince } from './province.ts'
import { Random } from './random.ts'

/** The province as records, and how busy and how well liked each of its points is. */
export interface SampleDirectory {
  readonly province: SampleProvince
  readonly records: Omit<DirectoryRecords, 'fields'>
  readonly counters: readonly SampleCounter[]
}

/** A service point as the sample sees it. */
export interface SampleCounter {
  readonly agency: Agency
  readonly point: ServicePoint
  /** Its part of the answers, against the other points; 0 for one that only stories use, or nothing. */
  readonly share: number
  /** How easily people are satisfied here in the current month, and by how much that has been growing every month. */
  readonly ease: number
  readonly easeAMonth: number
  readonly codes: readonly WeightedCode[]
}

export interface WeightedCode {
  readonly code: PublicCode
  readonly weight: number
}

/** How answers come: mostly on the citizen's own phone, on a tablet where there is one, some with help or on paper. */
const CHANNEL_WEIGHTS: readonly (readonly [Channel, Step, number])[] = [
  ['qr', 'return', 80],
  ['qr', 'submission', 80],
  ['kiosk', 'return', 45],
  ['kiosk', 'submission', 45],
  ['paper', 'return', 6],
  ['assisted', 'return', 4],
]

/** How long ago a photographed code was withdrawn, for the story of a code that was replaced. */
const REPLACED_DAYS_AGO = 100

/** The instrument of the sample's targets. */
const INSTRUMENT = 'counter'

/**
 * Makes the province's agencies, service points, public codes and targets.
 *
 * @param today day on which the sample is made
 */
export function sampleDirectory({ agencies, seed, months }: SampleParameters, today: LocalDay): SampleDirectory {
  const random = new Random(seed, STREAM)
  const province = sampleProvince(agencies, () => 1.7 + 0.3 * random.normal())
  const newCode = codeMaker(random)
  const counters = province.agencies.flatMap((sample): SampleCounter[] => {
    const agency: Agency = {
      code: sample.code,
      names: namesOf(sample),
      level: sample.level,
      parent: province.root.code,
      validFrom: dayOf(sample.from),
      validTo: dayOf(sample.until),
      successor: sample.successor ?? null,
      promise: sample.promise ?? null,
    }
    return sample.points.map((spot, i) => {
      const point: ServicePoint = {
        id: `${agency.code}-${String(i + 1).padStart(2, '0')}`,
        agency: agency.code,
        names: namesOf(spot),
        hours: openingHours(province.hours[spot.hours ?? 'week'] ?? []),
      }
      const ease = sample.ease + (spot.ease ?? 0)
      const easeAMonth = sample.easeAMonth ?? 0
      return { agency, point, share: spot.share, ease, easeAMonth, codes: codesOf(spot, point, agency, newCode) }
    })
  })
  const root: Agency = {
    code: province.root.code,
    names: namesOf(province.root),
    level: 'province',
    parent: null,
    validFrom: null,
    validTo: null,
    successor: null,
    promise: province.root.promise,
  }
  const current = withSuccessors(counters)
  const replaced = current.find(({ point }) => point === province.stories.replacedCode)
  const former: PublicCode[] = replaced
    ? [{ ...replaced, code: newCode(), withdrawnOn: today - REPLACED_DAYS_AGO, replacedBy: replaced.code }]
    : []
  const since = Math.min(firstDay(monthOfDay(today) - months + 1), dayOf(province.mergersSince) ?? today)
  return {
    province,
    counters,
    records: {
      agencies: [root, ...new Set(counters.map(({ agency }) => agency))],
      points: counters.map(({ point }) => point),
      codes: [...current, ...former],
      targets: province.targets.map((target): Target => ({ ...target, instrument: INSTRUMENT, from: since, to: null })),
      references: province.references,
    },
  }
}

const STREAM = 1

function namesOf({ vi, en }: { readonly vi: string; readonly en: string }): {
  readonly vi: string
  readonly en: string
} {
  return { vi, en }
}

/** @throws {RangeError} when the text is no day */
export function dayOf(isoDay: string | undefined): LocalDay | null {
  if (isoDay === undefined) return null
  const day = parseIsoDay(isoDay)
  if (day === null) throw new RangeError(`${isoDay} is no day`)
  return day
}

function openingHours(hours: readonly SampleHours[]): readonly OpeningHours[] {
  return hours.flatMap(({ weekdays, from, to }) =>
    weekdays.map((weekday) => ({ weekday, from: minuteOf(from), to: minuteOf(to) })),
  )
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

/** One code for each field, step and channel; an agency's codes end with it. */
function codesOf(spot: SamplePoint, point: ServicePoint, agency: Agency, newCode: () => string): WeightedCode[] {
  const channels = CHANNEL_WEIGHTS.filter(([channel]) => channel !== 'kiosk' || spot.kiosk === true)
  return spot.fields.flatMap((field, i) =>
    channels.map(([channel, step, weight]): WeightedCode => {
      const code = newCode()
      return {
        code: {
          code,
          point: point.id,
          field,
          step,
          channel,
          questionnaire: INSTRUMENT,
          withdrawnOn: agency.validTo,
          replacedBy: null,
        },
        // The first field of a counter is what most people come for.
        weight: i === 0 ? weight * 2 : weight,
      }
    }),
  )
}

/** The codes of all counters; those of an agency that was merged lead on to a code of its successor. */
function withSuccessors(counters: readonly SampleCounter[]): readonly PublicCode[] {
  return counters.flatMap(({ agency, codes }) => {
    const next = counters
      .filter((counter) => counter.agency.code === agency.successor)
      .flatMap((counter) => counter.codes)
    return codes.map(({ code }) => {
      const same = next.filter(({ code: { channel, step } }) => channel === code.channel && step === code.step)
      const best = same.find(({ code: { field } }) => field === code.field) ?? same[0]
      return best ? { ...code, replacedBy: best.code.code } : code
    })
  })
}

function codeMaker(random: Random): () => string {
  const made = new Set<string>()
  return () => {
    for (;;) {
      const code = newPublicCode((below) => random.below(below))
      if (made.has(code)) continue
      made.add(code)
      return code
    }
  }
}
