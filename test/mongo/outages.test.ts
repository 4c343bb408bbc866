import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createConnection } from 'mongoose'
import { putCounter } from '../e2e/seed-counter.ts'
import { testDatabase, type TestDatabase } from '../fixtures/test-database.ts'
import { AppProcesses } from './app-processes.ts'
import { expectNothingLost } from './nothing-lost.ts'
import { Phones, until } from './phones.ts'
import { TestServer } from './test-server.ts'
import { whereThereIs } from './where-there-is.ts'

const PHONES = 30
const DATABASE_KILLS = 5
const APP_KILLS = 3

whereThereIs('TEST_MONGODB_SERVER', 'while phones send answers', (program) => {
  let server: TestServer
  let place: TestDatabase
  let apps: AppProcesses
  let phones: Phones

  beforeEach(async () => {
    server = await TestServer.start(program)
    place = testDatabase(server.url)
    const storage = await place.open()
    await putCounter(storage)
    await storage.close()
    apps = new AppProcesses(place.uri)
    await apps.start(2)
    phones = new Phones(apps.url)
    await phones.start(PHONES)
  }, 60_000)
  afterEach(async () => {
    await apps.stop()
    await server.remove()
  })

  const settle = async (): Promise<void> => {
    await phones.thanked(200)
    await phones.stop()
    const storage = await place.open()
    await expectNothingLost(storage, phones)
    await storage.close()
  }
  /** Commands of an operator, or of a test. */
  const command = async (order: Record<string, unknown>): Promise<void> => {
    const connection = await createConnection(`${server.url}&directConnection=true`).asPromise()
    await connection.getClient().db('admin').command(order)
    await connection.close()
  }

  test('the database is killed five times: nothing is lost, nothing is doubled, and no app process ends', async () => {
    for (let kill = 0; kill < DATABASE_KILLS; kill++) {
      await phones.thanked(150)
      await server.kill()
      await until(async () => (await healthOf(apps)).every((status) => status === 503))
      await server.startAgain()
      await until(async () => (await healthOf(apps)).every((status) => status === 200))
    }
    await settle()
    expect(phones.busy).toBeGreaterThan(0)
    expect(apps.all.map(({ process }) => process.exitCode)).toEqual([null, null])
  }, 240_000)

  test('app processes are killed three times: nothing is lost and nothing is doubled', async () => {
    for (let kill = 0; kill < APP_KILLS; kill++) {
      await phones.thanked(150)
      await apps.replace(kill % 2)
    }
    await settle()
  }, 180_000)

  test('the primary steps down for three seconds: answers wait, and are taken', async () => {
    for (let turn = 0; turn < 2; turn++) {
      await phones.thanked(100)
      await command({ replSetStepDown: 3, force: true })
      await phones.thanked(100)
    }
    await settle()
  }, 180_000)

  test('commands fail in every way that a change of primary brings about: each answer is taken once', async () => {
    const failures = [
      { failCommands: ['commitTransaction'], closeConnection: true },
      { failCommands: ['insert'], closeConnection: true },
      { failCommands: ['update', 'bulkWrite'], closeConnection: true },
      { failCommands: ['commitTransaction'], errorCode: 91, errorLabels: ['RetryableWriteError'] },
      { failCommands: ['insert'], errorCode: 10107, errorLabels: ['TransientTransactionError'] },
      { failCommands: ['commitTransaction'], writeConcernError: { code: 64, errmsg: 'waiting timed out' } },
    ]
    for (const data of failures) {
      await phones.thanked(60)
      await command({ configureFailPoint: 'failCommand', mode: { times: 6 }, data })
    }
    await phones.thanked(60)
    await command({ configureFailPoint: 'failCommand', mode: 'off' })
    await settle()
  }, 180_000)
})

/** What each process answers when it is asked by itself. */
function healthOf({ all }: AppProcesses): Promise<readonly number[]> {
  return Promise.all(all.map(async ({ url }) => (await fetch(`${url}/health`)).status))
}
