import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { figureOf } from '../../scoring/figure-of.ts'
import type { Figure } from '../../scoring/figure.ts'
import { parseDecimal } from '../../scoring/fraction.ts'
import { leastFurther } from '../../scoring/least-further.ts'
import { leastWhole } from '../../scoring/least-whole.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { tQuantile } from '../../scoring/quantiles.ts'
import { sampleToSettle } from '../../scoring/sample-to-settle.ts'
import { shareInterval } from '../../scoring/share-interval.ts'
import { silentBounds } from '../../scoring/silent-bounds.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { tallyOf } from '../../scoring/tally-of.ts'
import { verdict } from '../../scoring/verdict.ts'

const share = (yes: number, given: number, population?: number): Figure =>
  figureOf(singleEstimate(yes, given), population)
const target = (percent: string) => parseDecimal(percent)

describe('reading', () => {
  test('is reached at exactly the target', () => {
    expect(verdict(share(19, 20), target('95')).reading).toBe('reached')
    expect(verdict(share(925, 1000), target('92.5')).reading).toBe('reached')
  })

  test('is not reached one answer below, where doubles cannot tell', () => {
    const figure = share(1, 2)
    const exact = { num: 95n * 10n ** 30n - 1n, den: 10n ** 32n }
    expect(verdict({ ...figure, exact }, target('95')).reading).toBe('not reached')
  })

  test('is unknown without answers, and so is all else', () => {
    expect(verdict(share(0, 0), target('95'))).toEqual({ reading: null, evidence: 'cannot tell yet', more: null })
  })
})

describe('evidence', () => {
  test('is met when the lower end is at the target', () => {
    const figure = { ...share(99, 100), lower: 95 }
    expect(verdict(figure, target('95')).evidence).toBe('met')
  })

  test('is not met when the upper end is below the target, but cannot be told when it is at the target', () => {
    expect(verdict({ ...share(90, 100), upper: 94.99 }, target('95')).evidence).toBe('not met')
    expect(verdict({ ...share(90, 100), upper: 95 }, target('95')).evidence).toBe('cannot tell yet')
  })

  test('cannot be told from one respondent', () => {
    expect(verdict(share(1, 1), target('95')).evidence).toBe('cannot tell yet')
    expect(verdict(share(0, 1), target('95')).evidence).toBe('cannot tell yet')
  })

  test('a target of 0 is always met, one of 100 never proved', () => {
    expect(verdict(share(0, 9), target('0')).evidence).toBe('met')
    expect(verdict(share(9, 9), target('100'))).toEqual({ reading: 'reached', evidence: 'cannot tell yet', more: null })
  })

  test('refuses a target outside 0 to 100 and a population below n', () => {
    expect(() => verdict(share(9, 9), target('100.1'))).toThrow(RangeError)
    expect(() => verdict(share(9, 9), { num: -1n, den: 1n })).toThrow(RangeError)
    expect(() => verdict(share(9, 9), { num: 1n, den: 0n })).toThrow(RangeError)
    expect(() => verdict(share(9, 9), target('95'), { population: 8 })).toThrow(RangeError)
    expect(() => verdict(share(9, 9), target('95'), { population: 9.5 })).toThrow(RangeError)
  })
})

