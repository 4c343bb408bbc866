import { describe, expect, test } from '@jest/globals'
import type { RoleGrant, Viewer } from '../../server/domain/account.ts'
import { Directory } from '../../server/domain/directory.ts'
import { ForbiddenError, NotFoundError } from '../../server/domain/errors.ts'
import {
  agencySeenBy,
  assertAdministrator,
  isAdministrator,
  maySee,
  seesProvince,
} from '../../server/services/access.ts'
import { anAgency } from '../fixtures/agency.ts'

const viewer = (...grants: RoleGrant[]): Viewer => ({
  id: '1',
  name: 'lan',
  displayName: 'Lan',
  grants,
  mayReadComments: false,
})
const administrator = viewer({ role: 'administrator', agency: null })
const inspector = viewer({ role: 'inspector', agency: null })
const officer = (agency: string): Viewer => viewer({ role: 'agency', agency })

const directory = new Directory({
  agencies: [
    anAgency('tinh', { level: 'province' }),
    anAgency('so-y-te', { level: 'department', parent: 'tinh' }),
    anAgency('phong-kham', { level: 'office', parent: 'so-y-te' }),
    anAgency('xa-moi', { parent: 'tinh' }),
    anAgency('xa-cu', { parent: 'tinh', successor: 'xa-moi' }),
    anAgency('to-cu', { level: 'office', parent: 'xa-cu' }),
    anAgency('xa-xua', { parent: 'tinh', successor: 'xa-cu' }),
  ],
  points: [],
  codes: [],
  fields: [],
  targets: [],
  references: [],
})

describe('who sees which agency', () => {
  test('administrators and inspectors see every agency', () => {
    for (const one of [administrator, inspector]) {
      expect(seesProvince(one)).toBe(true)
      expect(directory.agencies.every(({ code }) => maySee(one, directory, code))).toBe(true)
    }
  })

  test.each([
    ['so-y-te', ['so-y-te', 'phong-kham']],
    ['phong-kham', ['phong-kham']],
    ['xa-moi', ['xa-moi', 'xa-cu', 'to-cu', 'xa-xua']],
    ['xa-cu', ['xa-cu', 'to-cu', 'xa-xua']],
  ])('an account of %s sees its subtree and what was merged into it, no more', (agency, expected) => {
    const seen = directory.agencies.map(({ code }) => code).filter((code) => maySee(officer(agency), directory, code))
    expect(seen.sort()).toEqual([...expected].sort())
    expect(seesProvince(officer(agency))).toBe(false)
  })

  test('an account of the province’s root sees all below it and is still no inspector', () => {
    expect(directory.agencies.every(({ code }) => maySee(officer('tinh'), directory, code))).toBe(true)
    expect(seesProvince(officer('tinh'))).toBe(false)
  })

  test('an account without a grant, or of an agency that is gone, sees nothing', () => {
    for (const one of [viewer(), officer('unknown'), viewer({ role: 'agency', agency: null })]) {
      expect(directory.agencies.some(({ code }) => maySee(one, directory, code))).toBe(false)
    }
  })

  test('several grants add up', () => {
    const both = viewer({ role: 'agency', agency: 'so-y-te' }, { role: 'agency', agency: 'xa-moi' })
    expect(maySee(both, directory, 'phong-kham')).toBe(true)
    expect(maySee(both, directory, 'xa-cu')).toBe(true)
    expect(maySee(both, directory, 'tinh')).toBe(false)
  })
})

test('an agency that does not exist is not found, whoever asks; one that is not theirs is forbidden', () => {
  expect(() => agencySeenBy(administrator, directory, 'unknown')).toThrow(NotFoundError)
  expect(() => agencySeenBy(officer('xa-moi'), directory, 'unknown')).toThrow(NotFoundError)
  expect(() => agencySeenBy(officer('xa-moi'), directory, 'so-y-te')).toThrow(ForbiddenError)
  expect(agencySeenBy(officer('xa-moi'), directory, 'xa-cu').code).toBe('xa-cu')
})

test('only the role of administrator makes an administrator', () => {
  expect(isAdministrator(administrator)).toBe(true)
  for (const one of [inspector, officer('tinh'), viewer()]) {
    expect(isAdministrator(one)).toBe(false)
    expect(() => {
      assertAdministrator(one)
    }).toThrow(ForbiddenError)
  }
})
