import { describe, expect, test } from '@jest/globals'
import { ConflictError, InvalidInputError } from '../../../server/domain/errors.ts'
import type { Submission } from '../../../server/domain/response.ts'
import { COLLECTIONS, type Collection, type RecordOf, type Storage } from '../../../server/storage/port.ts'
import { anAccount } from '../../fixtures/account.ts'
import { anAgency } from '../../fixtures/agency.ts'
import { anAuditEntry } from '../../fixtures/audit-entry.ts'
import { aComment } from '../../fixtures/comment.ts'
import { aField } from '../../fixtures/procedure-field.ts'
import { aPublicCode } from '../../fixtures/public-code.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aReferenceValue } from '../../fixtures/reference-value.ts'
import { aReport } from '../../fixtures/report.ts'
import { aServicePoint } from '../../fixtures/service-point.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { aTarget } from '../../fixtures/target.ts'
import { aTransactionCount } from '../../fixtures/transaction-count.ts'
import { chainOf } from './audit.ts'
import { countedCells } from './counted-cells.ts'
import { cellsOf, collect, countTurns, plainCells, responsesOf } from './reading.ts'
import { type MakePlace, useStore } from './store-place.ts'

type Content = { [C in Collection]: RecordOf[C][] }

const HOUR = 498_000
const PROFILE = [{ code: 'gender', wording: { vi: 'Giới' }, options: [{ value: 'f', label: { vi: 'Nữ' } }] }]
const WITH_PROFILE = { questionnaire: 'counter/2', profile: '0' }

/** A little of everything, each collection in the order of its keys. */
function content(): Content {
  return {
    agencies: [anAgency('a'), anAgency('b', { parent: 'a' })],
    fields: [aField('f'), aField('g')],
    points: [aServicePoint('p', 'a'), aServicePoint('q', 'b')],
    codes: [aPublicCode('AAAAAAAA', 'p'), aPublicCode('BBBBBBBB', 'q')],
    targets: [
      aTarget(),
      aTarget({ agency: 'a', from: 1 }),
      aTarget({ agency: 'a', from: 20 }),
      aTarget({ agency: 'a', field: 'f' }),
    ],
    references: [aReferenceValue({ agency: 'a' }), aReferenceValue({ year: 2025 })],
    questionnaires: [
      aQuestionnaire(),
      aQuestionnaire({ version: 2, profile: PROFILE }),
      aQuestionnaire({ version: 10 }),
    ],
    accounts: [anAccount({ id: '1', name: 'z', passwordHash: '$argon2id$x' }), anAccount({ id: '2', name: 'a' })],
    responses: [
      aSubmission({ agency: 'a', openedHour: HOUR, receivedHour: HOUR + 100, id: 'e'.repeat(32), ...WITH_PROFILE })
        .response,
      aSubmission({ agency: 'a', openedHour: HOUR + 1, receivedHour: HOUR + 1, id: '1'.repeat(32) }).response,
      aSubmission({ agency: 'a', openedHour: HOUR + 1, receivedHour: HOUR + 1, id: '2'.repeat(32), flags: ['burst'] })
        .response,
      aSubmission({ agency: 'b', openedHour: HOUR, receivedHour: HOUR, id: '0'.repeat(32) }).response,
    ],
    comments: [
      aComment({ agency: 'a', day: 20_750, id: 'f'.repeat(32) }),
      aComment({ agency: 'a', day: 20_751, id: '0'.repeat(32), satisfied: null }),
      aComment({ agency: 'b', day: 20_750, id: 'a'.repeat(32), satisfied: false }),
    ],
    transactions: [
      aTransactionCount({ point: 'p', agency: 'b', month: 680 }),
      aTransactionCount({ point: 'p', agency: 'a', month: 681, count: 0 }),
      aTransactionCount({ point: 'p', agency: 'a', month: 681, step: 'submission' }),
      aTransactionCount({ point: 'q', agency: 'a', month: 680 }),
    ],
    reports: [aReport('AAAAAAAA', { agency: null }), aReport('BBBBBBBB', { replaces: 'AAAAAAAA' })],
    audit: chainOf([anAuditEntry(), anAuditEntry({ agency: null, details: {} }), anAuditEntry({ act: 'report.made' })]),
  }
}

async function loadAll(storage: Storage, records: Content): Promise<void> {
  for (const collection of COLLECTIONS) await loadReversed(storage, collection, records[collection])
}

