import { randomInt } from 'node:crypto'
import type { StatementSync } from 'node:sqlite'
import type { SqliteDatabase } from './database.ts'
import type { Reader } from './reader.ts'

/**
 * Small whole numbers that stand in rows for what many rows share. An entry, once there, never changes or goes.
 *
 * Numbers are drawn by chance from as small a range as is sensible: counted up, they would tell which of two
 * responses of the same hour came first.
 */
export class Dictionary<Entry> {
  readonly #kind: string
  readonly #readEntry: (text: string) => Entry
  readonly #numbers = new Map<string, number>()
  readonly #entries = new Map<number, Entry>()
  readonly #find: StatementSync
  readonly #get: StatementSync
  readonly #count: StatementSync
  readonly #add: StatementSync
  /** How many entries there are; null where that is to be counted, which takes longer the more there are. */
  #size: number | null = null

  /** @param readEntry makes an entry of the text that {@link numberOf} was given for it */
  constructor(database: SqliteDatabase, kind: string, readEntry: (text: string) => Entry) {
    this.#kind = kind
    this.#readEntry = readEntry
    this.#find = database.prepare('SELECT number FROM term WHERE kind = ? AND text = ?')
    this.#get = database.prepare(ENTRY)
    this.#count = database.prepare('SELECT count(*) FROM term WHERE kind = ?')
    this.#add = database.prepare('INSERT INTO term VALUES (?, ?, ?)')
    database.onRollback(() => {
      this.#numbers.clear()
      this.#entries.clear()
      this.#size = null
    })
    database.onOthersWrote(() => {
      this.#size = null
    })
  }

  /** The number of an entry, or null where it has none yet. */
  find(text: string): number | null {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const row = this.#find.get(this.#kind, text) as unknown as [number] | undefined
    if (!row) return null
    this.#numbers.set(text, row[0])
    return row[0]
  }

  /** The number of an entry, which gets one now where it has none. Only within a write. */
  numberOf(text: string): number {
    const known = this.find(text)
    if (known !== null) return known
    const size = this.#size ?? this.#counted()
    const range = RANGES.find((most) => size < most / 2) ?? size * 4
    let number = randomInt(range)
    while (this.#get.get(this.#kind, number)) number = randomInt(range)
    this.#add.run(this.#kind, number, text)
    this.#size = size + 1
    this.#numbers.set(text, number)
    return number
  }

  /**
   * What a number stands for.
   *
   * @param reader the view that the number comes from; the writer's own where left out
   * @throws {Error} when nothing has this number: the store is damaged
   */
  entry(number: number, reader?: Reader): Entry {
    const known = this.#entries.get(number)
    if (known !== undefined) return known
    const row = (reader?.prepare(ENTRY) ?? this.#get).get(this.#kind, number) as unknown as [string] | undefined
    if (!row) throw new Error(`the store is damaged: no ${this.#kind} has number ${number}`)
    const entry = this.#readEntry(row[0])
    this.#entries.set(number, entry)
    return entry
  }

  #counted(): number {
    const [count] = this.#count.get(this.#kind) as unknown as [number]
    return count
  }
}

const ENTRY = 'SELECT text FROM term WHERE kind = ? AND number = ?'
/** The numbers below each take one byte more in a row than those below the one before. */
const RANGES = [2 ** 7, 2 ** 15, 2 ** 23, 2 ** 31]
