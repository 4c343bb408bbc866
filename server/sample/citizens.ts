import { monthOfDay, type LocalDay } from '../domain/calendar.ts'
import { namedPeriod } from '../domain/period.ts'
import type { Questionnaire } from '../domain/questionnaire.ts'
import type { PublicCode, Step } from '../domain/service-point.ts'
import { isOpenOn, momentAtCounter, momentAtHome } from './moment.ts'
import { Random } from './random.ts'
import { respond, sampleForm, type SampleAnswers, type SampleForm } from './respondent.ts'
import { SampleComments } from './sample-comments.ts'
import type { SampleCounter, SampleDirectory } from './sample-directory.ts'
import { SteeredAnswers } from './steered-answers.ts'
import type { SampleVisit } from './visits.ts'

const HOUR_MS = 3_600_000
const STREAM = 3
/** Part of the answers given on people's own phones in the evening. */
const AT_HOME = 0.08
const ENGLISH = 0.03

/** The people who answer, apart from those of the stories. */
export class Citizens {
  readonly #sample: SampleDirectory
  readonly #random: Random
  readonly #form: SampleForm
  readonly #comments = new SampleComments()
  readonly #thisMonth: number
  readonly #steeredFrom: LocalDay
  readonly #steered: SteeredAnswers

  /** @param steered how many responses the agency that prints 95.00 will get in the period of its dashboard */
  constructor(
    sample: SampleDirectory,
    questionnaire: Questionnaire,
    { seed, today, steered }: { readonly seed: number; readonly today: LocalDay; readonly steered: number },
  ) {
    this.#sample = sample
    this.#random = new Random(seed, STREAM)
    this.#form = sampleForm(questionnaire, sample.province.criterionEase)
    this.#thisMonth = monthOfDay(today)
    this.#steeredFrom = namedPeriod('twelve-months', today).from
    this.#steered = new SteeredAnswers(this.#random, this.#form, steered)
  }

  visit(counter: SampleCounter, day: LocalDay, step: Step): SampleVisit {
    const random = this.#random
    const isAtHome = !isOpenOn(counter.point, day) || random.happens(AT_HOME)
    const codes = counter.codes.filter(({ code }) => code.step === step && (!isAtHome || code.channel === 'qr'))
    const code = codes[random.weighted(codes.map(({ weight }) => weight))]?.code
    if (!code) throw new Error(`${counter.point.id} has no code for ${step}`)
    const at = isAtHome ? momentAtHome(random, day) : momentAtCounter(random, counter.point, day)
    const language = random.happens(ENGLISH) ? 'en' : 'vi'
    const { answers, facts } = this.#answers(counter, code, day)
    const comment = this.#comments.pick(random, language, code.field, answers.slice(-1))
    return {
      code,
      at,
      form: { id: random.id(), openedHour: Math.floor(at / HOUR_MS), language, answers, facts, comment },
    }
  }

  #answers({ agency, ease, easeAMonth }: SampleCounter, code: PublicCode, day: LocalDay): SampleAnswers {
    const { fieldEase, stories } = this.#sample.province
    const isSteered = code.step === 'return' && agency.code === stories.justBelow && day >= this.#steeredFrom
    if (isSteered) return this.#steered.next()
    const drift = easeAMonth * (monthOfDay(day) - this.#thisMonth)
    return respond(this.#random, this.#form, code.step, ease + drift + (fieldEase[code.field] ?? 0))
  }
}
