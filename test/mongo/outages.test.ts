import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { testDatabase } from '../fixtures/test-database.ts'
import { BusyPlatform } from './busy-platform.ts'
import { until } from './phones.ts'
import { LOST_COMMIT, TestServer, UNCONFIRMED_COMMIT } from './test-server.ts'
import { whereThereIs } from './where-there-is.ts'

const COUNT = { apps: 2, phones: 30 }
const KILLS = 5

whereThereIs('TEST_MONGODB_SERVER', 'while phones send answers', (program) => {
  let server: TestServer
  let busy: BusyPlatform

  beforeEach(async () => {
    server = await TestServer.start(program)
    busy = await BusyPlatform.start(testDatabase(server.url), COUNT)
  }, 120_000)
  afterEach(async () => {
    await busy.stop()
    await server.remove()
  })

  const untilAllSay = (status: number): Promise<void> =>
    until(async () => (await busy.apps.statuses('/health')).every((said) => said === status))
  const expectAllAsBefore = async (): Promise<void> => {
    await busy.phones.thanked(100)
    await busy.expectNothingLost()
    expect(busy.apps.all.map(({ process }) => process.exitCode)).toEqual([null, null])
  }

  test('the database is killed five times: nothing is lost, nothing is doubled, and no app process ends', async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      await busy.phones.thanked(100)
      await server.kill()
      await untilAllSay(503)
      await server.startAgain()
      await untilAllSay(200)
    }
    await expectAllAsBefore()
  }, 300_000)

  test('the primary steps down for three seconds: answers wait, and are taken', async () => {
    for (let turn = 0; turn < 2; turn++) {
      await busy.phones.thanked(100)
      await server.order({ replSetStepDown: 3, force: true })
    }
    await expectAllAsBefore()
  }, 300_000)

  test('commands fail in every way that a change of primary brings about: each answer is taken once', async () => {
    const failures = [
      LOST_COMMIT,
      { failCommands: ['insert'], closeConnection: true },
      { failCommands: ['update', 'bulkWrite'], closeConnection: true },
      { failCommands: ['commitTransaction'], errorCode: 91, errorLabels: ['RetryableWriteError'] },
      { failCommands: ['insert'], errorCode: 10107, errorLabels: ['TransientTransactionError'] },
      UNCONFIRMED_COMMIT,
    ]
    for (const failure of failures) {
      await busy.phones.thanked(60)
      await server.fail({ times: 6 }, failure)
    }
    await busy.phones.thanked(60)
    await server.fail('off')
    await expectAllAsBefore()
  }, 300_000)

  test('nobody confirms that an answer is stored: its sender is asked to come again, and is thanked then', async () => {
    await busy.phones.stop()
    const id = 'c0ffee'.padEnd(32, '0')
    await server.fail('alwaysOn', UNCONFIRMED_COMMIT)
    const refused = await busy.phones.send(id)
    expect([refused.status, Number(refused.headers.get('retry-after'))]).toEqual([503, 5])
    await server.fail('off')
    await untilAllSay(200)
    expect((await busy.phones.send(id)).status).toBe(303)
    busy.phones.acknowledged.add(id)
    await busy.expectNothingLost()
  })
})
