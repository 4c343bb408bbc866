import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { putCounter } from '../e2e/seed-counter.ts'
import { testDatabase, type TestDatabase } from '../fixtures/test-database.ts'
import { AppProcesses } from './app-processes.ts'
import { expectNothingLost } from './nothing-lost.ts'
import { Phones } from './phones.ts'
import { whereThereIs } from './where-there-is.ts'

/** All at one counter, so that every group of every process adds to the same tally cells. */
const PHONES = 60
const LEAST_ANSWERS = 3000
/** Of a hundred groups so many may be begun anew because another process was in the way. */
const MOST_RETRIES_IN_A_HUNDRED = 5

whereThereIs('TEST_MONGODB_URL', 'three app processes behind one port', (url) => {
  let place: TestDatabase
  beforeAll(async () => {
    place = testDatabase(url)
    const storage = await place.open()
    await putCounter(storage)
    await storage.close()
  })
  afterAll(() => place.remove())

  test('lose and double no answer under load, one being killed and started again, and are seldom in each other’s way', async () => {
    const apps = new AppProcesses(place.uri)
    await apps.start(3)
    const phones = new Phones(apps.url)
    await phones.start(PHONES)
    await phones.thanked(LEAST_ANSWERS / 3)
    await apps.replace(1)
    await phones.thanked((2 * LEAST_ANSWERS) / 3)
    await phones.stop()
    expect(await apps.stop()).toEqual([0, 0, 0])

    const storage = await place.open()
    await expectNothingLost(storage, phones)
    await storage.close()
    const { writes, retries } = apps.transactions()
    const inAHundred = (100 * retries) / writes
    console.log(
      `${phones.acknowledged.size} answers in ${writes} transactions, ${retries} begun anew (${inAHundred.toFixed(2)} in a hundred)`,
    )
    expect(inAHundred).toBeLessThan(MOST_RETRIES_IN_A_HUNDRED)
  }, 180_000)
})
