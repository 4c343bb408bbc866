import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { testDatabase } from '../fixtures/test-database.ts'
import { BusyPlatform } from './busy-platform.ts'
import { whereThereIs } from './where-there-is.ts'

/** All at one counter, so that every group of every process adds to the same tally cells. */
const COUNT = { apps: 3, phones: 60 }
const ANSWERS = 3000
/** Of a hundred groups so many may be begun anew because another process was in the way. */
const MOST_RETRIES_IN_A_HUNDRED = 5
const APP_KILLS = 3

whereThereIs('TEST_MONGODB_URL', 'three app processes behind one port, busy at one counter', (url) => {
  let busy: BusyPlatform
  beforeEach(async () => {
    busy = await BusyPlatform.start(testDatabase(url), COUNT)
  }, 120_000)
  afterEach(async () => {
    await busy.stop()
  })

  test('lose and double no answer, and are seldom in each other’s way', async () => {
    await busy.phones.thanked(ANSWERS)
    await busy.expectNothingLost()
    expect(await busy.stop()).toEqual([0, 0, 0])
    const { writes, retries } = busy.apps.transactions()
    const inAHundred = (100 * retries) / writes
    console.log(
      `${busy.phones.acknowledged.size} answers in ${writes} transactions, ${retries} begun anew (${inAHundred.toFixed(2)} in a hundred)`,
    )
    expect(inAHundred).toBeLessThan(MOST_RETRIES_IN_A_HUNDRED)
  }, 300_000)

  test('lose and double no answer, while one after the other is killed and started again', async () => {
    for (let kill = 0; kill < APP_KILLS; kill++) {
      await busy.phones.thanked(200)
      await busy.apps.replace(kill)
    }
    await busy.phones.thanked(200)
    await busy.expectNothingLost()
    expect(await busy.stop()).toEqual([0, 0, 0])
  }, 300_000)
})