describe('more', () => {
  test('counts the responses that a perfect score still needs: 72 in all', () => {
    for (const n of [1, 2, 5, 40, 71]) expect(verdict(share(n, n), target('95')).more).toBe(72 - n)
    expect(verdict(share(72, 72), target('95'))).toEqual({ reading: 'reached', evidence: 'met', more: 0 })
  })

  test('is limited by the population', () => {
    expect(verdict(share(50, 50), target('95'), { population: 72 }).more).toBe(22)
    expect(verdict(share(50, 50), target('95'), { population: 71 }).more).toBeNull()
    expect(verdict(share(50, 50), target('95'), { population: 50 }).more).toBeNull()
  })

  test('is null above a thousand million, at the target, and where the spread is not known', () => {
    expect(verdict(share(950_001, 1_000_000), target('95')).more).toBeNull()
    expect(verdict(share(19, 20), target('95')).more).toBeNull()
    const halfway = methodFigure(
      'index.pooled',
      tallyOf(
        [
          { code: 'a', factor: 'A' },
          { code: 'b', factor: 'A' },
        ],
        [[5, 1]],
      ),
    )
    expect(verdict(halfway, target('95')).more).toBeNull()
    const one = methodFigure('score.percent-of-5', tallyOf([{ code: 'a', factor: 'A' }], [[4]]))
    expect(verdict(one, target('95')).more).toBeNull()
  })

  test('finds large numbers', () => {
    const figure = share(950_100, 1_000_000)
    const more = verdict(figure, target('95')).more ?? 0
    expect(more).toBeGreaterThan(17_000_000)
    const after = (k: number) => shareInterval(figure.exact ?? { num: 0n, den: 1n }, 999_999 * (1 + k / 1e6))
    expect(after(more).lower).toBeGreaterThanOrEqual(95)
    expect(after(more - 1).lower).toBeLessThan(95)
  })

  test('is the least number that settles, for shares', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(300), fc.integer({ min: 0, max: 200 }), (n, y, half) => {
        const figure = share(Math.min(y, n), n)
        const goal = target(String(half / 2))
        const { more } = verdict(figure, goal)
        if (more === null || more === 0) return
        const { exact, effective } = figure
        if (!exact || effective === null) throw new Error('a share of two or more has both')
        const settles = (k: number): boolean => {
          const { lower, upper } = shareInterval(exact, (effective * (n + k)) / n)
          return lower >= half / 2 || upper < half / 2
        }
        expect(settles(more)).toBe(true)
        for (let k = 1; k <= 25; k++) expect(settles(Math.floor((more * k) / 26))).toBe(false)
        expect(settles(more - 1)).toBe(false)
        for (let k = 1; k <= 10; k++) expect(settles(more + k * k * k)).toBe(true)
      }),
    )
  })

  test('is the least number that settles, for scores', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 20, max: 100 }),
        (levels, goal) => {
          const tally = tallyOf(
            [{ code: 'a', factor: 'A' }],
            levels.map((level) => [level]),
          )
          const figure = methodFigure('score.percent-of-5', tally)
          const { more } = verdict(figure, target(String(goal)))
          if (more === null || more === 0 || figure.index === null || figure.variance === null) return
          const distance = Math.abs(figure.index - goal)
          const n = levels.length
          const reach = (k: number): number =>
            tQuantile(0.975, n + k - 1) * Math.sqrt(((figure.variance ?? 0) * n) / (n + k))
          expect(reach(more)).toBeLessThanOrEqual(distance + 1e-9)
          expect(reach(more - 1)).toBeGreaterThanOrEqual(distance - 1e-9)
        },
      ),
    )
  })

  test('an interval at a fixed share narrows with every answer more, which the search rests on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.double({ min: 0.05, max: 1e7, noNaN: true }), (part, size) => {
        const exact = { num: BigInt(part), den: 1000n }
        const before = shareInterval(exact, size)
        const after = shareInterval(exact, size * 1.01)
        expect(after.lower).toBeGreaterThanOrEqual(before.lower)
        expect(after.upper).toBeLessThanOrEqual(before.upper)
      }),
      { numRuns: 500 },
    )
  })

  test('counts a single contented respondent as one, and knows nothing of a single torn one', () => {
    expect(leastFurther(share(1, 1), target('95'))).toBe(71)
    expect(leastFurther(share(0, 1), target('95'))).toBe(1)
  })
})

