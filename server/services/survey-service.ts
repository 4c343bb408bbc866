import { SATISFIED_FROM } from '../../scoring/tally.ts'
import type { Config } from '../config.ts'
import { dayOfHour, type LocalHour } from '../domain/calendar.ts'
import { maskedText } from '../domain/masked-text.ts'
import { questionnaireId } from '../domain/questionnaire.ts'
import type { Comment, ResponseIdentity, SurveyResponse } from '../domain/response.ts'
import type { RecordOutcome, ResponseStore } from '../storage/port.ts'
import { BurstWatch } from './burst-watch.ts'
import type { CurrentDirectory, DirectoryService } from './directory-service.ts'
import { createFormIds } from './form-id.ts'
import type { Intake } from './intake.ts'
import { KnownSurveys, type OpenedSurvey, type Survey } from './known-surveys.ts'
import { LocalClock } from './local-clock.ts'

/** What a filled-in form says, checked against the questions of its survey. */
export interface FilledForm {
  readonly id: string
  readonly openedHour: LocalHour
  readonly language: string
  /** As `SurveyResponse.answers`. */
  readonly answers: string
  /** As `SurveyResponse.facts`. */
  readonly facts: string
  /** Free text, null where there is none. */
  readonly comment: string | null
}

/** The citizen's side: finds the survey behind a code, and turns a filled-in form into a stored response. */
export class SurveyService {
  readonly #directory: DirectoryService
  readonly #intake: Pick<Intake, 'submit'>
  readonly #responses: Pick<ResponseStore, 'addProfile'>
  readonly #now: () => Date
  readonly #clock: LocalClock
  readonly #watch: BurstWatch
  readonly #newId = createFormIds()
  #known: KnownSurveys | null = null

  constructor(parts: {
    directory: DirectoryService
    intake: Pick<Intake, 'submit'>
    responses: Pick<ResponseStore, 'addProfile'>
    config: Pick<Config, 'timeZone'>
    now: () => Date
  }) {
    this.#directory = parts.directory
    this.#intake = parts.intake
    this.#responses = parts.responses
    this.#now = parts.now
    this.#clock = new LocalClock(parts.config.timeZone)
    this.#watch = new BurstWatch(parts.config.timeZone)
  }

  /**
   * The survey behind a code as scanned or typed. The same `Survey` object as long as the directory stays unchanged,
   * so that pages made of it can be kept. What is at hand comes without waiting, since a promise for each of thousands
   * of forms a second is felt.
   */
  openSurvey(typed: string): OpenedSurvey | Promise<OpenedSurvey> {
    const now = this.#now()
    const today = dayOfHour(this.#clock.hour(now))
    const atHand = this.#directory.atHand(now)
    if (atHand) return this.#surveys(atHand).open(typed, today)
    return this.#directory.current().then((current) => this.#surveys(current).open(typed, today))
  }

  /** Surveys whose agency, counter or field is named most like the text, nearest first. */
  async findSurveys(text: string, limit: number): Promise<readonly Survey[]> {
    return this.#surveys(await this.#directory.current()).find(text, limit, dayOfHour(this.currentHour()))
  }

  /** The one-time id and the hour that a form carries from the moment it is opened. */
  newForm(): { readonly id: string; readonly openedHour: LocalHour } {
    return { id: this.#newId(), openedHour: this.currentHour() }
  }

  /** The hour it is on the province's clock. */
  currentHour(): LocalHour {
    return this.#clock.hour(this.#now())
  }

  /**
   * Stores a filled-in form; resolves once it is stored for good, or was before.
   *
   * @throws {BusyError} when it could not be taken now; sending the same form again is safe
   */
  async submit(survey: Survey, form: FilledForm): Promise<RecordOutcome> {
    const instant = this.#now()
    const { code, point, agency, field, questionnaire } = survey
    const place = { agency: agency.code, point: point.id, field: field.code, step: code.step, language: form.language }
    // A form made by another process whose clock is ahead counts as sent in the hour in which it was made.
    const receivedHour = Math.max(this.#clock.hour(instant), form.openedHour)
    const response: SurveyResponse = {
      ...place,
      id: form.id,
      openedHour: form.openedHour,
      receivedHour,
      questionnaire: questionnaireId(questionnaire),
      channel: code.channel,
      answers: form.answers,
      facts: form.facts,
      profile: null,
      flags: this.#watch.count(point, instant),
    }
    const comment: Comment | null =
      form.comment === null
        ? null
        : {
            ...place,
            id: this.#newId(),
            day: dayOfHour(receivedHour),
            satisfied: isSatisfied(form.answers),
            text: maskedText(form.comment),
          }
    let outcome: RecordOutcome | null = null
    try {
      outcome = await this.#intake.submit({ response, comment })
      return outcome
    } finally {
      if (outcome !== 'stored') this.#watch.takeBack(point, instant)
    }
  }

  /**
   * Keeps what a respondent told about themselves after sending, once.
   *
   * @param profile as `SurveyResponse.profile`
   * @throws {NotFoundError} when there is no such response
   */
  tellProfile(of: ResponseIdentity, profile: string): Promise<RecordOutcome> {
    return this.#responses.addProfile(of, profile)
  }

  #surveys(current: CurrentDirectory): KnownSurveys {
    if (this.#known?.current !== current) this.#known = new KnownSurveys(current)
    return this.#known
  }
}

/** The overall item is the last sign of the answer string. */
function isSatisfied(answers: string): boolean | null {
  const level = Number(answers.at(-1))
  return level >= 1 ? level >= SATISFIED_FROM : null
}