async function loadReversed<C extends Collection>(
  { archive }: Storage,
  collection: C,
  records: readonly RecordOf[C][],
): Promise<void> {
  await archive.load(collection, records.toReversed())
}

async function restore(storage: Storage, records: Content): Promise<void> {
  await storage.archive.beginRestore()
  await loadAll(storage, records)
  await storage.archive.endRestore()
}

async function everything({ archive }: Storage): Promise<Content> {
  const snapshot = await archive.snapshot()
  const all = {} as Record<Collection, unknown[]>
  for (const collection of COLLECTIONS) {
    all[collection] = await collect<unknown>(snapshot.records(collection))
    expect(await snapshot.count(collection)).toBe(all[collection].length)
  }
  await snapshot.close()
  return all as Content
}

export function archiveContract(makePlace: MakePlace): void {
  describe('archive', () => {
    const store = useStore(makePlace)

    test('takes everything in and gives it out again in the order of the keys', async () => {
      await restore(store.get(), content())
      expect(await everything(store.get())).toEqual(content())
      await store.restart()
      expect(await everything(store.get())).toEqual(content())
    })

    test('gives what was recorded and applied, whatever the order in which it came', async () => {
      const { responses, comments, accounts, questionnaires, transactions, reports, audit, ...directory } = content()
      for (const questionnaire of questionnaires.toReversed()) await store.get().questionnaires.publish(questionnaire)
      await store.get().directory.apply(directory)
      const [first, second, third] = comments
      const submissions = [first, second, null, third].map((comment, i) => ({ response: responses[i], comment }))
      for (const submission of submissions.toReversed()) {
        await store.get().responses.record([submission as Submission])
      }
      for (const account of accounts) {
        const link = { accountId: account.id, tokenHash: account.id, expiresAt: new Date(0) }
        await store.get().accounts.add(account, link)
      }
      await store.get().transactions.put(transactions.toReversed())
      for (const report of reports.toReversed()) await store.get().reports.add(report)
      for (const entry of audit) await store.get().audit.append(entry)
      expect(await everything(store.get())).toEqual(content())
    })

    test('adds responses to the tallies', async () => {
      await restore(store.get(), content())
      const cells = plainCells(countedCells(content().responses))
      expect(plainCells(await cellsOf(store.get(), ['a', 'b']))).toEqual(cells)
      expect(await store.get().tallies.recount({ repair: false })).toMatchObject({ responses: 4, differing: [] })
    })

    test('takes thousands of responses in batches and gives each once, agency by agency', async () => {
      const responses = Array.from(
        { length: 4500 },
        (_, i) => aSubmission({ agency: `a-${i % 3}`, receivedHour: HOUR + (i % 50) }).response,
      )
      await store.get().archive.beginRestore()
      for (let start = 0; start < responses.length; start += 1000) {
        await store.get().archive.load('responses', responses.slice(start, start + 1000))
      }
      await store.get().archive.endRestore()
      const turns = countTurns()
      const given = (await everything(store.get())).responses
      expect(turns()).toBeGreaterThanOrEqual(4)
      const key = (one: RecordOf['responses']) => `${one.agency} ${one.openedHour} ${one.id}`
      expect(given.map(key)).toEqual(responses.map(key).toSorted())
    })

    test('says whether the store is empty: questionnaires and fields do not count', async () => {
      const isEmpty = () => store.get().archive.isEmpty()
      expect(await isEmpty()).toBe(true)
      await store.get().directory.apply({ fields: [aField('f')] })
      expect(await isEmpty()).toBe(true)
    })

    test.each([
      ['an agency', (storage: Storage) => storage.directory.apply({ agencies: [anAgency('a')] })],
      ['a target', (storage: Storage) => storage.directory.apply({ targets: [aTarget()] })],
      [
        'an account',
        (storage: Storage) =>
          storage.accounts.add(anAccount({ id: '1' }), { accountId: '1', tokenHash: 't', expiresAt: new Date(0) }),
      ],
      ['a response', (storage: Storage) => storage.responses.record([aSubmission()])],
      ['a reference value', (storage: Storage) => storage.directory.apply({ references: [aReferenceValue()] })],
      ['a count of transactions', (storage: Storage) => storage.transactions.put([aTransactionCount()])],
      ['a report', (storage: Storage) => storage.reports.add(aReport('AAAAAAAA'))],
      ['an audit entry', (storage: Storage) => storage.audit.append(anAuditEntry())],
    ])('is not empty with %s, and then refuses a restore', async (_, fill) => {
      await fill(store.get())
      expect(await store.get().archive.isEmpty()).toBe(false)
      await expect(store.get().archive.beginRestore()).rejects.toThrow(ConflictError)
      expect(await store.get().responses.record([aSubmission()])).toEqual(['stored'])
    })

    test('puts questionnaires and fields in place of those that are there', async () => {
      const names = { vi: 'Tên khác' }
      await store.get().directory.apply({ fields: [aField('f', { names }), aField('kept')] })
      await store.get().questionnaires.publish(aQuestionnaire({ version: 2, names }))
      await restore(store.get(), content())
      expect(await store.get().questionnaires.all()).toEqual(content().questionnaires)
      expect((await store.get().directory.load()).fields).toEqual([aField('f'), aField('g'), aField('kept')])
    })

    test('moves the version of the directory', async () => {
      const version = await store.get().directory.version()
      await restore(store.get(), content())
      expect(await store.get().directory.version()).not.toBe(version)
    })

    test.each(COLLECTIONS.filter((collection) => collection !== 'fields' && collection !== 'questionnaires'))(
      'refuses a batch of %s that holds a record which is there',
      async (collection) => {
        await store.get().archive.beginRestore()
        await loadAll(store.get(), content())
        await expect(store.get().archive.load(collection, content()[collection])).rejects.toThrow(ConflictError)
        await store.get().archive.endRestore()
        expect(await everything(store.get())).toEqual(content())
      },
    )

    test('refuses responses that do not fit, and none of their batch is stored', async () => {
      await store.get().archive.beginRestore()
      const batch = [aSubmission().response, aSubmission({ answers: '5' }).response]
      await expect(store.get().archive.load('responses', batch)).rejects.toThrow(InvalidInputError)
      await store.get().archive.endRestore()
      expect(await store.get().responses.count()).toBe(0)
    })

    test('takes nothing in before a restore is begun or after it has ended', async () => {
      const load = () => store.get().archive.load('agencies', [anAgency('a')])
      await expect(load()).rejects.toThrow(ConflictError)
      await expect(store.get().archive.endRestore()).rejects.toThrow(ConflictError)
      await restore(store.get(), content())
      await expect(load()).rejects.toThrow(ConflictError)
    })

    test('keeps the writes of other processes out while a restore runs', async () => {
      const other = await store.another()
      await other.responses.count()
      await store.get().archive.beginRestore()
      await expect(other.responses.record([aSubmission()])).rejects.toThrow('half restored')
      await expect(other.directory.apply({ agencies: [anAgency('a')] })).rejects.toThrow('half restored')
      await loadAll(store.get(), content())
      await store.get().archive.endRestore()
      expect(await other.responses.record([aSubmission()])).toEqual(['stored'])
    })

    test('cannot be opened while a restore runs, or after one was cut off', async () => {
      await store.get().archive.beginRestore()
      await store.get().archive.load('agencies', [anAgency('a')])
      await expect(store.another()).rejects.toThrow('half restored')
      await store.get().archive.endRestore()
      await store.another()
    })

    test('shows one instant, unmoved by later writes', async () => {
      await restore(store.get(), content())
      const snapshot = await store.get().archive.snapshot()
      await store.get().responses.record([aSubmission({ agency: 'a' }), aSubmission({ agency: 'new' })])
      await store.get().directory.apply({ agencies: [anAgency('c')] })
      const other = await store.another()
      await other.responses.record([aSubmission({ agency: 'b', point: 'new' }, aComment({ agency: 'b' }))])
      for (const collection of COLLECTIONS) {
        expect(await collect<unknown>(snapshot.records(collection))).toEqual(content()[collection])
        expect(await snapshot.count(collection)).toBe(content()[collection].length)
      }
      await snapshot.close()
      expect(await responsesOf(store.get(), ['a', 'b', 'new'])).toHaveLength(7)
    })

    test('can be read by several at once, left early and closed twice', async () => {
      await restore(store.get(), content())
      const snapshots = await Promise.all(Array.from({ length: 6 }, () => store.get().archive.snapshot()))
      for (const snapshot of snapshots) {
        for await (const batch of snapshot.records('responses')) if (batch.length > 0) break
        expect(await collect(snapshot.records('comments'))).toEqual(content().comments)
        await snapshot.close()
        await snapshot.close()
      }
      expect(await store.get().responses.record([aSubmission()])).toEqual(['stored'])
    })
  })
}
