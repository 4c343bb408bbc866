import { NOT_APPLICABLE, NOT_GIVEN } from '../domain/response.ts'
import type { Random } from './random.ts'
import { factsWhen, type RatedQuestion, type SampleAnswers, type SampleForm } from './respondent.ts'

/**
 * Gives a known number of responses at the return step so that together they print 95.00 and lie below 95: of 20k + 19
 * answers exactly 19k + 18 are satisfied, so that 95 % is missed by 0.05 answers.
 *
 * What is left to give is spread evenly by chance over the responses that are left, so that no month looks steered.
 */
export class SteeredAnswers {
  readonly #random: Random
  readonly #form: SampleForm
  readonly #asked: readonly RatedQuestion[]
  /** How many of the asked questions may be left out as not applicable. */
  readonly #optional: number
  #left: number
  #placesLeft: number
  #notApplicableLeft: number
  #unsatisfiedLeft: number

  /**
   * @param responses how many will be asked for; at least {@link LEAST_STEERED}
   * @throws {RangeError} when these are too few to round to 95.00
   */
  constructor(random: Random, form: SampleForm, responses: number) {
    if (responses < LEAST_STEERED) throw new RangeError(`${responses} responses cannot print 95.00 below 95`)
    this.#random = random
    this.#form = form
    this.#asked = form.rated.filter(({ isOverall, steps }) => !isOverall && steps.includes('return'))
    this.#optional = this.#asked.filter(({ notApplicable }) => notApplicable).length
    const most = responses * this.#asked.length
    const wished = most - Math.round(responses * this.#optional * NOT_APPLICABLE_SHARE)
    const answers = wished - ((((wished - 19) % 20) + 20) % 20)
    this.#left = responses
    this.#placesLeft = responses * this.#optional
    this.#notApplicableLeft = most - answers
    this.#unsatisfiedLeft = (answers - 19) / 20 + 1
  }

  /** The next response. @throws {RangeError} when all were given */
  next(): SampleAnswers {
    if (this.#left === 0) throw new RangeError('no more responses were planned')
    const random = this.#random
    const isLeftOut = this.#asked.map(({ notApplicable }) => notApplicable && this.#leavesOut())
    const given = this.#asked.filter((_, i) => !isLeftOut[i])
    const bad = this.#pickUnsatisfied(given)
    this.#left--
    let answers = ''
    for (const question of this.#form.rated) {
      const at = this.#asked.indexOf(question)
      if (question.isOverall) answers += bad.size > 1 ? '3' : this.#satisfied()
      else if (at < 0) answers += NOT_GIVEN
      else if (isLeftOut[at]) answers += NOT_APPLICABLE
      else answers += bad.has(question) ? UNSATISFIED.charAt(random.weighted(UNSATISFIED_WEIGHTS)) : this.#satisfied()
    }
    return { answers, facts: factsWhen(random, this.#form, bad.size === 0) }
  }

  #satisfied(): string {
    return this.#random.happens(0.55) ? '5' : '4'
  }

  /** Chance that hits its number exactly: what is left to leave out, of the places that are left. */
  #leavesOut(): boolean {
    const isOut = this.#random.share() * this.#placesLeft < this.#notApplicableLeft
    this.#placesLeft--
    if (isOut) this.#notApplicableLeft--
    return isOut
  }

  /** Few people are unsatisfied, with several things each, so that answers of one person go together. */
  #pickUnsatisfied(given: readonly RatedQuestion[]): ReadonlySet<RatedQuestion> {
    const random = this.#random
    const always = this.#asked.length - this.#optional
    const least = Math.max(0, this.#unsatisfiedLeft - (this.#left - 1) * always)
    const isUnsatisfied = random.happens(this.#unsatisfiedLeft / this.#left / MEAN_UNSATISFIED)
    const wished = isUnsatisfied ? random.weighted(UNSATISFIED_COUNT_WEIGHTS) + 1 : 0
    const count = Math.min(this.#unsatisfiedLeft, given.length, Math.max(least, wished))
    const bad = new Set<RatedQuestion>()
    while (bad.size < count) bad.add(random.oneOf(given))
    this.#unsatisfiedLeft -= count
    return bad
  }
}

/** With four answers or more each, the fewest responses that make the thousand answers that rounding needs. */
export const LEAST_STEERED = 260

const NOT_APPLICABLE_SHARE = 0.4
const UNSATISFIED = '321'
const UNSATISFIED_WEIGHTS = [60, 28, 12] as const
const UNSATISFIED_COUNT_WEIGHTS = [45, 25, 18, 12] as const
const MEAN_UNSATISFIED = 1.97
