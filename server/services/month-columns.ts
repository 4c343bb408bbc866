import { dayOfHour, firstDay, firstHour, monthOfDay, type LocalHour, type Month } from '../domain/calendar.ts'
import type { QuestionnaireId } from '../domain/questionnaire.ts'
import type { SurveyResponse } from '../domain/response.ts'
import type { Channel, Step } from '../domain/service-point.ts'

/** What many responses of a month share. */
export interface Circumstance {
  readonly point: string
  readonly field: string
  readonly channel: Channel
  readonly language: string
  readonly step: Step
  readonly questionnaire: QuestionnaireId
  readonly isFlagged: boolean
}

/** Answers that are the same in all responses that share a number. */
export interface AnswerPattern {
  readonly questionnaire: QuestionnaireId
  /** As in {@link SurveyResponse}. */
  readonly answers: string
}

/** What respondents told besides. */
export interface ToldFacts {
  readonly questionnaire: QuestionnaireId
  /** As in {@link SurveyResponse}, as is `profile`. */
  readonly facts: string
  readonly profile: string | null
}

/**
 * The responses of one agency and month as columns of small numbers: all that a figure or a cut can ask of them, and
 * nothing that tells them apart. Rows of the same answers stand together, so that these are counted once.
 */
export interface MonthColumns {
  readonly agency: string
  readonly month: Month
  /** No two columns that were ever made share it: the same number is the same responses. */
  readonly serial: number
  /** The first hour of the month. */
  readonly start: LocalHour
  /** How many responses there are. */
  readonly rows: number
  readonly patterns: readonly AnswerPattern[]
  /** The first row of each pattern, and after the last the number of rows. */
  readonly patternStarts: Uint32Array
  readonly circumstances: readonly Circumstance[]
  readonly told: readonly ToldFacts[]
  /** For each row its place in `circumstances`, in `told`, and the hours since `start` at which it was received. */
  readonly circumstanceOf: Uint32Array
  readonly toldOf: Uint32Array
  readonly hourOf: Uint32Array
  /** About how much memory it takes. */
  readonly bytes: number
}

/** A list without repeats, and the place of each entry by a questionnaire and a key: two steps are quicker than one text of both. */
class Numbered<Entry> {
  readonly entries: Entry[] = []
  readonly #places = new Map<QuestionnaireId, Map<string, number>>()

  placeOf(questionnaire: QuestionnaireId, key: string, make: () => Entry): number {
    let places = this.#places.get(questionnaire)
    if (!places) {
      places = new Map<string, number>()
      this.#places.set(questionnaire, places)
    }
    let place = places.get(key)
    if (place === undefined) {
      place = this.entries.length
      this.entries.push(make())
      places.set(key, place)
    }
    return place
  }
}

/** Gathers the responses of one agency and month, in any order, into their columns. */
export class MonthGathering {
  readonly #agency: string
  readonly #month: Month
  readonly #start: LocalHour
  readonly #patterns = new Numbered<AnswerPattern>()
  readonly #circumstances = new Numbered<Circumstance>()
  readonly #told = new Numbered<ToldFacts>()
  readonly #pattern: number[] = []
  readonly #circumstance: number[] = []
  readonly #toldPlace: number[] = []
  readonly #hour: number[] = []

  constructor(agency: string, month: Month) {
    this.#agency = agency
    this.#month = month
    this.#start = firstHour(firstDay(month))
  }

  /** Adds a response of this agency and month. */
  add(response: SurveyResponse): void {
    const { questionnaire, answers, facts, profile, point, field, channel, language, step, flags } = response
    const isFlagged = flags.length > 0
    this.#addRow(
      { questionnaire, answers },
      { point, field, channel, language, step, questionnaire, isFlagged },
      { questionnaire, facts, profile },
      response.receivedHour - this.#start,
    )
  }

  /** Adds those rows of columns of the same agency and month that were received before an hour. */
  addBefore(hour: LocalHour, columns: MonthColumns): void {
    for (const [place, pattern] of columns.patterns.entries()) {
      for (let row = columns.patternStarts[place] ?? 0; row < (columns.patternStarts[place + 1] ?? 0); row++) {
        const circumstance = columns.circumstances[columns.circumstanceOf[row] ?? 0]
        const told = columns.told[columns.toldOf[row] ?? 0]
        const since = columns.hourOf[row] ?? 0
        if (circumstance && told && columns.start + since < hour) this.#addRow(pattern, circumstance, told, since)
      }
    }
  }

  /** @param serial of no other columns */
  columns(serial: number): MonthColumns {
    const rows = this.#pattern.length
    const patternStarts = new Uint32Array(this.#patterns.entries.length + 1)
    for (const pattern of this.#pattern) patternStarts[pattern + 1] = (patternStarts[pattern + 1] ?? 0) + 1
    for (let i = 1; i < patternStarts.length; i++) {
      patternStarts[i] = (patternStarts[i] ?? 0) + (patternStarts[i - 1] ?? 0)
    }
    const next = patternStarts.slice()
    const [circumstanceOf, toldOf, hourOf] = [new Uint32Array(rows), new Uint32Array(rows), new Uint32Array(rows)]
    for (const [i, pattern] of this.#pattern.entries()) {
      const row = next[pattern] ?? 0
      next[pattern] = row + 1
      circumstanceOf[row] = this.#circumstance[i] ?? 0
      toldOf[row] = this.#toldPlace[i] ?? 0
      hourOf[row] = this.#hour[i] ?? 0
    }
    const [patterns, circumstances, told] = [this.#patterns.entries, this.#circumstances.entries, this.#told.entries]
    return {
      agency: this.#agency,
      month: this.#month,
      serial,
      start: this.#start,
      rows,
      patterns,
      patternStarts,
      circumstances,
      told,
      circumstanceOf,
      toldOf,
      hourOf,
      bytes: rows * ROW_BYTES + (patterns.length + circumstances.length + told.length) * ENTRY_BYTES,
    }
  }

  #addRow(pattern: AnswerPattern, circumstance: Circumstance, told: ToldFacts, sinceStart: number): void {
    const { questionnaire, point, field, channel, language, step, isFlagged } = circumstance
    const where = `${point}\t${field}\t${channel}\t${language}\t${step}\t${isFlagged ? '!' : ''}`
    const { facts, profile } = told
    this.#pattern.push(this.#patterns.placeOf(questionnaire, pattern.answers, () => pattern))
    this.#circumstance.push(this.#circumstances.placeOf(questionnaire, where, () => circumstance))
    this.#toldPlace.push(
      this.#told.placeOf(questionnaire, profile === null ? facts : `${facts}\t${profile}`, () => told),
    )
    this.#hour.push(sinceStart)
  }
}

/** Three numbers of four bytes. */
const ROW_BYTES = 12
/** An object with its strings, most of which are shared. */
const ENTRY_BYTES = 150

/** The month in which a response counts. */
export function monthOf({ receivedHour }: Pick<SurveyResponse, 'receivedHour'>): Month {
  return monthOfDay(dayOfHour(receivedHour))
}
