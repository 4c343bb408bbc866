import { describe, expect, test } from '@jest/globals'
import type { Agency } from '../../server/domain/agency.ts'
import { firstDay, parseIsoDay } from '../../server/domain/calendar.ts'
import { Directory } from '../../server/domain/directory.ts'
import { comparedUnits } from '../../server/services/compared-units.ts'
import { anAgency } from '../fixtures/agency.ts'

/** August and September 2026. */
const MONTHS = { from: 679, to: 681 }
const QUERY = { level: null, under: null, months: MONTHS, view: 'as-it-is' } as const

const PROVINCE = [
  anAgency('tinh', { level: 'province', names: { vi: 'Tỉnh Hải An' } }),
  anAgency('so', { parent: 'tinh', level: 'department', names: { vi: 'Sở Y tế' } }),
  anAgency('phong', { parent: 'so', level: 'office', names: { vi: 'Phòng Nghiệp vụ' } }),
  anAgency('an-phu', { parent: 'tinh', names: { vi: 'Xã Ân Phú' } }),
  anAgency('ba-dong', { parent: 'tinh', names: { vi: 'Xã Ba Động' } }),
  anAgency('cu', {
    parent: 'tinh',
    successor: 'ba-dong',
    validTo: parseIsoDay('2026-08-15'),
    names: { vi: 'Xã Cũ' },
  }),
]

describe('the units that are compared', () => {
  test('are communes unless another level is asked for; departments and communes are never mixed', () => {
    const { level, levels, units } = compared(PROVINCE)
    expect([level, levels]).toEqual(['commune', ['province', 'department', 'commune', 'office']])
    expect(codes(units)).toEqual(['an-phu', 'ba-dong'])
    expect(codes(compared(PROVINCE, { level: 'department' }).units)).toEqual(['so'])
  })

  test('are of the first level that there is where there are no communes', () => {
    const [province, department] = PROVINCE
    if (!province || !department) throw new Error('no province')
    expect(compared([province, department]).level).toBe('department')
    expect(compared([province]).level).toBe('province')
    expect(compared([])).toEqual({ level: 'commune', levels: [], units: [], nested: [] })
  })

  test('stand in the order of their Vietnamese names, and of their codes where names are alike', () => {
    const named = (code: string, vi: string) => anAgency(code, { names: { vi } })
    const agencies = [named('d', 'Xã Đông'), named('c', 'Xã Dương'), named('b', 'Xã An'), named('a', 'Xã An')]
    expect(codes(compared(agencies).units)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('answer as it is for those that were merged into them, and as it was for themselves', () => {
    const lineages = (view: 'as-it-is' | 'as-it-was') =>
      compared(PROVINCE, { view }).units.map(({ agency, lineage }) => [agency.code, lineage])
    expect(lineages('as-it-is')).toEqual([
      ['an-phu', ['an-phu']],
      ['ba-dong', ['ba-dong', 'cu']],
    ])
    expect(lineages('as-it-was')).toEqual([
      ['an-phu', ['an-phu']],
      ['ba-dong', ['ba-dong']],
      ['cu', ['cu']],
    ])
  })

  test('existed in the period', () => {
    const agencies = [
      anAgency('alt', { validTo: firstDay(MONTHS.from) }),
      anAgency('neu', { validFrom: firstDay(MONTHS.to) }),
      anAgency('last-day', { validFrom: firstDay(MONTHS.to) - 1 }),
      anAgency('first-day', { validTo: firstDay(MONTHS.from) + 1 }),
    ]
    expect(codes(compared(agencies).units)).toEqual(['first-day', 'last-day'])
  })

  test('lie below the agency that was chosen, without that one', () => {
    expect(codes(compared(PROVINCE, { under: 'so', level: 'office' }).units)).toEqual(['phong'])
    expect(compared(PROVINCE, { under: 'so' }).levels).toEqual(['office'])
    expect(compared(PROVINCE, { under: 'phong' }).units).toEqual([])
  })

  test('count each answer once: an agency below another one of the level is part of that one', () => {
    const agencies = [
      anAgency('a', { level: 'office' }),
      anAgency('b', { level: 'commune', parent: 'a' }),
      anAgency('c', { level: 'office', parent: 'b' }),
      anAgency('d', { level: 'office' }),
    ]
    const { units, nested } = compared(agencies, { level: 'office' })
    expect(codes(units)).toEqual(['a', 'd'])
    expect(nested.map(({ code }) => code)).toEqual(['c'])
    expect(units[0]?.lineage).toEqual(['a', 'b', 'c'])
  })

  test('are those that the viewer may see', () => {
    const { units, levels } = compared(PROVINCE, {}, ({ code }) => ['so', 'an-phu'].includes(code))
    expect(codes(units)).toEqual(['an-phu'])
    expect(levels).toEqual(['department', 'commune'])
  })
})

function compared(
  agencies: readonly Agency[],
  over: Partial<Parameters<typeof comparedUnits>[1]> = {},
  isSeen: (agency: Agency) => boolean = () => true,
) {
  const directory = new Directory({ agencies, points: [], codes: [], fields: [], targets: [], references: [] })
  return comparedUnits(directory, { ...QUERY, ...over }, isSeen)
}

function codes(units: readonly { readonly agency: Agency }[]): readonly string[] {
  return units.map(({ agency }) => agency.code)
}
