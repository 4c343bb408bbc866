import { describe, expect, test } from '@jest/globals'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { SqliteDatabase } from '../../../server/storage/sqlite/database.ts'
import { migrate } from '../../../server/storage/sqlite/migrate.ts'
import { MIGRATIONS } from '../../../server/storage/sqlite/migrations/all.ts'
import { openSqliteStorage } from '../../../server/storage/sqlite/open.ts'
import { anAgency } from '../../fixtures/agency.ts'
import { useDataFolder } from './data-folder.ts'

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

/** What a query finds in a store's file, asked past the program. */
function rows(dataDir: string, sql: string): unknown[] {
  const file = new DatabaseSync(join(dataDir, 'hailong.db'))
  try {
    return file.prepare(sql).all()
  } finally {
    file.close()
  }
}

describe('opening the embedded store', () => {
  const folder = useDataFolder()

  test('makes a folder and files that only their owner may look into', async () => {
    const dataDir = join(folder(), 'deeper/data')
    const storage = await openSqliteStorage(dataDir)
    await storage.directory.apply({ agencies: [anAgency('a')] })
    expect(modeOf(dataDir)).toBe('700')
    expect(readdirSync(dataDir).map((name) => [name, modeOf(join(dataDir, name))])).toEqual([
      ['hailong.db', '600'],
      ['hailong.db-shm', '600'],
      ['hailong.db-wal', '600'],
    ])
    await storage.close()
  })

  test('narrows the mode of a file that was copied into place', async () => {
    await (await openSqliteStorage(folder())).close()
    chmodSync(join(folder(), 'hailong.db'), 0o644)
    await (await openSqliteStorage(folder())).close()
    expect(modeOf(join(folder(), 'hailong.db'))).toBe('600')
  })

  test('leaves one file behind when it is closed, or none where it was in memory', async () => {
    await (await openSqliteStorage(folder())).close()
    expect(readdirSync(folder())).toEqual(['hailong.db'])
    const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith('hailong-memory-'))
    const before = temporary()
    const storage = await openSqliteStorage(':memory:')
    expect(temporary().length).toBeGreaterThan(0)
    await storage.directory.apply({ agencies: [anAgency('a')] })
    await storage.close()
    expect(temporary().filter((name) => !before.includes(name))).toEqual([])
  })

  test('gives each store in memory to its opener alone', async () => {
    const [one, two] = [await openSqliteStorage(':memory:'), await openSqliteStorage(':memory:')]
    await one.directory.apply({ agencies: [anAgency('a')] })
    expect((await two.directory.load()).agencies).toEqual([])
    await one.close()
    await two.close()
  })

  test('notes each migration once, however often and however many at once the store is opened', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => openSqliteStorage(folder())))
    for (const storage of opened) await storage.close()
    await (await openSqliteStorage(folder())).close()
    const noted = rows(folder(), 'SELECT number FROM migration ORDER BY number')
    expect(noted).toEqual(MIGRATIONS.map((_, i) => ({ number: i + 1 })))
  })

  test('undoes a migration that fails in the middle, and goes on from there the next time', async () => {
    const steps = [
      { name: 'one', sql: 'CREATE TABLE one (a INTEGER)' },
      { name: 'two', sql: 'CREATE TABLE two (a INTEGER); INSERT INTO one VALUES (1); INSERT INTO nowhere VALUES (1)' },
    ]
    const database = await SqliteDatabase.open(folder())
    await expect(migrate(database, steps)).rejects.toThrow('nowhere')
    const mended = [
      ...steps.slice(0, 1),
      { name: 'two', sql: 'CREATE TABLE two (a INTEGER); INSERT INTO one VALUES (2)' },
    ]
    await migrate(database, mended)
    await database.close()
    expect(rows(folder(), 'SELECT * FROM one')).toEqual([{ a: 2 }])
    expect(rows(folder(), 'SELECT number, name FROM migration')).toEqual([
      { number: 1, name: 'one' },
      { number: 2, name: 'two' },
    ])
  })

  test('refuses a store of a newer program in one sentence and leaves it as it is', async () => {
    await (await openSqliteStorage(folder())).close()
    rows(folder(), `INSERT INTO migration VALUES (${MIGRATIONS.length + 1}, 'later', '2030-01-01') RETURNING 1`)
    await expect(openSqliteStorage(folder())).rejects.toThrow('was made by a newer version of this program')
    expect(rows(folder(), 'SELECT max(number) AS n FROM migration')).toEqual([{ n: MIGRATIONS.length + 1 }])
  })

  test('refuses a file that is no store', async () => {
    writeFileSync(join(folder(), 'hailong.db'), 'Không phải là cơ sở dữ liệu'.repeat(50))
    await expect(openSqliteStorage(folder())).rejects.toThrow('is no store of this program')
  })

  test('says no to a ping when the file was taken away or replaced', async () => {
    const path = join(folder(), 'hailong.db')
    const storage = await openSqliteStorage(folder())
    renameSync(path, `${path}.away`)
    await expect(storage.ping()).rejects.toThrow('ENOENT')
    copyFileSync(`${path}.away`, path)
    await expect(storage.ping()).rejects.toThrow('is not the file any more')
    rmSync(path)
    renameSync(`${path}.away`, path)
    await storage.ping()
    await storage.close()
  })

  test('rejects where the folder cannot be made', async () => {
    writeFileSync(join(folder(), 'file'), '')
    await expect(openSqliteStorage(join(folder(), 'file'))).rejects.toThrow()
    mkdirSync(join(folder(), 'hailong.db'))
    await expect(openSqliteStorage(folder())).rejects.toThrow()
  })
})
