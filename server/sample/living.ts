import { dayOfHour, hourOfDay } from '../domain/calendar.ts'
import type { Logger } from '../log.ts'
import type { SurveyService } from '../services/survey-service.ts'
import { isOpenOn } from './moment.ts'
import type { Random } from './random.ts'
import { respond, sampleForm } from './respondent.ts'
import { SampleComments } from './sample-comments.ts'
import type { SampleCounter, SampleDirectory } from './sample-directory.ts'

/** Seconds between two answers while counters are open, and when people answer at home. */
const GAP_S = 4
const GAP_AT_HOME_S = 15
const FIRST_OPEN_HOUR = 7
const LAST_OPEN_HOUR = 16

/** What keeps a sample province alive. */
export interface LivingParts {
  readonly survey: SurveyService
  readonly sample: SampleDirectory
  readonly random: Random
  readonly log: Pick<Logger, 'warn'>
}

/**
 * A sample province that goes on answering, one citizen every few seconds, through the survey service like anybody.
 * It leaves alone the counters whose stories depend on their number of answers.
 */
export class LivingSample {
  readonly #parts: LivingParts
  readonly #comments = new SampleComments()
  readonly #counters: readonly SampleCounter[]
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(parts: LivingParts) {
    this.#parts = parts
    const { counters, province } = parts.sample
    this.#counters = counters.filter(
      ({ share, agency }) => share > 0 && agency.validTo === null && agency.code !== province.stories.justBelow,
    )
  }

  start(): void {
    this.#wait(GAP_S)
  }

  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#timer)
  }

  /** One citizen answers. Resolves, once that is stored, with the seconds until it is time for the next. */
  async answer(): Promise<number> {
    const { survey, random, sample } = this.#parts
    const hour = survey.currentHour()
    const open = this.#openAt(hour)
    const isAtHome = open.length === 0
    const counter = isAtHome
      ? random.oneOf(this.#counters)
      : (open[random.weighted(open.map(({ share }) => share))] ?? random.oneOf(open))
    const codes = counter.codes.filter(({ code }) => !isAtHome || code.channel === 'qr')
    const code = codes[random.weighted(codes.map(({ weight }) => weight))]?.code
    const opened = code && (await survey.openSurvey(code.code))
    if (opened?.state === 'open') {
      const { step, field } = opened.survey.code
      const form = sampleForm(opened.survey.questionnaire, sample.province.criterionEase)
      const ease = counter.ease + (sample.province.fieldEase[field] ?? 0)
      const { answers, facts } = respond(random, form, step, ease)
      const comment = this.#comments.pick(random, 'vi', field, answers.slice(-1))
      await survey.submit(opened.survey, { ...survey.newForm(), language: 'vi', answers, facts, comment })
    }
    return isAtHome ? GAP_AT_HOME_S : GAP_S
  }

  #openAt(hour: number): readonly SampleCounter[] {
    const isDay = hourOfDay(hour) >= FIRST_OPEN_HOUR && hourOfDay(hour) <= LAST_OPEN_HOUR
    return isDay ? this.#counters.filter(({ point }) => isOpenOn(point, dayOfHour(hour))) : []
  }

  #wait(gapS: number): void {
    if (this.#isStopped) return
    const { random, log } = this.#parts
    this.#timer = setTimeout(
      () => {
        this.answer().then(
          (next) => {
            this.#wait(next)
          },
          (error: unknown) => {
            log.warn({ error: String(error) }, 'the sample could not answer')
            this.#wait(GAP_AT_HOME_S)
          },
        )
      },
      gapS * 1000 * (0.5 + random.share()),
    )
  }
}
