import { describe, expect, test } from '@jest/globals'
import { ConflictError } from '../../../server/domain/errors.ts'
import { anAgency } from '../../fixtures/agency.ts'
import { aField } from '../../fixtures/procedure-field.ts'
import { aPublicCode } from '../../fixtures/public-code.ts'
import { aReferenceValue } from '../../fixtures/reference-value.ts'
import { aServicePoint } from '../../fixtures/service-point.ts'
import { aTarget } from '../../fixtures/target.ts'
import { type MakePlace, useStore } from './store-place.ts'

export function directoryContract(makePlace: MakePlace): void {
  describe('directory', () => {
    const store = useStore(makePlace)

    test('holds nothing at first', async () => {
      const nothing = { agencies: [], points: [], codes: [], fields: [], targets: [], references: [] }
      expect(await store.get().directory.load()).toEqual(nothing)
    })

    test('gives back what was applied, each list ordered by its key', async () => {
      const agencies = [
        anAgency('b', { parent: 'a', validFrom: 20_000, successor: 'c', promise: { vi: 'Trả lời trong 5 ngày' } }),
        anAgency('a'),
      ]
      const points = [
        aServicePoint('q2', 'b', { hours: [{ weekday: 1, from: 450, to: 690 }] }),
        aServicePoint('q1', 'a'),
      ]
      const codes = [aPublicCode('ZZZZZZZZ', 'q2', { withdrawnOn: 20_500, replacedBy: 'AAAAAAAA' })]
      const fields = [aField('ho-tich'), aField('dat-dai')]
      await store.get().directory.apply({ agencies, points, codes, fields })
      expect(await store.get().directory.load()).toEqual({
        agencies: agencies.toReversed(),
        points: points.toReversed(),
        codes,
        fields: fields.toReversed(),
        targets: [],
        references: [],
      })
    })

    test('puts a record in place of the one with the same key and leaves the others', async () => {
      await store.get().directory.apply({ agencies: [anAgency('a'), anAgency('b')] })
      const renamed = anAgency('a', { names: { vi: 'Xã mới' } })
      await store.get().directory.apply({ agencies: [renamed] })
      expect((await store.get().directory.load()).agencies).toEqual([renamed, anAgency('b')])
    })

    test('tells targets apart by instrument, agency, field and first day, those for all before those for one', async () => {
      const targets = [
        aTarget(),
        aTarget({ field: 'dat-dai' }),
        aTarget({ field: 'dat-dai', from: 21_000 }),
        aTarget({ agency: 'a' }),
        aTarget({ agency: 'a', field: 'dat-dai' }),
        aTarget({ instrument: 'full' }),
      ]
      await store.get().directory.apply({ targets: targets.toReversed() })
      const replaced = aTarget({ agency: 'a', threshold: '92.5' })
      await store.get().directory.apply({ targets: [replaced] })
      expect((await store.get().directory.load()).targets).toEqual(
        targets.map((target) => (target.agency === 'a' && target.field === null ? replaced : target)),
      )
    })

    test('tells reference values apart by series, year and agency, those without agency before those with', async () => {
      const references = [
        aReferenceValue({ series: 'papi', year: 2025 }),
        aReferenceValue(),
        aReferenceValue({ agency: 'a' }),
        aReferenceValue({ year: 2025 }),
      ]
      await store.get().directory.apply({ references: references.toReversed() })
      const replaced = aReferenceValue({ agency: 'a', value: '84,09', source: 'Bộ Nội vụ, sửa' })
      await store.get().directory.apply({ references: [replaced] })
      expect((await store.get().directory.load()).references).toEqual(
        references.map((reference) => (reference.agency === 'a' ? replaced : reference)),
      )
    })

    test('has another version after every change, whoever made it, and the same while there is none', async () => {
      const other = await store.another()
      const seen = [await store.get().directory.version()]
      expect(await store.get().directory.version()).toBe(seen[0])
      await store.get().directory.apply({ agencies: [anAgency('a')] })
      seen.push(await store.get().directory.version())
      await other.directory.apply({ fields: [aField('dat-dai')] })
      seen.push(await store.get().directory.version())
      await store.restart()
      expect(await store.get().directory.version()).toBe(seen.at(-1))
      expect(new Set(seen).size).toBe(3)
    })

    test('applies what was worked out from its version, and of two that were worked out from the same only one', async () => {
      const other = await store.another()
      const version = await store.get().directory.version()
      const attempts = await Promise.allSettled([
        store.get().directory.apply({ agencies: [anAgency('a', { names: { vi: 'Một' } })] }, version),
        other.directory.apply({ agencies: [anAgency('a', { names: { vi: 'Hai' } })] }, version),
      ])
      expect(attempts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const refused = attempts.find((attempt) => attempt.status === 'rejected')
      expect(refused?.reason).toBeInstanceOf(ConflictError)
      const winner = attempts[0].status === 'fulfilled' ? 'Một' : 'Hai'
      expect((await store.get().directory.load()).agencies).toEqual([anAgency('a', { names: { vi: winner } })])
      await expect(store.get().directory.apply({ agencies: [anAgency('b')] }, version)).rejects.toThrow(ConflictError)
      await store.get().directory.apply({ agencies: [anAgency('b')] }, await other.directory.version())
    })

    test('shows what another process applied', async () => {
      const other = await store.another()
      await other.directory.apply({ agencies: [anAgency('a')] })
      expect((await store.get().directory.load()).agencies).toEqual([anAgency('a')])
    })

    test('applies nothing where one record cannot be stored', async () => {
      const loop: Record<string, unknown> = {}
      loop['self'] = loop
      const broken = anAgency('b', { names: loop as { vi: string } })
      const before = await store.get().directory.version()
      await expect(store.get().directory.apply({ agencies: [anAgency('a'), broken] })).rejects.toThrow()
      expect((await store.get().directory.load()).agencies).toEqual([])
      expect(await store.get().directory.version()).toBe(before)
    })

    test('keeps text as it was written', async () => {
      const names = { vi: 'Ủy ban nhân dân xã Mỹ Lộc 🏛 "\\\'%_', km: 'ឃុំ' }
      await store.get().directory.apply({ agencies: [anAgency('a', { names })] })
      expect((await store.get().directory.load()).agencies[0]?.names).toEqual(names)
    })

    test('is unmoved by changes to what it gave out', async () => {
      await store.get().directory.apply({ agencies: [anAgency('a')] })
      const given = (await store.get().directory.load()).agencies as unknown as { code: string }[]
      for (const agency of given) agency.code = 'changed'
      expect((await store.get().directory.load()).agencies).toEqual([anAgency('a')])
    })
  })
}
