import { describe, expect, test } from '@jest/globals'
import betaQuantileOfLibrary from '@stdlib/stats-base-dists-beta-quantile'
import tQuantileOfLibrary from '@stdlib/stats-base-dists-t-quantile'
import { incompleteBeta } from '../../scoring/incomplete-beta.ts'
import { betaQuantile, tQuantile } from '../../scoring/quantiles.ts'
import { randomNumbers } from '../fixtures/random-numbers.ts'

const random = randomNumbers(7)
const between = (least: number, most: number): number => least * (most / least) ** random()

/** Shares near 0 and 1 and in the middle, at sizes from a handful to a hundred thousand, with the bounds of their intervals. */
const asked = Array.from({ length: 4000 }, (_, i) => {
  const size = between(1, 100_000)
  const share = i % 2 === 0 ? random() : between(1e-4, 1)
  const [hits, misses] = [size * share, size * (1 - share)]
  return i % 4 < 2 ? ([0.025, hits, misses + 1] as const) : ([0.975, hits + 1, misses] as const)
})

describe('the quantile that is searched for', () => {
  test('is the one that the library finds, to 1e-13', () => {
    for (const [p, a, b] of asked) {
      expect(Math.abs(betaQuantile(p, a, b) - betaQuantileOfLibrary(p, a, b))).toBeLessThan(1e-13)
    }
  })

  test.each([1e-6, 0.001, 0.025, 0.5, 0.9, 0.999])('leaves %f of the distribution below it', (p) => {
    for (const [, a, b] of asked.slice(0, 500)) {
      const share = betaQuantile(p, a, b)
      if (!(share > 1e-9 && share < 1 - 1e-9)) continue
      expect(Math.abs(incompleteBeta(share, 1 - share, a, b).below / p - 1)).toBeLessThan(1e-7)
    }
  })
})

test('the quantile of t that is expanded is the one that the library finds, to 1e-13 of itself', () => {
  for (const freedom of [999, 999.5, 1000, 1001, 1499.5, 3000, 20_000, 1e6]) {
    expect(Math.abs(tQuantile(0.975, freedom) / tQuantileOfLibrary(0.975, freedom) - 1)).toBeLessThan(1e-13)
  }
})

describe('the incomplete beta function', () => {
  test('is exact where it can be had by hand', () => {
    for (const x of [0.01, 0.3, 0.5, 0.95]) {
      const { below, density } = incompleteBeta(x, 1 - x, 3, 1)
      expect(below).toBeCloseTo(x ** 3, 13)
      expect(density).toBeCloseTo(3 * x ** 2, 12)
    }
    expect(incompleteBeta(0.2, 0.8, 2, 3).below).toBeCloseTo(0.1808, 14)
  })

  test('is symmetrical, and rises by its density', () => {
    for (const [, a, b] of asked.filter(([, a, b]) => Math.min(a, b) >= 1).slice(0, 500)) {
      const mean = a / (a + b)
      const deviation = Math.sqrt((mean * (1 - mean)) / (a + b + 1))
      const x = mean + (random() - 0.5) * deviation
      const [at, next] = [x, x + 1e-4 * deviation].map((share) => incompleteBeta(share, 1 - share, a, b))
      const { below, density } = incompleteBeta(1 - x, x, b, a)
      expect(Math.abs((at?.below ?? 0) + below - 1)).toBeLessThan(1e-12)
      expect(Math.abs((at?.density ?? 0) / density - 1)).toBeLessThan(1e-9)
      const risen = ((next?.below ?? 0) - (at?.below ?? 0)) / (1e-4 * deviation)
      expect(Math.abs(risen / density - 1)).toBeLessThan(1e-3)
    }
  })
})
