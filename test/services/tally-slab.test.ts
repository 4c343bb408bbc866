import { expect, test } from '@jest/globals'
import { countResponse, tallyShape } from '../../scoring/tally.ts'
import { TallySlab } from '../../server/services/tally-slab.ts'

test('tallies that share memory share no numbers, whatever their shapes', () => {
  const slab = new TallySlab()
  const one = tallyShape([{ code: 'F1.1', factor: 'F1' }])
  const two = tallyShape(['F1', 'F2'].map((factor) => ({ code: `${factor}.1`, factor })))
  const tallies = Array.from({ length: 100 }, (_, i) => slab.take(i % 3 === 0 ? two : one))
  for (const [i, tally] of tallies.entries()) {
    expect(tally.sums).toHaveLength(tally.shape.length)
    expect([...tally.sums].every((sum) => sum === 0)).toBe(true)
    for (let times = 0; times <= i; times++) countResponse(tally, i % 3 === 0 ? [4, 5] : [4], 0)
  }
  expect(tallies.map(({ sums }) => sums[0])).toEqual(tallies.map((_, i) => i + 1))
})
