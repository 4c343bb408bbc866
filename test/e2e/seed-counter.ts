import { newPublicCode } from '../../server/domain/public-code.ts'
import { prepareStore } from '../../server/services/prepare-store.ts'
import type { Storage } from '../../server/storage/port.ts'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'

/** The public code at which a dossier's result is given out, the same in every run. */
const CODE = newPublicCode(() => 7)

/** Puts one commune with one counter, bound to 95 %, into the embedded store of a data folder. */
export async function seedCounter(dataDir: string): Promise<void> {
  const storage = await openSqliteStorage(dataDir)
  await putCounter(storage)
  await storage.close()
}
seedCounter.code = CODE

/** Puts the same into any store. */
export async function putCounter(storage: Storage): Promise<void> {
  await prepareStore(storage)
  await storage.directory.apply({
    agencies: [
      {
        code: 'tinh',
        names: { vi: 'Tỉnh Hải An', en: 'Hai An Province' },
        level: 'province',
        parent: null,
        validFrom: null,
        validTo: null,
        successor: null,
        promise: null,
      },
      {
        code: 'xa-an-binh',
        names: { vi: 'Ủy ban nhân dân xã An Bình', en: 'An Binh Commune' },
        level: 'commune',
        parent: 'tinh',
        validFrom: null,
        validTo: null,
        successor: null,
        promise: {
          vi: 'Kết quả được công bố hằng tháng tại trụ sở xã.',
          en: 'Results are posted every month at the commune office.',
        },
      },
    ],
    points: [
      {
        id: 'xa-an-binh-01',
        agency: 'xa-an-binh',
        names: { vi: 'Quầy số 1 – Trả kết quả', en: 'Counter 1 – Results' },
        hours: [],
      },
    ],
    codes: [
      {
        code: CODE,
        point: 'xa-an-binh-01',
        field: (await storage.directory.load()).fields[0]?.code ?? '',
        step: 'return',
        channel: 'qr',
        questionnaire: 'counter',
        withdrawnOn: null,
        replacedBy: null,
      },
    ],
    targets: [
      { instrument: 'counter', agency: null, field: null, from: 0, to: null, threshold: '95', source: 'Kế hoạch 2026' },
    ],
  })
}
