import { describe, expect, test } from '@jest/globals'
import type { TransactionCut, TransactionScope, TransactionSum } from '../../../server/storage/port.ts'
import { aTransactionCount } from '../../fixtures/transaction-count.ts'
import { type MakePlace, useStore } from './store-place.ts'

const SCOPE: TransactionScope = { agencies: ['a', 'b'], from: 600, to: 700 }

export function transactionContract(makePlace: MakePlace): void {
  describe('transactions', () => {
    const store = useStore(makePlace)
    const put = (...counts: Parameters<typeof aTransactionCount>[0][]) =>
      store.get().transactions.put(counts.map((over) => aTransactionCount({ agency: 'a', ...over })))
    const sums = async (scope: Partial<TransactionScope> = {}, ...by: TransactionCut[]) =>
      sorted(await store.get().transactions.sums({ ...SCOPE, ...scope }, by))

    test('are none at first', async () => {
      expect(await sums()).toEqual([])
      await put()
      expect(await sums()).toEqual([])
    })

    test('are summed over points and fields, except where they are told apart', async () => {
      await put(
        { point: 'p', field: 'f', count: 1 },
        { point: 'p', field: 'g', count: 2 },
        { point: 'q', field: 'f', count: 4 },
        { agency: 'b', point: 'r', field: 'f', count: 8 },
      )
      const sum = (agency: string, point: string | null, field: string | null, count: number): TransactionSum => {
        return { agency, point, field, step: 'return', month: 682, count }
      }
      expect(await sums()).toEqual([sum('a', null, null, 7), sum('b', null, null, 8)])
      expect(await sums({}, 'point')).toEqual([sum('a', 'p', null, 3), sum('a', 'q', null, 4), sum('b', 'r', null, 8)])
      expect(await sums({}, 'field')).toEqual([sum('a', null, 'f', 5), sum('a', null, 'g', 2), sum('b', null, 'f', 8)])
      expect(await sums({}, 'field', 'point')).toEqual([
        sum('a', 'p', 'f', 1),
        sum('a', 'p', 'g', 2),
        sum('a', 'q', 'f', 4),
        sum('b', 'r', 'f', 8),
      ])
    })

    test('are those of the agencies, from the first month on and before the last, by month and step', async () => {
      await put(
        { month: 599 },
        { month: 600, count: 1 },
        { month: 600, step: 'submission', count: 2 },
        { month: 699, count: 0 },
        { month: 700 },
        { agency: 'elsewhere', point: 'x', month: 650 },
      )
      const found = (await sums()).map(({ month, step, count }) => [month, step, count])
      expect(found).toEqual([
        [600, 'return', 1],
        [600, 'submission', 2],
        [699, 'return', 0],
      ])
      expect((await sums({ step: 'submission' })).map(({ count }) => count)).toEqual([2])
      expect(await sums({ agencies: [] })).toEqual([])
      expect(await sums({ agencies: ['a', 'a'], step: 'submission' })).toHaveLength(1)
    })

    test('take the place of those with the same point, field, step and month, whichever agency had it', async () => {
      await put({ point: 'p', count: 5 }, { point: 'q', count: 7 })
      await put({ point: 'p', count: 6 }, { point: 'q', agency: 'b', count: 8 }, { point: 'q', month: 683, count: 1 })
      const found = (await sums({}, 'point')).map(({ agency, point, month, count }) => [agency, point, month, count])
      expect(found).toEqual([
        ['a', 'p', 682, 6],
        ['a', 'q', 683, 1],
        ['b', 'q', 682, 8],
      ])
    })

    test('of a group are put in order: the last of two with one key stays', async () => {
      await put({ count: 5 }, { count: 6 })
      expect((await sums()).map(({ count }) => count)).toEqual([6])
    })

    test('are put all or not at all', async () => {
      await expect(put({ point: 'p' }, { point: 'q', count: -1 })).rejects.toThrow()
      expect(await sums()).toEqual([])
    })

    test('are seen by another process and after a restart', async () => {
      const other = await store.another()
      await put({ count: 5 })
      expect(await other.transactions.sums(SCOPE, [])).toMatchObject([{ count: 5 }])
      await store.restart()
      expect(await sums()).toMatchObject([{ count: 5 }])
    })
  })
}

function sorted(sums: readonly TransactionSum[]): TransactionSum[] {
  const key = ({ agency, month, step, point, field }: TransactionSum) => [agency, month, step, point, field].join(' ')
  return sums.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}
