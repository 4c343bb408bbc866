import type { StatementSync } from 'node:sqlite'
import type { SqliteDatabase } from './database.ts'

/** The few whole numbers of which a store holds one each. */
export const SETTINGS = ['directory-version', 'tally-repairs', 'restoring'] as const
export type Setting = (typeof SETTINGS)[number]

export class Settings {
  readonly #get: StatementSync
  readonly #set: StatementSync

  constructor(database: SqliteDatabase) {
    this.#get = database.prepare(GET_SETTING)
    this.#set = database.prepare('UPDATE setting SET value = ? WHERE name = ?')
  }

  get(name: Setting): number {
    const row = this.#get.get(name) as unknown as [number] | undefined
    if (!row) throw new Error(`the store is damaged: it has lost its ${name}`)
    return row[0]
  }

  /** Only within a write. */
  set(name: Setting, value: number): void {
    this.#set.run(value, name)
  }

  /** Only within a write. */
  increase(name: Setting): void {
    this.set(name, this.get(name) + 1)
  }
}

export const GET_SETTING = 'SELECT value FROM setting WHERE name = ?'
