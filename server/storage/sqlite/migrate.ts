import { MIGRATIONS } from './migrations/all.ts'
import type { SqlFunction, SqliteDatabase } from './database.ts'

/** One numbered step of the store's layout. Once released it is never edited. */
export interface Migration {
  readonly name: string
  readonly sql: string
  /** Functions that the text calls and SQLite does not have, by name. */
  readonly functions?: Readonly<Record<string, SqlFunction>>
}

/**
 * Brings a store to the layout that this program knows. Each step is a transaction of its own that notes its number,
 * so an interrupted run goes on where it stopped, and of two programs that start at once each step is done by one.
 *
 * @throws {Error} when the store was written by a newer program
 */
export async function migrate(database: SqliteDatabase, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  await database.write(() => {
    database.exec(
      'CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL) STRICT',
    )
  })
  const lastDone = database.prepare('SELECT max(number) FROM migration')
  const note = database.prepare("INSERT INTO migration VALUES (?, ?, strftime('%FT%TZ'))")
  const done = (): number => Number(lastDone.get()?.[0] ?? 0)

  if (done() > migrations.length) {
    throw new Error(
      `The store ${database.path} was made by a newer version of this program ` +
        `(its layout is number ${done()}, this program knows ${migrations.length}): update the program.`,
    )
  }
  for (const [i, { name, sql, functions = {} }] of migrations.entries()) {
    const number = i + 1
    await database.write(() => {
      if (number <= done()) return
      for (const [called, compute] of Object.entries(functions)) database.define(called, compute)
      database.exec(sql)
      note.run(number, name)
    })
  }
}
