import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { mongo } from 'mongoose'
import { openMongoStorage } from '../../server/storage/mongo/open.ts'
import type { Storage } from '../../server/storage/port.ts'
import { anAccount } from '../fixtures/account.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aSubmission } from '../fixtures/submission.ts'
import { emptiedDatabase } from '../fixtures/test-database.ts'
import { whereThereIs } from './where-there-is.ts'

const NOW = new Date('2026-11-23T01:00:00Z')
const SCOPE = { agencies: ['my-loc'], from: 0, to: 1_000_000, cuts: ['channel'] } as const

/** A command as it went to the server. */
interface Sent {
  readonly name: string
  readonly collection: unknown
  /** Where it may be answered; null says the primary alone. */
  readonly readPreference: string | null
  readonly readConcern: { readonly level?: string; readonly afterClusterTime?: unknown } | undefined
  readonly writeConcern: unknown
  readonly afterOwnWrites: boolean
}

interface Connectable {
  connect: (this: mongo.MongoClient) => Promise<mongo.MongoClient>
}

whereThereIs('TEST_MONGODB_URL', 'what the store asks of a replica set', (url) => {
  let storage: Storage
  let sent: Sent[]

  beforeAll(async () => {
    const place = emptiedDatabase(url)
    await (await place.open()).close()
    const prototype: Connectable = mongo.MongoClient.prototype
    const { connect } = prototype
    jest.spyOn(prototype, 'connect').mockImplementation(function (this: mongo.MongoClient) {
      this.on('commandStarted', (event) => sent.push(asSent(event)))
      return connect.call(this)
    })
    sent = []
    storage = await openMongoStorage(`${place.uri}&monitorCommands=true`)
    await storage.questionnaires.publish(aQuestionnaire())
  })
  afterAll(async () => {
    await storage.close()
    jest.restoreAllMocks()
  })
  beforeEach(() => {
    sent = []
  })
  const of = (name: string, collection: string): Sent[] =>
    sent.filter((command) => command.name === name && command.collection === collection)

  test('lets any member answer dashboards, though none that is behind what this process wrote', async () => {
    await storage.responses.record([aSubmission()])
    await storage.tallies.cells(SCOPE)
    await storage.tallies.span(['my-loc'])
    const reads = of('find', 'tally').slice(-3)
    expect(reads).toHaveLength(3)
    for (const read of reads) {
      expect(read).toMatchObject({ readPreference: 'secondaryPreferred', afterOwnWrites: true })
    }
  })

  test('asks the primary, and what most members hold, for accounts, sessions, links and the directory', async () => {
    await storage.accounts.byName('lan')
    await storage.accounts.byLink('link', NOW)
    await storage.accounts.all()
    await storage.sessions.byToken('token', NOW)
    await storage.directory.load()
    const reads = ['account', 'setupLink', 'session', 'agency', 'setting'].flatMap((name) => of('find', name))
    expect(reads.length).toBeGreaterThanOrEqual(5)
    for (const read of reads) {
      expect(read.readPreference).toBeNull()
      expect(['majority', 'snapshot']).toContain(read.readConcern?.level)
    }
  })

  test('waits until most members have written a change into their journals', async () => {
    await storage.responses.record([aSubmission()])
    await storage.sessions.add({ tokenHash: 'token', accountId: anAccount().id, expiresAt: NOW })
    await storage.counters.hit('key', 1000, NOW)
    const durable = [
      ...sent.filter(({ name }) => name === 'commitTransaction'),
      ...of('update', 'session'),
      ...of('update', 'counter'),
    ]
    expect(durable).toHaveLength(3)
    for (const { writeConcern } of durable) expect(writeConcern).toMatchObject({ w: 'majority', j: true })
  })

  test('stores a group of answers in one transaction of few commands, however large it is', async () => {
    await storage.responses.record([aSubmission()])
    sent = []
    await storage.responses.record(Array.from({ length: 200 }, () => aSubmission()))
    const inTransaction = sent.filter(({ collection }) => collection !== 'setting' && collection !== 'lease')
    expect(inTransaction.map(({ name, collection }) => [name, collection])).toEqual([
      ['insert', 'response'],
      ['update', 'tally'],
      ['commitTransaction', 1],
    ])
  })
})

function asSent({ commandName, command }: mongo.CommandStartedEvent): Sent {
  const { $readPreference, readConcern, writeConcern } = command as {
    $readPreference?: { mode: string }
    readConcern?: Sent['readConcern']
    writeConcern?: unknown
  }
  const mode = $readPreference?.mode ?? 'primary'
  return {
    name: commandName,
    collection: (command as Record<string, unknown>)[commandName],
    readPreference: mode === 'primary' ? null : mode,
    readConcern,
    writeConcern,
    afterOwnWrites: readConcern?.afterClusterTime !== undefined,
  }
}
