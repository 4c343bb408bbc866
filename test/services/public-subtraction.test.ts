import { expect, test } from '@jest/globals'
import { Directory } from '../../server/domain/directory.ts'
import type { Agency } from '../../server/domain/agency.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { criteriaOf, questionnaireId } from '../../server/domain/questionnaire.ts'
import { seriesId } from '../../server/services/open-data-rows.ts'
import { LEAST_IN_PUBLIC } from '../../server/services/public-service.ts'
import { isoQuarter, PUBLIC_PERIODS } from '../../server/services/public-periods.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openDataLines } from '../fixtures/open-data.ts'
import { openPlatform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { randomNumbers } from '../fixtures/random-numbers.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

/**
 * The first month of each of the quarters that are published at 23 November 2026, and their numbers. No page has the
 * first any more, and the open data has it still.
 */
const QUARTERS = [
  ['2025-04', 221],
  ['2025-10', 223],
  ['2026-01', 224],
  ['2026-04', 225],
  ['2026-07', 226],
] as const

/** Answers to one questionnaire at one agency's own counters in one quarter: the least that any page could tell apart. */
interface Atom {
  readonly agency: string
  readonly quarter: number
  readonly series: string
  readonly answers: readonly SurveyResponse[]
}

/** What a page, or a row of the open data, published of which atoms, told by its name. */
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

const FACTORS = ['F1', 'F2', 'F3', 'F4', 'F5']
/** Answers to the full form: to all of it, and to all but its last factor. */
const WHOLE = '4'.repeat(20)
const PART = `${'4'.repeat(16)}---4`
const isNoneOrMany = (count: number): boolean => count === 0 || count >= LEAST_IN_PUBLIC
/** How many of some responses tell something of each factor; the criteria of a questionnaire are given by their factors. */
const factorsAnswered = (of: readonly SurveyResponse[], criteria: ReadonlyMap<string, readonly string[]>) =>
  FACTORS.map((factor) => {
    const tells = ({ questionnaire, answers }: SurveyResponse): boolean =>
      criteria.get(questionnaire)?.some((one, at) => one === factor && /[1-5]/.test(answers[at] ?? '')) === true
    return of.filter(tells).length
  })
const flaggedAndNot = (of: readonly SurveyResponse[]): readonly number[] => {
  const flagged = of.filter(({ flags }) => flags.length > 0).length
  return [flagged, of.length - flagged]
}

test.each([1, 2, 3, 4, 5, 6])(
  'no sum or difference of all public pages and open data is of a few people (province %i)',
  async (seed) => {
    const random = randomNumbers(seed)
    const below = (limit: number): number => Math.floor(random() * limit)
    const agencies: Agency[] = [anAgency('a0', { level: 'province' })]
    for (let i = 1; i < 14; i++) agencies.push(anAgency(`a${i}`, { parent: `a${below(Math.min(i, 5))}` }))
    const platform = await openPlatform({
      directory: { agencies, points: agencies.map(({ code }) => aServicePoint(`${code}-01`, code)) },
    })
    const atoms = agencies.flatMap(({ code: agency }): Atom[] =>
      QUARTERS.flatMap(([month, quarter]): Atom[] => {
        const plain = answersAt(agency, [0, below(12), 20 + below(25), 40 + below(80)][below(4)] ?? 0, { month })
        const last = answersAt(agency, [0, below(6), 30 + below(10)][below(3)] ?? 0, { month, answers: '454554' })
        const flagged = answersAt(agency, [0, 0, below(8), 30 + below(20)][below(4)] ?? 0, { month, flags: ['burst'] })
        const full = { month, questionnaire: 'full/1', facts: '000000' }
        const whole = answersAt(agency, [0, 0, below(9), 30 + below(30)][below(4)] ?? 0, { ...full, answers: WHOLE })
        const part = answersAt(agency, [0, below(5), 30 + below(9)][below(3)] ?? 0, { ...full, answers: PART })
        return [
          { agency, quarter, series: 'counter/1', answers: [...plain, ...last, ...flagged] },
          { agency, quarter, series: 'full/1', answers: [...whole, ...part] },
        ]
      }),
    )
    await record(
      platform,
      atoms.flatMap(({ answers }) => answers),
    )

    const directory = new Directory({ agencies, points: [], codes: [], fields: [], targets: [], references: [] })
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
        const { counted, series } = figures
        const release: Release = {
          page: `${code} ${period}`,
          holds: (atom) =>
            series !== null &&
            atom.series === seriesId(series) &&
            counted.includes(atom.quarter) &&
            directory.isWithin(atom.agency, code),
        }
        const held = atoms.filter(release.holds).flatMap(({ answers }) => answers)
        expect(figures.index.n).toBe(held.length)
        index.push(release)
        if (figures.factors) factors.push(release)
        if (figures.flagged) flags.push(release)
      }
    }
    const pages = index.length
    for (const line of await openDataLines(platform)) {
      const { agency: code = '', quarter, series } = line
      if (line['hidden'] !== '') {
        hidden++
        continue
      }
      const release: Release = {
        page: `file ${code} ${quarter ?? ''} ${series ?? ''}`,
        holds: (atom) =>
          atom.series === series && isoQuarter(atom.quarter) === quarter && directory.isWithin(atom.agency, code),
      }
      expect(Number(line['respondents'])).toBe(atoms.filter(release.holds).flatMap(({ answers }) => answers).length)
      index.push(release)
      if (line['F1-hidden'] !== 'protected') factors.push(release)
      if (line['flagged'] !== '') flags.push(release)
    }
    const published = await platform.storage.questionnaires.all()
    const criteria = new Map(
      published.map((one) => [questionnaireId(one), criteriaOf(one).map(({ factor }) => factor)]),
    )
    await platform.close()

    expect(pages).toBeGreaterThan(5)
    expect(index.length - pages).toBeGreaterThan(10)
    expect(hidden).toBeGreaterThan(0)
    expect(groups(atoms, index).filter((of) => !isNoneOrMany(of.length))).toEqual([])
    expect(groups(atoms, factors).filter((of) => !factorsAnswered(of, criteria).every(isNoneOrMany))).toEqual([])
    expect(groups(atoms, flags).filter((of) => !flaggedAndNot(of).every(isNoneOrMany))).toEqual([])
  },
)
