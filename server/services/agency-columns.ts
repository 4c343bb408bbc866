import type { Config } from '../config.ts'
import { firstDay, firstHour, localHour, type LocalHour, type Month } from '../domain/calendar.ts'
import type { Questionnaire, QuestionnaireId } from '../domain/questionnaire.ts'
import { FORM_LIFETIME_HOURS } from '../domain/response.ts'
import type { Storage } from '../storage/port.ts'
import { ByteLimitedCache } from './byte-limited-cache.ts'
import { MonthGathering, monthOf, type MonthColumns } from './month-columns.ts'

/** Columns at hand, and when they were read. */
interface KeptColumns {
  readonly columns: MonthColumns
  readonly readAt: number
  readonly bytes: number
}

/**
 * Keeps the responses of agencies at hand as columns, a month at a time, for whatever the kept tallies cannot tell.
 *
 * Responses are only ever added, and the tallies say how many there are: columns that hold as many hold all of them. A
 * month that has grown is read from its last known hour on. What respondents tell about themselves after sending adds
 * no response, so where a questionnaire asks for it, a month is read anew after a minute until nobody can tell any more.
 */
export class AgencyColumns {
  readonly #responses: Storage['responses']
  readonly #timeZone: string
  readonly #now: () => Date
  readonly #kept = new ByteLimitedCache<KeptColumns>(MOST_BYTES)
  /** Agencies that are being read: who asks for one of them waits, rather than reading it too. */
  readonly #turns = new Map<string, Promise<unknown>>()
  #made = 0

  constructor({
    storage,
    config,
    now,
  }: {
    storage: Pick<Storage, 'responses'>
    config: Pick<Config, 'timeZone'>
    now: () => Date
  }) {
    this.#responses = storage.responses
    this.#timeZone = config.timeZone
    this.#now = now
  }

  /**
   * The columns of an agency's months.
   *
   * @param expected how many responses each month has at least; months without any are left out
   */
  async months(
    agency: string,
    expected: ReadonlyMap<Month, number>,
    questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>,
  ): Promise<readonly MonthColumns[]> {
    const read = (): Promise<readonly MonthColumns[]> => this.#read(agency, expected, questionnaires)
    const turn = (this.#turns.get(agency) ?? Promise.resolve()).then(read, read)
    this.#turns.set(agency, turn)
    try {
      return await turn
    } finally {
      if (this.#turns.get(agency) === turn) this.#turns.delete(agency)
    }
  }

  async #read(
    agency: string,
    expected: ReadonlyMap<Month, number>,
    questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>,
  ): Promise<readonly MonthColumns[]> {
    const found: MonthColumns[] = []
    let missing: Month[] = []
    const readMissing = async (): Promise<void> => {
      found.push(...(await this.#gather(agency, missing)))
      missing = []
    }
    for (const [month, rows] of [...expected].sort(([a], [b]) => a - b)) {
      const columns = await this.#renewed(`${agency}\t${month}`, rows, questionnaires)
      if (columns) {
        await readMissing()
        found.push(columns)
      } else missing.push(month)
    }
    await readMissing()
    return found
  }

  /** What is kept of a month, with what was added since; null where nothing usable is kept. */
  async #renewed(
    key: string,
    rows: number,
    questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>,
  ): Promise<MonthColumns | null> {
    const kept = this.#kept.get(key)
    if (!kept || this.#mayLackProfiles(kept, questionnaires)) return null
    const { columns } = kept
    if (columns.rows >= rows) return columns
    const lastHour = columns.start + columns.hourOf.reduce((last, hour) => Math.max(last, hour), 0)
    const gathering = new MonthGathering(columns.agency, columns.month)
    gathering.addBefore(lastHour, columns)
    for await (const batch of this.#stream(columns.agency, lastHour, firstHour(firstDay(columns.month + 1)))) {
      for (const response of batch) gathering.add(response)
    }
    const renewed = gathering.columns(this.#made++)
    if (renewed.rows < rows) return null
    this.#keep(renewed)
    return renewed
  }

  /** Reads months whole, in one go from the first to the last of them. */
  async #gather(agency: string, months: readonly Month[]): Promise<readonly MonthColumns[]> {
    const [first] = months
    const last = months.at(-1)
    if (first === undefined || last === undefined) return []
    const gatherings = new Map<Month, MonthGathering>()
    for await (const batch of this.#stream(agency, firstHour(firstDay(first)), firstHour(firstDay(last + 1)))) {
      for (const response of batch) {
        const month = monthOf(response)
        const gathering = gatherings.get(month) ?? new MonthGathering(agency, month)
        gatherings.set(month, gathering)
        gathering.add(response)
      }
    }
    return [...gatherings.values()].map((gathering) => {
      const columns = gathering.columns(this.#made++)
      this.#keep(columns)
      return columns
    })
  }

  #stream(agency: string, from: LocalHour, to: LocalHour) {
    return this.#responses.stream({ agency, from, to }, BATCH_ROWS)
  }

  #keep(columns: MonthColumns): void {
    const { agency, month, bytes } = columns
    this.#kept.put(`${agency}\t${month}`, { columns, bytes, readAt: this.#now().getTime() })
  }

  #mayLackProfiles(
    { columns, readAt }: KeptColumns,
    questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>,
  ): boolean {
    if (this.#now().getTime() - readAt < PROFILE_FRESH_MS) return false
    const end = firstHour(firstDay(columns.month + 1)) + FORM_LIFETIME_HOURS
    if (localHour(new Date(readAt), this.#timeZone) >= end) return false
    return columns.told.some(({ questionnaire }) => questionnaires.get(questionnaire)?.profile !== undefined)
  }
}

/** Five million responses, or all that officers look at in a morning. */
const MOST_BYTES = 64 * 1024 * 1024
/** Few enough that other requests get their turn every millisecond or two. */
const BATCH_ROWS = 1000
const PROFILE_FRESH_MS = 60_000
