import type { StatementSync } from 'node:sqlite'
import { emptyTally, type Tally, type TallyShape } from '../../../scoring/tally.ts'
import type { QuestionnaireId } from '../../domain/questionnaire.ts'
import type { SurveyResponse } from '../../domain/response.ts'
import type { Step } from '../../domain/service-point.ts'
import { packSums, unpackSums } from '../packed-tally.ts'
import type { Cut, TallyKey } from '../port.ts'
import { TallyCells } from '../tally-cells.ts'
import { cellNumber } from './cell-number.ts'
import type { SqliteDatabase } from './database.ts'
import { Dictionary } from './dictionary.ts'

/** What the cells of one agency and month differ in. */
export type Series = Omit<TallyKey, 'agency' | 'month'>

interface KeptCell {
  readonly number: number
  readonly tally: Tally
}

/** Tally cells as packed rows, with those at hand that were added to last: most of them are added to again at once. */
export class TallyRows {
  readonly series: Dictionary<Series>
  readonly #agencies: Dictionary<string>
  readonly #atHand: TallyCells<KeptCell>
  readonly #get: StatementSync
  readonly #update: StatementSync
  readonly #insert: StatementSync
  readonly #remove: StatementSync

  /** @param shapeOf the shape of a published questionnaire */
  constructor(
    database: SqliteDatabase,
    agencies: Dictionary<string>,
    shapeOf: (questionnaire: QuestionnaireId) => TallyShape,
  ) {
    this.#agencies = agencies
    this.series = new Dictionary(database, 'series', readSeries)
    this.#get = database.prepare('SELECT sums FROM tally WHERE cell = ?')
    this.#update = database.prepare('UPDATE tally SET sums = ? WHERE cell = ?')
    this.#insert = database.prepare('INSERT INTO tally (sums, cell) VALUES (?, ?)')
    this.#remove = database.prepare('DELETE FROM tally WHERE cell = ?')
    this.#atHand = new TallyCells((key) => {
      const number = this.#numberOf(key)
      const shape = shapeOf(key.questionnaire)
      const packed = this.#packed(number)
      return { number, tally: packed ? { shape, sums: unpackSums(packed, shape.length) } : emptyTally(shape) }
    })
    const forget = (): void => {
      this.#atHand.clear()
    }
    database.onRollback(forget)
    database.onOthersWrote(forget)
  }

  /** Adds a response to its cells in memory; {@link save} must follow in the same write. */
  count(response: SurveyResponse): void {
    this.#atHand.count(response)
  }

  /** Writes the cells that were counted into. */
  save(): void {
    for (const { number, tally } of this.#atHand.takeCounted()) this.#put(number, packSums(tally.sums))
    if (this.#atHand.size > MOST_AT_HAND) this.#atHand.clear()
  }

  /** The packed numbers of a cell as kept now, or null where there is no such cell. Only within a write. */
  packed(key: TallyKey): Uint8Array | null {
    return this.#packed(this.#numberOf(key))
  }

  /** Puts numbers in place of what a cell holds; null removes it. Only within a write. */
  replace(key: TallyKey, sums: Float64Array | null): void {
    const number = this.#numberOf(key)
    if (sums) this.#put(number, packSums(sums))
    else this.#remove.run(number)
    this.#atHand.clear()
  }

  #packed(number: number): Uint8Array | null {
    const row = this.#get.get(number) as unknown as [Uint8Array] | undefined
    return row?.[0] ?? null
  }

  /** Most cells are there already, and changing one in its place is the cheapest of all writes. */
  #put(number: number, packed: Uint8Array): void {
    if (this.#update.run(packed, number).changes === 0) this.#insert.run(packed, number)
  }

  #numberOf(key: TallyKey): number {
    const agency = this.#agencies.numberOf(key.agency)
    return cellNumber(agency, key.month, key.cut, this.series.numberOf(writeSeries(key)))
  }
}

/** A cell of the short form takes about 1.3 KB in memory. */
const MOST_AT_HAND = 8192

/** How a cell is named in the dictionary of series. */
function writeSeries({ questionnaire, step, flagged, cut, value }: Series): string {
  return JSON.stringify([questionnaire, step, flagged, cut, value])
}

function readSeries(text: string): Series {
  const [questionnaire, step, flagged, cut, value] = JSON.parse(text) as [QuestionnaireId, Step, boolean, Cut, string]
  return { questionnaire, step, flagged, cut, value }
}
