import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { KeptTransactions } from '../../server/services/kept-transactions.ts'
import type { Storage, TransactionScope } from '../../server/storage/port.ts'
import { aTransactionCount } from '../fixtures/transaction-count.ts'
import { openTestStore } from '../fixtures/test-store.ts'

const MONTHS = { from: 680, to: 683 }
const MINUTE = 60_000

let storage: Storage
/** What was asked of the store, in order. */
let asked: TransactionScope[]
let time: number
let kept: KeptTransactions
beforeEach(async () => {
  storage = await openTestStore()
  asked = []
  time = Date.parse('2026-11-23T01:00:00Z')
  const { transactions } = storage
  const sums: typeof transactions.sums = (scope, by) => {
    asked.push(scope)
    return transactions.sums(scope, by)
  }
  kept = new KeptTransactions({
    storage: { transactions: { put: (counts) => transactions.put(counts), sums } },
    now: () => new Date(time),
  })
})
afterEach(() => storage.close())

async function total(agencies = ['my-loc', 'tan-an'], months = MONTHS): Promise<number> {
  return (await kept.sums(agencies, months, 'return', [])).reduce((all, { count }) => all + count, 0)
}

test('counts of agencies and months that were read before are not read again, whatever is asked beside them', async () => {
  await storage.transactions.put([
    aTransactionCount({ month: 680, count: 3 }),
    aTransactionCount({ month: 682, count: 4 }),
    aTransactionCount({ agency: 'tan-an', point: 'tan-an-01', month: 681, count: 50 }),
  ])
  expect(await total()).toBe(57)
  expect(await total(['my-loc'])).toBe(7)
  expect(await total(['tan-an'], { from: 681, to: 682 })).toBe(50)
  expect(asked).toHaveLength(1)
  await total(['my-loc'], { from: 679, to: 683 })
  expect(asked.slice(1)).toMatchObject([{ agencies: ['my-loc'], from: 679, to: 680 }])
})

test('counts are told apart by field, and by step', async () => {
  await storage.transactions.put([
    aTransactionCount({ field: 'dat-dai', count: 3, month: 680 }),
    aTransactionCount({ field: 'ho-tich', count: 4, month: 680 }),
    aTransactionCount({ field: 'ho-tich', count: 9, month: 680, step: 'submission' }),
  ])
  const fields = await kept.sums(['my-loc'], MONTHS, 'return', ['field'])
  expect(fields.map(({ field, count }) => [field, count]).sort()).toEqual([
    ['dat-dai', 3],
    ['ho-tich', 4],
  ])
  expect(await total()).toBe(7)
})

test('a count that was imported shows a minute later on the next page, and at once after ten', async () => {
  await storage.transactions.put([aTransactionCount({ month: 680, count: 3 })])
  expect(await total()).toBe(3)
  await storage.transactions.put([aTransactionCount({ month: 680, count: 5 })])
  time += MINUTE - 1
  expect([await total(), asked.length]).toEqual([3, 1])
  time += 1
  expect(await total()).toBe(3)
  // What is read next waits its turn behind the renewal.
  await total(['other'])
  expect(await total()).toBe(5)
  await storage.transactions.put([aTransactionCount({ month: 680, count: 8 })])
  time += 10 * MINUTE
  expect(await total()).toBe(8)
})
