import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { bandOf } from '../../scoring/band-of.ts'
import { figureOf } from '../../scoring/figure-of.ts'
import { parseDecimal } from '../../scoring/fraction.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { verdict } from '../../scoring/verdict.ts'

const thresholds = ['95', '90', '80'].map(parseDecimal)
const of = (yes: number, given: number) => bandOf(figureOf(singleEstimate(yes, given)), thresholds)

describe('a band', () => {
  test('begins at its threshold, without rounding', () => {
    expect(of(19_000, 20_000)?.place).toBe(0)
    expect(of(18_999, 20_000)?.place).toBe(1)
    expect(of(16_000, 20_000)?.place).toBe(2)
    expect(of(15_999, 20_000)?.place).toBe(3)
    expect(of(0, 20_000)).toEqual({ place: 3, isCertain: true })
  })

  test('is not certain where the interval reaches into the one above or below', () => {
    expect(of(9_250, 10_000)).toEqual({ place: 1, isCertain: true })
    expect(of(37, 40)).toEqual({ place: 1, isCertain: false })
    expect(of(9_001, 10_000)).toEqual({ place: 1, isCertain: false })
    expect(of(9_499, 10_000)).toEqual({ place: 1, isCertain: false })
  })

  test('is none without answers, and never certain without an interval', () => {
    expect(of(0, 0)).toBeNull()
    expect(of(1, 1)).toEqual({ place: 0, isCertain: false })
  })

  test('is certain just where the evidence against both of its ends is settled', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
        const figure = figureOf(singleEstimate(Math.round(given * share), given))
        const band = bandOf(figure, thresholds)
        const evidence = thresholds.map((threshold) => verdict(figure, threshold).evidence)
        const place = band?.place ?? -1
        const [above, below] = [evidence.slice(0, place), evidence.slice(place)]
        const isSettled = (above.at(-1) ?? 'not met') === 'not met' && (below[0] ?? 'met') === 'met'
        expect(band?.isCertain).toBe(isSettled)
      }),
    )
  })

  test('needs thresholds that fall, from 100 to 0', () => {
    const figure = figureOf(singleEstimate(1, 2))
    for (const wrong of [['90', '95'], ['90', '90'], ['100.1'], ['101', '90']]) {
      expect(() => bandOf(figure, wrong.map(parseDecimal))).toThrow(RangeError)
    }
    expect(bandOf(figure, [])).toEqual({ place: 0, isCertain: true })
  })
})
