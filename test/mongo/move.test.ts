import { expect, test } from '@jest/globals'
import { join } from 'node:path'
import { backUp } from '../../server/services/backup.ts'
import { restore } from '../../server/services/restore.ts'
import { COLLECTIONS, type Storage } from '../../server/storage/port.ts'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { fillStore } from '../fixtures/filled-store.ts'
import { testDatabase } from '../fixtures/test-database.ts'
import { cellsOf, collect, plainCells } from '../storage/contract/reading.ts'
import { useDataFolder } from '../storage/sqlite/data-folder.ts'
import { whereThereIs } from './where-there-is.ts'

const AGENCIES = ['a', 'b', 'c']

whereThereIs('TEST_MONGODB_URL', 'moving from SQLite to MongoDB and back', (url) => {
  const folder = useDataFolder()

  test('keeps every record, every figure of the tallies and the digest of the backup', async () => {
    const place = testDatabase(url)
    const embedded = await openSqliteStorage(':memory:')
    await fillStore(embedded, 400)
    const moved = await place.open()
    const back = await openSqliteStorage(':memory:')

    const digests = [await move(embedded, moved, join(folder(), 'to')), await move(moved, back, join(folder(), 'back'))]
    expect(digests[1]).toBe(digests[0])
    const expected = await contentOf(embedded)
    expect(await contentOf(moved)).toEqual(expected)
    expect(await contentOf(back)).toEqual(expected)
    for (const storage of [moved, back]) {
      expect(await storage.audit.firstBroken()).toBeNull()
      expect(await found(storage)).toEqual(await found(embedded))
    }
    for (const storage of [embedded, moved, back]) await storage.close()
    await place.remove()
  })
})

/** @returns the digest of the backup between the two */
async function move(from: Storage, to: Storage, folder: string): Promise<string> {
  const { sha256 } = await backUp(from.archive, folder, { now: () => new Date(0) })
  await restore(to, folder)
  return sha256
}

async function contentOf(storage: Storage): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const snapshot = await storage.archive.snapshot()
  const all = new Map<string, readonly unknown[]>()
  for (const collection of COLLECTIONS) {
    const records = await collect<unknown>(snapshot.records(collection))
    expect([collection, records.length > 0]).toEqual([collection, true])
    all.set(collection, records)
  }
  await snapshot.close()
  return all.set('tallies', plainCells(await cellsOf(storage, AGENCIES)))
}

/** What a search and a sum give that do not follow from the records alone. */
async function found({ comments, transactions }: Storage): Promise<unknown> {
  const scope = { agencies: AGENCIES, from: 0, to: 30_000, words: 'gop y', satisfied: true }
  const sums = await transactions.sums({ agencies: [...AGENCIES, 'my-loc'], from: 0, to: 1000 }, ['point'])
  return [
    await comments.search(scope, { limit: 7, after: null }),
    sums.toSorted((x, y) => (x.agency < y.agency ? -1 : 1)),
  ]
}
