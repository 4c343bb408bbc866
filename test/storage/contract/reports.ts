import { describe, expect, test } from '@jest/globals'
import { ConflictError } from '../../../server/domain/errors.ts'
import type { Report } from '../../../server/domain/report.ts'
import { aReport } from '../../fixtures/report.ts'
import { type MakePlace, useStore } from './store-place.ts'

export function reportContract(makePlace: MakePlace): void {
  describe('reports', () => {
    const store = useStore(makePlace)
    const add = async (...reports: Report[]) => {
      for (const report of reports) await store.get().reports.add(report)
    }
    const codes = async (
      agencies: readonly (string | null)[],
      limit = 100,
      after: Pick<Report, 'madeOn' | 'code'> | null = null,
    ) => (await store.get().reports.list(agencies, { limit, after })).map(({ code }) => code)

    test('come back letter by letter, also to another process and after a restart', async () => {
      const report = aReport('AAAAAAAA', { content: '{"a":"Hồ sơ \\n 🏛","b":[1.50]}' })
      await add(report)
      expect(await store.get().reports.byCode('AAAAAAAA')).toEqual(report)
      expect(await store.get().reports.byCode('BBBBBBBB')).toBeNull()
      expect(await (await store.another()).reports.list(['my-loc'], { limit: 1, after: null })).toEqual([report])
      await store.restart()
      expect(await store.get().reports.byCode('AAAAAAAA')).toEqual(report)
    })

    test('are never put in place of another', async () => {
      const report = aReport('AAAAAAAA')
      await add(report)
      await expect(add(aReport('AAAAAAAA', { content: '{}' }))).rejects.toThrow(ConflictError)
      await expect(add(report)).rejects.toThrow(ConflictError)
      expect(await store.get().reports.byCode('AAAAAAAA')).toEqual(report)
    })

    test('name what they correct, and are found by it', async () => {
      const correction = aReport('BBBBBBBB', { replaces: 'AAAAAAAA' })
      await add(aReport('AAAAAAAA'), correction)
      expect(await store.get().reports.correctionOf('AAAAAAAA')).toEqual(correction)
      expect(await store.get().reports.correctionOf('BBBBBBBB')).toBeNull()
    })

    test('are listed for agencies and for the province, the newest day first, then by code', async () => {
      await add(
        aReport('CCCCCCCC', { madeOn: 20_700 }),
        aReport('AAAAAAAA', { madeOn: 20_700 }),
        aReport('BBBBBBBB', { madeOn: 20_701 }),
        aReport('DDDDDDDD', { madeOn: 20_702, agency: 'nam-dinh' }),
        aReport('EEEEEEEE', { madeOn: 20_703, agency: null }),
      )
      expect(await codes(['my-loc'])).toEqual(['BBBBBBBB', 'AAAAAAAA', 'CCCCCCCC'])
      expect(await codes(['my-loc', 'nam-dinh'])).toEqual(['DDDDDDDD', 'BBBBBBBB', 'AAAAAAAA', 'CCCCCCCC'])
      expect(await codes([null])).toEqual(['EEEEEEEE'])
      expect(await codes([null, 'nam-dinh'])).toEqual(['EEEEEEEE', 'DDDDDDDD'])
      expect(await codes(['my-loc'], 2)).toEqual(['BBBBBBBB', 'AAAAAAAA'])
      expect(await codes(['my-loc'], 0)).toEqual([])
      expect(await codes([])).toEqual([])
    })

    test('are listed on from behind any of them, whether it is there or not', async () => {
      await add(
        aReport('CCCCCCCC', { madeOn: 20_700 }),
        aReport('AAAAAAAA', { madeOn: 20_700 }),
        aReport('BBBBBBBB', { madeOn: 20_701, agency: null }),
        aReport('DDDDDDDD', { madeOn: 20_702 }),
      )
      const all = ['my-loc', null]
      expect(await codes(all, 2, { madeOn: 20_702, code: 'DDDDDDDD' })).toEqual(['BBBBBBBB', 'AAAAAAAA'])
      expect(await codes(all, 2, { madeOn: 20_700, code: 'AAAAAAAA' })).toEqual(['CCCCCCCC'])
      expect(await codes(all, 9, { madeOn: 20_701, code: 'A0000000' })).toEqual(['BBBBBBBB', 'AAAAAAAA', 'CCCCCCCC'])
      expect(await codes(['my-loc'], 9, { madeOn: 20_702, code: 'DDDDDDDD' })).toEqual(['AAAAAAAA', 'CCCCCCCC'])
      expect(await codes(all, 9, { madeOn: 20_700, code: 'CCCCCCCC' })).toEqual([])
    })
  })
}
