import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import type { ReferenceValue } from '../../server/domain/reference-value.ts'
import { referenceMark, type ReferenceService } from '../../server/services/reference-service.ts'
import { addAccount, anAccount } from '../fixtures/account.ts'
import type { Platform } from '../fixtures/platform.ts'
import { aReferenceValue } from '../fixtures/reference-value.ts'
import { openReferencedPlatform } from '../fixtures/referenced-platform.ts'
import { aField } from '../fixtures/procedure-field.ts'
import { ADMINISTRATOR, agencyGrant } from '../fixtures/staff-browser.ts'

const INSPECTOR: Viewer = anAccount()
const OFFICER: Viewer = anAccount({ grants: agencyGrant('xa-b') })

let platform: Platform
let references: ReferenceService
let administrator: Viewer
beforeEach(async () => {
  platform = await openReferencedPlatform()
  references = platform.services.references
  administrator = await addAccount(platform.storage, { grants: ADMINISTRATOR })
})
afterEach(() => platform.close())

const stored = async (series: string): Promise<readonly ReferenceValue[]> =>
  (await platform.storage.directory.load()).references.filter((one) => one.series === series)
const audited = () => platform.storage.audit.list({ limit: 10, before: null })
const texts = (values: readonly ReferenceValue[]): readonly string[] => values.map(({ value }) => value)

describe('figures of others', () => {
  test('of the province are those without an agency and those of the agency that stands for it', async () => {
    const found = await references.ofAgency(OFFICER, null, null)
    expect(found).toMatchObject({ agency: { code: 'tinh' }, isProvince: true, mayEnter: false })
    expect(texts(found.references)).toEqual(['Hạng 11/63', '43,05', '88,10 %', '82,66', '83,94'])
  })

  test('of an agency are its own alone, and open to everybody of the staff', async () => {
    const found = await references.ofAgency(OFFICER, 'so-y-te', null)
    expect([found.isProvince, texts(found.references)]).toEqual([false, ['91,5 (hạng 2/19)']])
  })

  test('stand beside the answers of those who may see them', async () => {
    expect((await references.ofAgency(OFFICER, null, null)).years).toBeNull()
    expect((await references.ofAgency(OFFICER, 'xa-b', null)).years).toMatchObject({ agency: { code: 'xa-b' } })
    expect((await references.ofAgency(INSPECTOR, null, null)).years).toMatchObject({ agency: { code: 'tinh' } })
  })

  test('lead on to agencies below the province with figures, and to those of the viewer', async () => {
    const others = async (viewer: Viewer, agency: string | null) =>
      (await references.ofAgency(viewer, agency, null)).others.map((other) => [other.agency.code, other.references])
    expect(await others(INSPECTOR, null)).toEqual([['so-y-te', 1]])
    expect(await others(OFFICER, null)).toEqual([
      ['xa-b', 0],
      ['so-y-te', 1],
    ])
    expect(await others(OFFICER, 'so-y-te')).toEqual([['xa-b', 0]])
  })

  test('of no agency are asked for in vain', async () => {
    await expect(references.ofAgency(INSPECTOR, 'nowhere', null)).rejects.toThrow('no agency')
  })
})

describe('entering a figure', () => {
  test('stores it as it was published and puts down who did it', async () => {
    const value = aReferenceValue({ series: 'pci', agency: 'tinh', value: '70,25', source: 'VCCI' })
    expect(await references.save(administrator, value, '')).toBeNull()
    expect(await stored('pci')).toEqual([value])
    expect(await audited()).toMatchObject([
      {
        account: administrator.id,
        act: 'references.changed',
        agency: 'tinh',
        details: { series: 'pci', year: '2024', value: '70,25', source: 'VCCI' },
      },
    ])
  })

  test('again changes nothing and is not put down', async () => {
    expect(await references.save(administrator, aReferenceValue({ value: '83,94' }), '')).toBeNull()
    expect(await audited()).toEqual([])
  })

  test('takes the place of another only for those who have seen that one', async () => {
    const former = aReferenceValue({ value: '83,94' })
    const value = aReferenceValue({ value: '83,95', source: 'Đính chính' })
    expect(await references.save(administrator, value, '')).toEqual(former)
    expect(await references.save(administrator, value, referenceMark({ ...former, source: 'x' }))).toEqual(former)
    expect(texts(await stored('sipas'))).toEqual(['82,66', '83,94'])
    expect(await references.save(administrator, value, referenceMark(former))).toBeNull()
    expect(texts(await stored('sipas'))).toEqual(['82,66', '83,95'])
    expect(await audited()).toMatchObject([{ details: { formerValue: '83,94', formerSource: 'Bộ Nội vụ' } }])
  })

  test('of several at once leaves one, and the others are told of it', async () => {
    const values = ['1', '2', '3'].map((value) => aReferenceValue({ series: 'pci', value }))
    const outcomes = await Promise.all(values.map((value) => references.save(administrator, value, '')))
    const [kept] = await stored('pci')
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome !== null)).toEqual([kept, kept])
    expect(await audited()).toHaveLength(1)
  })

  test('is not hindered by other changes to the directory', async () => {
    await Promise.all([
      references.save(administrator, aReferenceValue({ year: 2025 }), ''),
      platform.storage.directory.apply({ fields: [aField('y-te')] }),
      references.save(administrator, aReferenceValue({ year: 2026 }), ''),
    ])
    expect(await stored('sipas')).toHaveLength(4)
  })

  test('is for administrators, and about agencies that there are', async () => {
    await expect(references.save(INSPECTOR, aReferenceValue(), '')).rejects.toThrow('no administrator')
    await expect(references.ground(INSPECTOR)).rejects.toThrow('no administrator')
    await expect(references.save(administrator, aReferenceValue({ agency: 'x' }), '')).rejects.toThrow('no agency')
  })
})
