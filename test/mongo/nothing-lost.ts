import { expect } from '@jest/globals'
import { RESPONSES } from '../../scoring/tally.ts'
import type { Storage } from '../../server/storage/port.ts'
import { cellsOf } from '../storage/contract/reading.ts'
import type { Phones } from './phones.ts'

const AGENCY = 'xa-an-binh'

/** Expects every form that was thanked for in the store, once, nothing else, and tallies that equal a recount. */
export async function expectNothingLost(storage: Storage, phones: Phones): Promise<void> {
  const stored: string[] = []
  for await (const batch of storage.responses.stream({ agency: AGENCY, from: 0, to: 10_000_000 })) {
    stored.push(...batch.map(({ id }) => id))
  }
  expect(phones.unexpected).toEqual([])
  expect(new Set(stored).size).toBe(stored.length)
  expect([...phones.acknowledged].filter((id) => !stored.includes(id))).toEqual([])
  expect(new Set(stored)).toEqual(new Set([...phones.acknowledged, ...phones.unsettled]))
  expect(await storage.tallies.recount({ repair: false })).toMatchObject({ responses: stored.length, differing: [] })
  const cells = (await cellsOf(storage, [AGENCY])).filter(({ cut }) => cut === 'channel')
  expect(cells.reduce((sum, { tally }) => sum + (tally.sums[RESPONSES] ?? 0), 0)).toBe(stored.length)
}
