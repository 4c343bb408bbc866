import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ClientSession, Connection } from 'mongoose'
import { createConnection, openConnection } from '../../server/storage/mongo/connect.ts'
import { Leases } from '../../server/storage/mongo/leases.ts'
import { createModels, type Models } from '../../server/storage/mongo/models.ts'
import { emptiedDatabase } from '../fixtures/test-database.ts'
import { whereThereIs } from './where-there-is.ts'

const TERMS = { lastsMs: 60_000, session: null }

whereThereIs('TEST_MONGODB_URL', 'a lease in MongoDB', (url) => {
  let connection: Connection
  let models: Models
  let ours: Leases
  let theirs: Leases

  beforeEach(async () => {
    const place = emptiedDatabase(url)
    await (await place.open()).close()
    await place.remove()
    connection = createConnection()
    await openConnection(connection, place.uri)
    models = createModels(connection)
    ours = new Leases({ connection, models })
    theirs = new Leases({ connection, models })
  })
  afterEach(() => connection.close())

  /** As if its time were over. */
  const letEnd = (name: string) => models.lease.updateOne({ _id: name }, { $set: { until: 1 } })
  const names = async () => (await models.lease.find().sort({ _id: 1 }).lean()).map(({ _id }) => _id)

  /** A session that has begun to change something. */
  async function begun(id: string): Promise<{ readonly session: ClientSession; readonly hex: string }> {
    const session = await connection.startSession()
    session.startTransaction()
    await models.lease.insertMany([{ _id: id, holder: 'x', until: 0, session: null, former: null }], { session })
    return { session, hex: session.id?.id.toString('hex') ?? '' }
  }

  test('belongs to one at a time: it can be renewed, given back, and taken when its time is over', async () => {
    expect(await ours.take('a', TERMS)).toBe(true)
    expect(await theirs.take('a', TERMS)).toBe(false)
    expect(await theirs.take('b', TERMS)).toBe(true)
    expect(await ours.take('a', TERMS)).toBe(true)
    await theirs.release('a')
    expect(await theirs.take('a', TERMS)).toBe(false)
    await ours.release('a')
    expect(await theirs.take('a', TERMS)).toBe(true)
    await letEnd('a')
    expect(await ours.take('a', TERMS)).toBe(true)
    expect(await theirs.take('a', TERMS)).toBe(false)
  })

  test('goes to exactly one of many who want it at once', async () => {
    const all = Array.from({ length: 20 }, () => new Leases({ connection, models }))
    const taken = await Promise.all(all.map((leases) => leases.take('a', TERMS)))
    expect(taken.filter((isTaken) => isTaken)).toHaveLength(1)
  })

  test('when it is taken over, what its holder had begun is undone', async () => {
    const { session, hex } = await begun('half')
    await theirs.take('a', { ...TERMS, session: hex })
    await letEnd('a')
    expect(await ours.take('a', TERMS)).toBe(true)
    await expect(session.commitTransaction()).rejects.toThrow(/transaction/i)
    await session.endSession()
    expect(await names()).toEqual(['a'])
  })

  test('when its holder renews it with the same session, what is running in that goes on', async () => {
    const { session, hex } = await begun('whole')
    await ours.take('a', { ...TERMS, session: hex })
    await ours.take('a', { ...TERMS, session: hex })
    await session.commitTransaction()
    await session.endSession()
    expect(await names()).toEqual(['a', 'whole'])
  })

  test('when its holder renews it with another session, what was running in the former is undone', async () => {
    const { session, hex } = await begun('half')
    await ours.take('a', { ...TERMS, session: hex })
    await ours.take('a', TERMS)
    await expect(session.commitTransaction()).rejects.toThrow(/transaction/i)
    await session.endSession()
  })

  test('is cleared away when its time is over, unless it is one’s own', async () => {
    for (const [name, leases] of Object.entries({ ours, theirs, lasting: theirs })) await leases.take(name, TERMS)
    await letEnd('ours')
    await letEnd('theirs')
    await ours.clear()
    expect(await names()).toEqual(['lasting', 'ours'])
  })
})
