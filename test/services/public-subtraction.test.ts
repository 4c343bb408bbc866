import { expect, test } from '@jest/globals'
import { Directory } from '../../server/domain/directory.ts'
import type { Agency } from '../../server/domain/agency.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { LEAST_IN_PUBLIC } from '../../server/services/public-service.ts'
import { PUBLIC_PERIODS } from '../../server/services/public-periods.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { randomNumbers } from '../fixtures/random-numbers.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

/** The first month of each of the quarters that are published at 23 November 2026, and their numbers. */
const QUARTERS = [
  ['2025-10', 223],
  ['2026-01', 224],
  ['2026-04', 225],
  ['2026-07', 226],
] as const

/** Answers of one agency's own counters in one quarter: the least that any page could tell apart. */
interface Atom {
  readonly agency: string
  readonly quarter: number
  readonly answers: readonly SurveyResponse[]
}

/** What a page published of which atoms, told by the name of the page. */
interface Release {
  readonly page: string
  readonly holds: (atom: Atom) => boolean
}

/**
 * What can be worked out from all pages together: sums over atoms that the same pages hold. Whatever is added to and
 * subtracted from what was published gives all atoms of such a group the same weight, so none of them comes apart.
 */
function groups(atoms: readonly Atom[], releases: readonly Release[]): readonly (readonly SurveyResponse[])[] {
  const pagesOf = (atom: Atom): string =>
    releases
      .filter(({ holds }) => holds(atom))
      .map(({ page }) => page)
      .join()
  return [...Map.groupBy(atoms, pagesOf)]
    .filter(([pages]) => pages !== '')
    .map(([, of]) => of.flatMap(({ answers }) => answers))
}

const isNoneOrMany = (count: number): boolean => count === 0 || count >= LEAST_IN_PUBLIC
const factorsAnswered = (of: readonly SurveyResponse[]): readonly number[] =>
  [0, 1, 2, 3, 4].map((at) => of.filter(({ answers }) => answers[at] !== '0').length)
const flaggedAndNot = (of: readonly SurveyResponse[]): readonly number[] => {
  const flagged = of.filter(({ flags }) => flags.length > 0).length
  return [flagged, of.length - flagged]
}

test.each([1, 2, 3, 4, 5, 6])(
  'no sum or difference of all public pages is of a few people (province %i)',
  async (seed) => {
    const random = randomNumbers(seed)
    const below = (limit: number): number => Math.floor(random() * limit)
    const agencies: Agency[] = [anAgency('a0', { level: 'province' })]
    for (let i = 1; i < 14; i++) agencies.push(anAgency(`a${i}`, { parent: `a${below(Math.min(i, 5))}` }))
    const platform = await openPlatform({
      directory: { agencies, points: agencies.map(({ code }) => aServicePoint(`${code}-01`, code)) },
    })
    const atoms = agencies.flatMap(({ code }): Atom[] =>
      QUARTERS.map(([month, quarter]) => {
        const plain = answersAt(code, [0, below(12), 20 + below(25), 40 + below(80)][below(4)] ?? 0, { month })
        const last = answersAt(code, [0, below(6), 30 + below(10)][below(3)] ?? 0, { month, answers: '454554' })
        const flagged = answersAt(code, [0, 0, below(8), 30 + below(20)][below(4)] ?? 0, { month, flags: ['burst'] })
        return { agency: code, quarter, answers: [...plain, ...last, ...flagged] }
      }),
    )
    await record(
      platform,
      atoms.flatMap(({ answers }) => answers),
    )

    const directory = new Directory({ agencies, points: [], codes: [], fields: [], targets: [] })
    const index: Release[] = []
    const factors: Release[] = []
    const flags: Release[] = []
    let hidden = 0
    for (const { code } of agencies) {
      for (const period of PUBLIC_PERIODS) {
        const figures = await platform.services.published.ofAgency(code, period)
        if (figures.index.hidden) {
          hidden++
          continue
        }
        const { counted } = figures
        const release: Release = {
          page: `${code} ${period}`,
          holds: ({ agency, quarter }) => counted.includes(quarter) && directory.isWithin(agency, code),
        }
        const held = atoms.filter(release.holds).flatMap(({ answers }) => answers)
        expect(figures.index.n).toBe(held.length)
        index.push(release)
        if (figures.factors) factors.push(release)
        if (figures.flagged) flags.push(release)
      }
    }
    await platform.close()

    expect(index.length).toBeGreaterThan(5)
    expect(hidden).toBeGreaterThan(0)
    expect(groups(atoms, index).filter((of) => !isNoneOrMany(of.length))).toEqual([])
    expect(groups(atoms, factors).filter((of) => !factorsAnswered(of).every(isNoneOrMany))).toEqual([])
    expect(groups(atoms, flags).filter((of) => !flaggedAndNot(of).every(isNoneOrMany))).toEqual([])
  },
)
