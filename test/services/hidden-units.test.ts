import { describe, expect, test } from '@jest/globals'
import type { Agency } from '../../server/domain/agency.ts'
import { Directory, LINEAGES } from '../../server/domain/directory.ts'
import { HiddenUnits, type AnswersOfUnit } from '../../server/services/hidden-units.ts'
import { placeTree } from '../../server/services/place-tree.ts'
import { addUpRespondents } from '../../server/services/respondents.ts'
import { anAgency } from '../fixtures/agency.ts'
import { smallGroupsKnown } from '../fixtures/linear-sums.ts'
import { randomNumbers } from '../fixtures/random-numbers.ts'
import { aRandomProvince } from '../fixtures/random-province.ts'

const LEAST = 5
const FIELDS = ['dat-dai', 'ho-tich', 'chung-thuc'] as const

/** Respondents of one agency's own service points and one field, flagged or not: the least that pages tell apart. */
interface Group {
  readonly agency: string
  readonly field: string
  readonly isFlagged: boolean
  readonly people: number
}

describe('figures of agencies that are not hidden', () => {
  test.each(Array.from({ length: 60 }, (_, i) => i + 1))(
    'tell nothing of a few people, whatever is added and subtracted (province %i)',
    (seed) => {
      const random = randomNumbers(seed * 7919)
      const below = (bound: number): number => Math.floor(random() * bound)
      const agencies = withOddMergers(aRandomProvince(3 + below(9), below, 20_000), below)
      const groups = randomGroups(agencies, below)
      const { directory, hidden } = decided(agencies, groups)
      const figures = figuresOf(directory).filter((one) => groups.some((group) => counts(one, group)))
      const shown = figures.filter((one) => !hidden.isHidden(one))
      for (const one of shown) expect(peopleOf(one, groups)).toBeGreaterThanOrEqual(LEAST)
      expect(known(groups, shown)).toEqual([])
      // The proof would find something if only small figures were hidden.
      if (seed <= 3) {
        const large = figures.filter((one) => peopleOf(one, groups) >= LEAST)
        expect(known(groups, large)).not.toEqual([])
      }
    },
  )

  test('are all there are where nobody is few', () => {
    const agencies = aRandomProvince(12, () => 0, 20_000)
    const groups = agencies.flatMap(({ code: agency }) =>
      FIELDS.flatMap((field): Group[] => [
        { agency, field, isFlagged: false, people: 5 },
        { agency, field, isFlagged: true, people: 5 },
      ]),
    )
    const { directory, hidden } = decided(agencies, groups)
    expect(figuresOf(directory).filter((one) => hidden.isHidden(one))).toEqual([])
  })

  test('are missing beside a small agency for its smallest sibling alone', () => {
    const { hides } = ofChildren({ b: 90, c: 40, d: 3 })
    expect(hides('a')).toBe(false)
    expect(hides('b')).toBe(false)
    expect(hides('c')).toBe(true)
    expect(hides('d')).toBe(true)
  })

  test('are missing beside a few people at the counters of the agency above for its smallest part', () => {
    const { hides } = ofChildren({ a: 2, b: 90, c: 40 })
    expect(hides('a')).toBe(false)
    expect(hides('b')).toBe(false)
    expect(hides('c')).toBe(true)
  })

  test('are missing of the agency that a small one was merged into, as it was, and there as it is', () => {
    const agencies = [
      anAgency('tinh'),
      anAgency('moi', { parent: 'tinh' }),
      anAgency('cu', { parent: 'tinh', successor: 'moi', validTo: 20_000 }),
      anAgency('khac', { parent: 'tinh' }),
    ]
    const groups = Object.entries({ moi: 60, cu: 3, khac: 80 }).map(([agency, people]) => plain(agency, people))
    const { directory, hidden } = decided(agencies, groups)
    const hides = (code: string, view: (typeof LINEAGES)[number]): boolean =>
      hidden.isHidden({ agencies: lineage(directory, code, view), value: null, flagged: 'in' })
    expect(hides('moi', 'as-it-is')).toBe(false)
    expect(hides('moi', 'as-it-was')).toBe(true)
    expect(hides('cu', 'as-it-was')).toBe(true)
    expect(hides('khac', 'as-it-was')).toBe(false)
    expect(hides('tinh', 'as-it-was')).toBe(false)
  })

  test('are missing by field along both lines, four in all, of which the others have fewest people', () => {
    const [one, two, three] = FIELDS
    const agencies = [anAgency('a'), ...['b', 'c', 'd'].map((code) => anAgency(code, { parent: 'a' }))]
    const people = { b: [3, 30, 60], c: [40, 20, 70], d: [50, 90, 80] }
    const groups = Object.entries(people).flatMap(([agency, counts]) =>
      counts.map((count, i): Group => ({ agency, field: FIELDS[i] ?? one, isFlagged: false, people: count })),
    )
    const { hidden } = decided(agencies, groups)
    const hiddenOf = (code: string): readonly string[] =>
      FIELDS.filter((value) => hidden.isHidden({ agencies: [code], value, flagged: 'in' }))
    expect(hiddenOf('b')).toEqual([one, two])
    expect(hiddenOf('c')).toEqual([one, two])
    expect(hiddenOf('d')).toEqual([])
    const ofProvince = { agencies: ['a', 'b', 'c', 'd'], flagged: 'in' } as const
    expect([one, two, three].map((value) => hidden.isHidden({ ...ofProvince, value }))).toEqual([false, false, false])
  })

  test('are missing without flagged responses of the only other agency that has some', () => {
    const agencies = [anAgency('a'), ...['b', 'c', 'd'].map((code) => anAgency(code, { parent: 'a' }))]
    const flagged = (agency: string, people: number): Group => ({ ...plain(agency, people), isFlagged: true })
    const groups = [plain('b', 60), plain('c', 70), plain('d', 80), flagged('b', 3), flagged('c', 40)]
    const { hidden } = decided(agencies, groups)
    const hides = (agencies: readonly string[], flagged: 'in' | 'out'): boolean =>
      hidden.isHidden({ agencies, value: null, flagged })
    expect(['b', 'c', 'd'].map((code) => hides([code], 'in'))).toEqual([false, false, false])
    expect(['b', 'c', 'd'].map((code) => hides([code], 'out'))).toEqual([true, true, false])
    expect(hides(['a', 'b', 'c', 'd'], 'out')).toBe(false)
  })

  test('rest on enough people whose responses are not flagged', () => {
    const agencies = [anAgency('a'), ...['b', 'c'].map((code) => anAgency(code, { parent: 'a' }))]
    const groups = [plain('b', 4), { ...plain('b', 50), isFlagged: true }, plain('c', 60)]
    const { hidden } = decided(agencies, groups)
    expect(hidden.isHidden({ agencies: ['b'], value: null, flagged: 'in' })).toBe(true)
    expect(hidden.isHidden({ agencies: ['a', 'b', 'c'], value: null, flagged: 'in' })).toBe(false)
  })
})

