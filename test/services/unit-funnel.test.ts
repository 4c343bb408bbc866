import { describe, expect, test } from '@jest/globals'
import { InvalidInputError } from '../../server/domain/errors.ts'
import type { Target } from '../../server/domain/target.ts'
import { hiddenFigure, shownFigure } from '../../server/services/shown-figure.ts'
import type { UnitScope } from '../../server/services/unit-answers.ts'
import type { ComparedUnit, UnitComparison } from '../../server/services/unit-comparison.ts'
import { unitFunnel } from '../../server/services/unit-funnel.ts'
import { anAgency } from '../fixtures/agency.ts'
import { aShare } from '../fixtures/share.ts'
import { aTarget } from '../fixtures/target.ts'

/** One unit with so many satisfied of so many people; with few it is hidden. */
function aUnit(
  code: string,
  [satisfied, given]: readonly [number, number],
  target: Target | null = aTarget(),
): ComparedUnit {
  const figure = aShare(satisfied, given)
  const shown = shownFigure(figure, { target: null, least: 5 })
  return {
    ...{ agency: anAgency(code), shown, target, responses: given, flagged: 0, standing: null },
    tested: shown.hidden === null ? figure : null,
    population: { count: null, why: 'none' },
    change: { former: hiddenFigure(0, 'no-answers'), difference: null, adjusted: null, isSignificant: null, why: null },
  }
}

function aComparison(units: readonly ComparedUnit[], method: UnitScope['method'] = 'index.pooled'): UnitComparison {
  return { units, scope: { method } } as UnitComparison
}

const FEW = [aUnit('low', [300, 400]), aUnit('like', [374, 400]), aUnit('full', [20, 20]), aUnit('hidden', [3, 3])]
/** Of 400 people who answered alike a unit is worth 399, of 20 who are all satisfied 20. */
const MEAN = (75 * 399 + 93.5 * 399 + 100 * 20) / 818
const problemsOf = (ask: () => unknown): unknown => {
  try {
    return ask()
  } catch (error) {
    return error instanceof InvalidInputError ? error.problems : error
  }
}

describe('a funnel plot of units', () => {
  test('lies around the target that all of them have, and leaves out who is hidden', () => {
    const { centre, target, units, dispersion, prior } = unitFunnel(aComparison(FEW), null)
    expect([centre, target?.threshold, dispersion]).toEqual([{ kind: 'target', points: 95 }, '95', null])
    expect(units.map(({ placed }) => placed?.place ?? null)).toEqual(['below outer', 'within', 'within', null])
    expect(units.map(({ shrunken }) => shrunken === null)).toEqual([false, false, false, true])
    expect(prior?.mean).toBeCloseTo(MEAN, 6)
  })

  test('lies around the mean where that is asked for, or where targets differ or one has none', () => {
    const mean = { kind: 'mean', points: expect.closeTo(MEAN, 6) }
    expect(unitFunnel(aComparison(FEW), 'mean').centre).toEqual(mean)
    const [first, ...others] = FEW
    if (!first) throw new Error('no unit')
    for (const target of [null, aTarget({ threshold: '90' })]) {
      const comparison = aComparison([{ ...first, target }, ...others])
      expect(unitFunnel(comparison, null).centre).toEqual(mean)
      expect(problemsOf(() => unitFunnel(comparison, 'target'))).toEqual([
        { where: 'centre', message: 'funnel:error-no-target' },
      ])
    }
  })

  test('asks nothing of the target of a unit that is hidden', () => {
    const comparison = aComparison([...FEW.slice(0, 3), aUnit('hidden', [3, 3], null)])
    expect(unitFunnel(comparison, null).centre?.kind).toBe('target')
  })

  test('is widened additively for over-dispersion from ten units on', () => {
    const spread = [300, 320, 340, 350, 360, 365, 370, 380, 390, 399]
    const units = spread.map((satisfied, i) => aUnit(`u${i}`, [satisfied, 400]))
    const wide = unitFunnel(aComparison(units), null)
    expect(wide.dispersion?.units).toBe(10)
    const few = unitFunnel(aComparison(units.slice(1)), null)
    expect(few.dispersion).toBeNull()
    const lower = ({ units: [, second] }: typeof wide): number => second?.placed?.limits.inner.lower ?? 0
    expect(lower(wide)).toBeLessThan(few.units[0]?.placed?.limits.inner.lower ?? 0)
    expect(wide.units.filter(({ placed }) => placed?.place === 'below outer')).toEqual([])
  })

  test('has nothing to draw where all are hidden or there is none', () => {
    for (const units of [[], [aUnit('hidden', [3, 3])]]) {
      const found = unitFunnel(aComparison(units), 'target')
      expect([found.centre, found.curve, found.prior]).toEqual([null, [], null])
      expect(found.units).toHaveLength(units.length)
    }
  })

  test('cannot be had of scores', () => {
    const refused = [{ where: 'method', message: 'funnel:error-score' }]
    expect(problemsOf(() => unitFunnel(aComparison(FEW, 'score.percent-of-5'), null))).toEqual(refused)
    expect(problemsOf(() => unitFunnel(aComparison([], 'score.percent-of-range'), 'mean'))).toEqual(refused)
  })
})
