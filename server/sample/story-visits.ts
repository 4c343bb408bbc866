import { weekday, type LocalDay } from '../domain/calendar.ts'
import { namedPeriod } from '../domain/period.ts'
import type { Questionnaire } from '../domain/questionnaire.ts'
import { NOT_GIVEN } from '../domain/response.ts'
import type { PublicCode } from '../domain/service-point.ts'
import { isOpenOn, momentAtCounter, momentBetween, type LocalMs } from './moment.ts'
import type { SampleParameters } from './parameters.ts'
import { Random } from './random.ts'
import { sampleForm } from './respondent.ts'
import type { SampleCounter, SampleDirectory } from './sample-directory.ts'
import { sampleSpan } from './schedule.ts'
import type { SampleVisit } from './visits.ts'

const STREAM = 4
const HOUR_MS = 3_600_000
const SIX = 6
const THURSDAY = 4
/** About how long ago the evening of ballot stuffing was. */
const STUFFED_DAYS_AGO = 45
const STUFFED_FROM = 20 * 60
const STUFFED_TO = 21 * 60 + 50

/** The answers that are told one by one: a unit with six of them, and an evening on which somebody filled up a counter. */
export function storyVisits(
  sample: SampleDirectory,
  questionnaire: Questionnaire,
  parameters: SampleParameters,
  today: LocalDay,
): readonly SampleVisit[] {
  const random = new Random(parameters.seed, STREAM)
  const { stories } = sample.province
  const { from } = sampleSpan(parameters, today)
  const praise = (counter: SampleCounter, at: LocalMs, levels: string): SampleVisit =>
    praising(random, { questionnaire, code: returnCode(counter), at, levels })

  const island = counterOf(sample, ({ agency }) => agency.code === stories.sixAnswers)
  const since = Math.max(from, namedPeriod('twelve-months', today).from)
  const six = Array.from({ length: SIX }, (_, i) => {
    let day = since + Math.floor(((i + 0.5) * (today - since)) / SIX)
    while (!isOpenOn(island.point, day)) day--
    return praise(island, momentAtCounter(random, island.point, day), '45')
  })

  const counter = counterOf(sample, ({ point }) => point.id === stories.stuffed.point)
  let evening = Math.max(from + 7, today - STUFFED_DAYS_AGO)
  while (weekday(evening) !== THURSDAY) evening--
  const stuffed = Array.from({ length: stuffedAnswers(parameters) }, () =>
    praise(counter, momentBetween(random, evening, STUFFED_FROM, STUFFED_TO), '5'),
  )
  return [...six, ...stuffed]
}

/** As many as one person can send in an evening, and enough to move the counter's figure. */
export function stuffedAnswers({ answers }: Pick<SampleParameters, 'answers'>): number {
  return Math.min(600, Math.max(100, Math.round(answers / 250)))
}

function counterOf({ counters }: SampleDirectory, is: (counter: SampleCounter) => boolean): SampleCounter {
  const counter = counters.find(is)
  if (!counter) throw new Error('a story has no counter to play at')
  return counter
}

function returnCode({ point, codes }: SampleCounter): PublicCode {
  const code = codes.find(({ code: { step, channel } }) => step === 'return' && channel === 'qr')?.code
  if (!code) throw new Error(`${point.id} has no code for results`)
  return code
}

interface Praise {
  readonly questionnaire: Questionnaire
  readonly code: PublicCode
  readonly at: LocalMs
  /** Every answer is one of these. */
  readonly levels: string
}

function praising(random: Random, { questionnaire, code, at, levels }: Praise): SampleVisit {
  const { rated, facts } = sampleForm(questionnaire, {})
  return {
    code,
    at,
    form: {
      id: random.id(),
      openedHour: Math.floor(at / HOUR_MS),
      language: 'vi',
      answers: rated
        .map(({ steps }) => (steps.includes(code.step) ? levels.charAt(random.below(levels.length)) : NOT_GIVEN))
        .join(''),
      facts: NOT_GIVEN.repeat(facts.length),
      comment: null,
    },
  }
}
