import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createConnection, type Connection } from 'mongoose'
import { responseKey } from '../../server/storage/mongo/response-key.ts'
import type { Storage } from '../../server/storage/port.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aSubmission } from '../fixtures/submission.ts'
import { emptiedDatabase, type TestDatabase } from '../fixtures/test-database.ts'
import { whereThereIs } from './where-there-is.ts'

whereThereIs('TEST_MONGODB_URL', 'when an app process is gone, or thought to be', (url) => {
  let place: TestDatabase
  let storage: Storage
  let connection: Connection

  beforeEach(async () => {
    place = emptiedDatabase(url)
    storage = await place.open()
    await storage.questionnaires.publish(aQuestionnaire())
    connection = await createConnection(place.uri).asPromise()
  })
  afterEach(async () => {
    await connection.close()
    await storage.close()
    await place.remove()
  })

  interface LeaseDocument {
    readonly _id: string
    readonly holder: string
    readonly until: number
    readonly session: string
    readonly former: null
  }

  /** Leaves behind what a process does that is killed while it stores an answer: a transaction, and a lease on it. */
  async function killedWhileStoring(key: string, leaseLastsMs: number): Promise<{ commit(): Promise<void> }> {
    const session = await connection.startSession()
    session.startTransaction()
    const response = connection.collection<{ _id: string }>('response')
    await response.insertOne({ _id: key }, { session, bypassDocumentValidation: true })
    await connection.collection<LeaseDocument>('lease').insertOne({
      _id: 'tally-slot-0',
      holder: 'killed',
      until: Date.now() + leaseLastsMs,
      session: session.id?.id.toString('hex') ?? '',
      former: null,
    })
    return { commit: () => session.commitTransaction() }
  }

  const expectCountedRight = async (responses: number): Promise<void> => {
    expect(await storage.tallies.recount({ repair: false })).toMatchObject({ responses, differing: [] })
  }

  test('what it had begun to store is undone, and stored by the next who is sent it', async () => {
    const submission = aSubmission()
    const killed = await killedWhileStoring(responseKey(submission.response), -1)
    expect(await storage.responses.record([submission])).toEqual(['stored'])
    await expect(killed.commit()).rejects.toThrow(/transaction/i)
    await expectCountedRight(1)
  })

  test('the next who is sent it waits while it may still be alive, and loses nothing', async () => {
    const submission = aSubmission()
    const killed = await killedWhileStoring(responseKey(submission.response), 1000)
    expect(await storage.responses.record([aSubmission(), submission])).toEqual(['stored', 'stored'])
    await expect(killed.commit()).rejects.toThrow(/transaction/i)
    await expectCountedRight(2)
  })

  test('one that lost its slot to another, and counts there again, does not undo what the other counted', async () => {
    const other = await place.open()
    await storage.responses.record([aSubmission()])
    await connection.collection<LeaseDocument>('lease').deleteMany({})
    await other.responses.record([aSubmission(), aSubmission()])
    await storage.responses.record([aSubmission()])
    await other.responses.record([aSubmission()])
    await other.close()
    await expectCountedRight(5)
  })
})