describe('the search for the least whole number', () => {
  test('finds it from any guess', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double(),
        fc.integer({ min: 0, max: 5000 }),
        (least, guess, limit) => {
          fc.pre(!Number.isNaN(guess))
          expect(leastWhole((k) => k >= least, guess, limit)).toBe(least <= limit ? least : null)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('sample sizes that settle a target', () => {
  /** Wilson's interval at a share that need not be a whole count, for the published rules of thumb. */
  const wilson = (p: number, n: number): [number, number] => {
    const zz = 1.959963984540054 ** 2
    const middle = p + zz / (2 * n)
    const reach = Math.sqrt(zz * ((p * (1 - p)) / n + zz / (4 * n * n)))
    return [(middle - reach) / (1 + zz / n), (middle + reach) / (1 + zz / n)]
  }
  const leastWilson = (p: number, goal: number): number => {
    let n = 1
    while (wilson(p, n)[0] < goal) n++
    return n
  }

  test('by the score interval, 97 % of 385 lies between 94.8 and 98.3: the old sample cannot settle 95 %', () => {
    const [lower, upper] = wilson(0.97, 385)
    expect((100 * lower).toFixed(1)).toBe('94.8')
    expect((100 * upper).toFixed(1)).toBe('98.3')
    expect(verdict(share(374, 385), target('95')).evidence).toBe('cannot tell yet')
  })

  test('about 457 answers settle it at 97 %, about 1,825 at 96 %, 73 at a perfect score; the exact interval differs little', () => {
    expect([0.97, 0.96, 1].map((p) => leastWilson(p, 0.95))).toEqual([457, 1825, 73])
    const exact = [97n, 96n, 100n].map((num) => sampleToSettle({ num, den: 100n }, target('95')))
    expect(exact).toEqual([462, 1838, 72])
  })

  test('what the sample rule names is what the verdict of a criterion needs', () => {
    expect(verdict(share(97 * 462, 100 * 462), target('95')).evidence).toBe('met')
    const figure = (n: number, population?: number): Figure =>
      figureOf(
        { ...singleEstimate(97, 100), n, answers: n, squares: { num: 97n * 3n, den: 10000n * BigInt(n) } },
        population,
      )
    expect(verdict(figure(462), target('95')).evidence).toBe('met')
    expect(verdict(figure(461), target('95')).evidence).toBe('cannot tell yet')
    expect(verdict(figure(316, 1000), target('95')).evidence).toBe('met')
    expect(verdict(figure(315, 1000), target('95')).evidence).toBe('cannot tell yet')
  })

  test('a small population may not suffice, and a share at the target never does', () => {
    expect(sampleToSettle({ num: 951n, den: 1000n }, target('95'), 60)).toBeNull()
    expect(sampleToSettle({ num: 1n, den: 1n }, target('95'), 71)).toBeNull()
    expect(sampleToSettle({ num: 1n, den: 1n }, target('95'), 72)).toBe(72)
    expect(sampleToSettle({ num: 95n, den: 100n }, target('95'))).toBeNull()
    expect(sampleToSettle({ num: 0n, den: 1n }, target('95'))).toBe(2)
    expect(() => sampleToSettle({ num: 3n, den: 2n }, target('95'))).toThrow(RangeError)
    expect(() => sampleToSettle({ num: 1n, den: 2n }, target('101'))).toThrow(RangeError)
    expect(() => sampleToSettle({ num: 1n, den: 2n }, target('95'), 1.5)).toThrow(RangeError)
  })
})

describe('silent answers', () => {
  test('bound the index by what the silent could have said', () => {
    expect(silentBounds(share(90, 100), 400)).toEqual({ lower: 22.5, upper: 97.5 })
  })

  test('close upon the index when everybody answered', () => {
    expect(silentBounds(share(90, 100), 100)).toEqual({ lower: 90, upper: 90 })
  })

  test('are not told without answers or for scores, and not below n', () => {
    const score = methodFigure('score.percent-of-5', tallyOf([{ code: 'a', factor: 'A' }], [[4], [5]]))
    expect(silentBounds(share(0, 0), 10)).toBeNull()
    expect(silentBounds(score, 10)).toBeNull()
    expect(() => silentBounds(share(3, 4), 3)).toThrow(RangeError)
    expect(() => silentBounds(share(3, 4), 4.5)).toThrow(RangeError)
  })
})