/** Whatever an administrator may enter: agencies merged into those above and below them, and into each other. */
function withOddMergers(agencies: readonly Agency[], below: (bound: number) => number): readonly Agency[] {
  return agencies.map((agency) => {
    const successor = `a${below(agencies.length)}`
    return below(8) === 0 && successor !== agency.code ? { ...agency, successor } : agency
  })
}

function randomGroups(agencies: readonly Agency[], below: (bound: number) => number): readonly Group[] {
  const fields = FIELDS.slice(0, 1 + below(FIELDS.length))
  const isSparse = below(2) === 0
  return agencies.flatMap(({ code: agency }) =>
    fields.flatMap((field): Group[] => {
      const count = [0, below(6), below(12), isSparse ? 1 : 5 + below(40)][below(4)] ?? 0
      const flagged = [0, 0, below(4), below(12)][below(4)] ?? 0
      return [
        { agency, field, isFlagged: false, people: count },
        { agency, field, isFlagged: true, people: flagged },
      ].filter(({ people }) => people > 0)
    }),
  )
}

function decided(
  agencies: readonly Agency[],
  groups: readonly Group[],
): { readonly directory: Directory; readonly hidden: HiddenUnits } {
  const directory = new Directory({ agencies, points: [], codes: [], fields: [], targets: [], references: [] })
  const tree = placeTree(directory)
  const values = [...FIELDS]
  const respondents = groups.map((group) => {
    return { ...group, parts: [{ place: values.findIndex((field) => field === group.field), people: group.people }] }
  })
  return { directory, hidden: new HiddenUnits(tree, addUpRespondents(tree, values, respondents), { least: LEAST }) }
}

/** Every figure that pages show: of each agency in both views and of its own service points, by field and flag. */
function figuresOf(directory: Directory): readonly AnswersOfUnit[] {
  return directory.agencies.flatMap(({ code }) =>
    [[code], ...LINEAGES.map((view) => lineage(directory, code, view))].flatMap((agencies) =>
      [null, ...FIELDS].flatMap((value) =>
        (['in', 'out'] as const).map((flagged): AnswersOfUnit => ({ agencies, value, flagged })),
      ),
    ),
  )
}

function lineage(directory: Directory, code: string, view: (typeof LINEAGES)[number]): readonly string[] {
  return directory.lineage(code, view).map((agency) => agency.code)
}

function counts({ agencies, value, flagged }: AnswersOfUnit, group: Group): boolean {
  if (flagged === 'out' && group.isFlagged) return false
  return agencies.includes(group.agency) && (value === null || value === group.field)
}

function peopleOf(figure: AnswersOfUnit, groups: readonly Group[]): number {
  return groups.reduce((sum, group) => sum + (counts(figure, group) ? group.people : 0), 0)
}

/** The groups of a few people that can be told from some figures. */
function known(groups: readonly Group[], figures: readonly AnswersOfUnit[]): readonly (readonly number[])[] {
  const sums = figures.map((figure) => new Set(groups.flatMap((group, at) => (counts(figure, group) ? [at] : []))))
  return smallGroupsKnown({ people: groups.map(({ people }) => people), sums }, LEAST)
}

function plain(agency: string, people: number): Group {
  return { agency, field: FIELDS[0], isFlagged: false, people }
}

/** A province `a` with the agencies below it, each with so many people. */
function ofChildren(people: Readonly<Record<string, number>>): { readonly hides: (code: string) => boolean } {
  const codes = Object.keys(people).filter((code) => code !== 'a')
  const agencies = [anAgency('a'), ...codes.map((code) => anAgency(code, { parent: 'a' }))]
  const groups = Object.entries(people).map(([agency, count]) => plain(agency, count))
  const { directory, hidden } = decided(agencies, groups)
  return {
    hides: (code) => hidden.isHidden({ agencies: lineage(directory, code, 'as-it-was'), value: null, flagged: 'in' }),
  }
}
