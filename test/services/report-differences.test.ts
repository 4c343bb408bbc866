import { describe, expect, test } from '@jest/globals'
import { compareDrafts } from '../../server/services/report-differences.ts'
import { aShown } from '../fixtures/dashboard.ts'
import { aComparisonDraft, anAgencyDraft } from '../fixtures/report-draft.ts'

const DRAFT = anAgencyDraft({ index: aShown(374, 385) })
const pathsOf = (now: typeof DRAFT): string[] => compareDrafts(DRAFT, now).differences.map(({ path }) => path)
const withIndex = (over: object): typeof DRAFT => ({
  ...DRAFT,
  index: { ...DRAFT.index, figure: { ...DRAFT.index.figure, ...over } },
})

test('the same draft differs in nothing', () => {
  const { compared, differences } = compareDrafts(DRAFT, structuredClone(DRAFT))
  expect(differences).toEqual([])
  expect(compared).toBeGreaterThan(30)
})

describe('a number', () => {
  test('that was computed in floating point may differ in its last digits only', () => {
    expect(pathsOf(withIndex({ index: '97.14285714285715' }))).toEqual([])
    expect(pathsOf(withIndex({ index: '97.142857' }))).toEqual(['index figure index'])
    expect(pathsOf(withIndex({ lower: 'x' }))).toEqual(['index figure lower'])
  })

  test('that is a fraction is the same in other terms', () => {
    expect(pathsOf(withIndex({ share: '748/770' }))).toEqual([])
    expect(pathsOf(withIndex({ share: '748/771' }))).toEqual(['index figure share'])
  })

  test('that is whole is that number and no other', () => {
    expect(pathsOf(withIndex({ n: 386 }))).toEqual(['index figure n'])
  })
})

test('names, wordings and versions of the program are no figures', () => {
  const about = { code: 'my-loc', names: { vi: 'Phường Mỹ Lộc' } }
  const method = { ...DRAFT.method, platform: '9.9.9' }
  expect(pathsOf({ ...DRAFT, about, method, overall: { ...DRAFT.overall, wording: { vi: 'Khác' } } })).toEqual([])
  expect(pathsOf({ ...DRAFT, method: { ...DRAFT.method, document: '2' } })).toEqual(['method document'])
})

test('rows are held against each other by their code, whatever their order', () => {
  const units = { a: { now: [380, 400] }, b: { now: [300, 400] }, c: { now: [390, 400] } } as const
  const draft = aComparisonDraft(units)
  expect(compareDrafts(draft, { ...draft, units: draft.units.toReversed() }).differences).toEqual([])
  const { differences } = compareDrafts(draft, { ...draft, units: draft.units.slice(0, 2) })
  expect(differences.every(({ path, now }) => path.startsWith('units c ') && now === null)).toBe(true)
  expect(differences.length).toBeGreaterThan(10)
})
