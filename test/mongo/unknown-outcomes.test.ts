import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { StoreUnavailableError } from '../../server/domain/errors.ts'
import type { Storage } from '../../server/storage/port.ts'
import { anAccount } from '../fixtures/account.ts'
import { aComment } from '../fixtures/comment.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aSubmission } from '../fixtures/submission.ts'
import { emptiedDatabase, type TestDatabase } from '../fixtures/test-database.ts'
import { until } from './phones.ts'
import { LOST_COMMIT, TestServer, UNCONFIRMED_COMMIT } from './test-server.ts'
import { whereThereIs } from './where-there-is.ts'

/** More often than a commit is asked for again before its group is begun anew. */
const OFTEN = { times: 11 }

whereThereIs('TEST_MONGODB_SERVER', 'a commit that nobody confirms', (program) => {
  let server: TestServer
  let place: TestDatabase
  let storage: Storage

  beforeAll(async () => {
    server = await TestServer.start(program)
  })
  afterAll(() => server.remove())
  beforeEach(async () => {
    place = emptiedDatabase(server.url)
    storage = await place.open()
    await storage.questionnaires.publish(aQuestionnaire())
  })
  afterEach(async () => {
    await server.fail('off')
    await storage.close()
    await place.remove()
  })

  const expectOnce = async (responses: number): Promise<void> => {
    expect(await storage.responses.count()).toBe(responses)
    expect(await storage.tallies.recount({ repair: false })).toMatchObject({ responses, differing: [] })
  }

  test.each([
    ['was made', UNCONFIRMED_COMMIT],
    ['was not made', LOST_COMMIT],
  ])('is looked up, where it %s: each answer is stored once, and its sender hears so', async (_, failure) => {
    const [known, fresh] = [aSubmission(), aSubmission({}, aComment())]
    await storage.responses.record([known])
    await server.fail(OFTEN, failure)
    expect(await storage.responses.record([known, fresh, fresh])).toEqual(['known', 'stored', 'known'])
    await expectOnce(2)
    const scope = { agencies: ['my-loc'], from: 0, to: 30_000 }
    expect(await storage.comments.search(scope, { limit: 9, after: null })).toHaveLength(1)
  })

  test.each([
    ['was made', 'known', UNCONFIRMED_COMMIT],
    ['was not made', 'stored', LOST_COMMIT],
  ] as const)(
    'and cannot be looked up in time, where it %s: the answer is refused, and %s when it comes again',
    async (_, outcome, failure) => {
      const submission = aSubmission()
      await server.fail('alwaysOn', failure)
      await expect(storage.responses.record([submission])).rejects.toThrow(StoreUnavailableError)
      await server.fail('off')
      await untilUsable()
      expect(await storage.responses.record([submission])).toEqual([outcome])
      await expectOnce(1)
    },
  )

  test('of a change that cannot be looked up is told at once, and the change is not made twice', async () => {
    const account = anAccount()
    const link = { tokenHash: 'a'.repeat(64), accountId: account.id, expiresAt: new Date(0) }
    await server.fail(OFTEN, UNCONFIRMED_COMMIT)
    await expect(storage.accounts.add(account, link)).rejects.toThrow(StoreUnavailableError)
    await server.fail('off')
    await untilUsable()
    expect(await storage.accounts.all()).toEqual([account])
  })

  /** Work is refused for a moment after the database was away. */
  const untilUsable = (): Promise<void> =>
    until(() =>
      storage.ping().then(
        () => true,
        () => false,
      ),
    )
})
