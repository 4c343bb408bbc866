import { describe, expect, test } from '@jest/globals'
import type { Agency } from '../../server/domain/agency.ts'
import { Directory } from '../../server/domain/directory.ts'
import type { Target } from '../../server/domain/target.ts'

const agency = (code: string, parent: string | null, successor: string | null = null): Agency => ({
  code,
  names: { vi: code },
  level: 'commune',
  parent,
  validFrom: null,
  validTo: null,
  successor,
  promise: null,
})
const target = (over: Partial<Target>): Target => ({
  instrument: 'counter',
  agency: null,
  field: null,
  from: 0,
  to: null,
  threshold: '95',
  source: 'QĐ 1',
  ...over,
})
const directoryOf = (agencies: Agency[], targets: Target[] = []): Directory =>
  new Directory({ agencies, points: [], codes: [], fields: [], targets, references: [] })
const codes = (agencies: readonly Agency[]): string[] => agencies.map(({ code }) => code).sort()

describe('the tree of agencies', () => {
  const directory = directoryOf([
    agency('tinh', null),
    agency('so', 'tinh'),
    agency('phong', 'so'),
    agency('xa-moi', 'tinh'),
    agency('xa-cu-1', 'tinh', 'xa-moi'),
    agency('xa-cu-2', 'tinh', 'xa-moi'),
    agency('to-cu', 'xa-cu-1'),
    agency('xa-xua', 'tinh', 'xa-cu-1'),
  ])

  test('holds an agency and all below it in its subtree', () => {
    expect(codes(directory.subtree('so'))).toEqual(['phong', 'so'])
    expect(directory.subtree('tinh')).toHaveLength(8)
    expect(directory.subtree('unknown')).toEqual([])
  })

  test('adds what was merged into an agency, over several mergers, to its past as it is', () => {
    expect(codes(directory.lineage('xa-moi', 'as-it-is'))).toEqual(['to-cu', 'xa-cu-1', 'xa-cu-2', 'xa-moi', 'xa-xua'])
    expect(codes(directory.lineage('xa-moi', 'as-it-was'))).toEqual(['xa-moi'])
  })

  test('counts no agency twice where a predecessor lies in the subtree anyway', () => {
    expect(directory.lineage('tinh', 'as-it-is')).toHaveLength(8)
  })

  test('says whether one lies within another, and survives a circle', () => {
    expect(directory.isWithin('phong', 'tinh')).toBe(true)
    expect(directory.isWithin('tinh', 'phong')).toBe(false)
    const circle = directoryOf([agency('a', 'b'), agency('b', 'a')])
    expect(circle.isWithin('a', 'c')).toBe(false)
    expect(codes(circle.subtree('a'))).toEqual(['a', 'b'])
    expect(circle.targetFor('counter', 'a', null, 0)).toBeNull()
  })
})

describe('the target that binds', () => {
  const agencies = [agency('tinh', null), agency('so', 'tinh'), agency('phong', 'so')]
  const bound = (targets: Target[], code: string, field: string | null = null, day = 10, instrument = 'counter') =>
    directoryOf(agencies, targets).targetFor(instrument, code, field, day)?.threshold ?? null

  test('is the nearest on the way to the root', () => {
    const targets = [target({}), target({ agency: 'so', threshold: '90' })]
    expect(bound(targets, 'phong')).toBe('90')
    expect(bound(targets, 'tinh')).toBe('95')
  })

  test('is the one for the field before the one for all fields', () => {
    const targets = [target({}), target({ field: 'dat-dai', threshold: '85' })]
    expect(bound(targets, 'so', 'dat-dai')).toBe('85')
    expect(bound(targets, 'so', 'ho-tich')).toBe('95')
    expect(bound(targets, 'so')).toBe('95')
  })

  test('holds from its first day up to, not including, its last', () => {
    const targets = [target({ from: 5, to: 10 })]
    expect(bound(targets, 'so', null, 4)).toBeNull()
    expect(bound(targets, 'so', null, 5)).toBe('95')
    expect(bound(targets, 'so', null, 9)).toBe('95')
    expect(bound(targets, 'so', null, 10)).toBeNull()
  })

  test('is the latest of several, and of the same instrument only', () => {
    const targets = [target({ from: 1, threshold: '90' }), target({ from: 8, threshold: '95' })]
    expect(bound(targets, 'so')).toBe('95')
    expect(bound(targets, 'so', null, 7)).toBe('90')
    expect(bound(targets, 'so', null, 10, 'sipas')).toBeNull()
  })
})
