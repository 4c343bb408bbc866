import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import { parseIsoDay, type LocalDay } from '../../server/domain/calendar.ts'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../server/domain/errors.ts'
import type { CommentPage, CommentQuery } from '../../server/services/agency-comments.ts'
import { CommentService } from '../../server/services/comment-service.ts'
import { anAccount } from '../fixtures/account.ts'
import { openCommentedPlatform, writeComments } from '../fixtures/commented-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR, agencyGrant } from '../fixtures/staff-browser.ts'
import { collect } from '../storage/contract/reading.ts'

const day = (text: string): LocalDay => parseIsoDay(text) ?? 0
const YEAR = { from: day('2025-12-01'), to: day('2026-12-01') }
const ALL: CommentQuery = { period: YEAR, words: '', point: null, field: null, step: null, satisfied: null }
const READER = anAccount({ id: 'reader', mayReadComments: true })

let platform: Platform
beforeEach(async () => {
  platform = await openCommentedPlatform()
})
afterEach(() => platform.close())

const read = (
  over: Partial<CommentQuery> = {},
  {
    viewer = READER,
    agency = 'my-loc',
    after = null,
  }: { viewer?: Viewer; agency?: string; after?: string | null } = {},
): Promise<CommentPage> => platform.services.comments.page(viewer, agency, { ...ALL, ...over }, after)
const texts = async (...asked: Parameters<typeof read>) =>
  (await read(...asked)).comments.map(({ text }) => text).sort()
const audited = async () => (await platform.storage.audit.list({ limit: 100, before: null })).toReversed()

describe('who may read', () => {
  const may = (over: Parameters<typeof anAccount>[0]) => anAccount({ mayReadComments: true, ...over })

  test.each([
    ['an inspector', may({})],
    ['an administrator', may({ grants: ADMINISTRATOR })],
    ['the agency', may({ grants: agencyGrant('my-loc') })],
  ])('%s with the right reads the agency, those below it and those merged into it', async (_, viewer) => {
    await writeComments(
      platform.storage,
      { text: 'own' },
      { text: 'below', agency: 'van-phong', point: 'van-phong-01' },
      { text: 'former', agency: 'my-phuc' },
      { text: 'elsewhere', agency: 'tan-an' },
    )
    expect(await texts({}, { viewer })).toEqual(['below', 'former', 'own'])
  })

  test.each([
    ['an administrator without the right', anAccount({ grants: ADMINISTRATOR })],
    ['the agency without the right', anAccount({ grants: agencyGrant('my-loc') })],
    ['another agency with the right', may({ grants: agencyGrant('tan-an') })],
    ['the office below with the right', may({ grants: agencyGrant('van-phong') })],
  ])('%s is refused, in reading and in carrying off, and nothing is put down', async (_, viewer) => {
    await expect(read({}, { viewer })).rejects.toThrow(ForbiddenError)
    await expect(platform.services.comments.forFile(viewer, 'my-loc', ALL)).rejects.toThrow(ForbiddenError)
    expect(await audited()).toEqual([])
  })

  test('nobody reads an agency that does not exist', async () => {
    await expect(read({}, { agency: 'nowhere' })).rejects.toThrow(NotFoundError)
  })
})

describe('a page of comments', () => {
  test('holds neither the day nor a number that points at a person', async () => {
    const [written] = await writeComments(platform.storage, { text: 'Gọi 0912 345 678', satisfied: false })
    const { comments } = await read()
    expect(comments).toEqual([{ ...written, day: undefined, week: day('2026-11-16'), text: 'Gọi •••' }])
  })

  test('holds the weeks that the period touches and that are over, whole', async () => {
    await writeComments(
      platform.storage,
      ...['2026-10-25', '2026-10-26', '2026-11-01', '2026-11-22', '2026-11-23', '2026-11-24'].map((text) => ({
        text,
        day: day(text),
      })),
    )
    const november = { period: { from: day('2026-11-01'), to: day('2026-12-01') } }
    expect(await texts(november)).toEqual(['2026-10-26', '2026-11-01', '2026-11-22'])
    expect((await read(november)).weeks).toEqual({ from: day('2026-10-26'), to: day('2026-11-23') })
    const today = { period: { from: day('2026-11-23'), to: day('2026-11-24') } }
    expect((await read(today)).comments).toEqual([])
    platform.moveClock(7 * 24 * 3_600_000)
    expect(await texts(today)).toEqual(['2026-11-23', '2026-11-24'])
  })

  test('is narrowed by point, field, step, satisfaction and words, with and without marks', async () => {
    await writeComments(
      platform.storage,
      { text: 'Nộp hồ sơ hai lần', satisfied: false },
      { text: 'Hồ sơ trả sớm', point: 'my-loc-02' },
      { text: 'Chờ lâu', step: 'submission', field: 'ho-tich' },
      { text: 'Bình thường', satisfied: null },
    )
    expect(await texts({ words: 'ho so' })).toEqual(['Hồ sơ trả sớm', 'Nộp hồ sơ hai lần'])
    expect(await texts({ words: 'HỒ SƠ', satisfied: false })).toEqual(['Nộp hồ sơ hai lần'])
    expect(await texts({ point: 'my-loc-02' })).toEqual(['Hồ sơ trả sớm'])
    expect(await texts({ step: 'submission', field: 'ho-tich' })).toEqual(['Chờ lâu'])
    expect(await texts({ satisfied: true })).toEqual(['Chờ lâu', 'Hồ sơ trả sớm'])
    expect(await texts({ point: 'tan-an-01' })).toEqual([])
  })

  test('leads to older ones until there are none, each comment once, the newest week first', async () => {
    const written = await writeComments(
      platform.storage,
      ...Array.from({ length: 60 }, (_, i) => ({ day: day('2026-11-01') + (i % 20) })),
    )
    const pages: CommentPage[] = []
    for (let after: string | null = null; ;) {
      const page: CommentPage = await read({}, { after })
      pages.push(page)
      if (page.older === null) break
      after = page.older
    }
    expect(pages.map(({ number, comments }) => [number, comments.length])).toEqual([
      [1, 25],
      [2, 25],
      [3, 10],
    ])
    const found = pages.flatMap(({ comments }) => comments)
    expect(found.map(({ id }) => id).sort()).toEqual(written.map(({ id }) => id).sort())
    const weeks = found.map(({ week }) => week)
    expect(weeks).toEqual(weeks.toSorted((a, b) => b - a))
  })

  test('does not tell by their order which of a week came first', async () => {
    const days = [16, 17, 18, 19, 20, 21, 22].map((date) => day(`2026-11-${date}`))
    const ids = ['3', 'f', '0', 'a', '7', 'c', '1'].map((sign) => sign.repeat(32))
    await writeComments(platform.storage, ...days.map((one, i) => ({ day: one, id: ids[i] ?? '' })))
    expect((await read()).comments.map(({ id }) => id)).toEqual(ids.toSorted())
  })

  test('is reached by a place that tells no day, and by none that was made up or altered', async () => {
    await writeComments(platform.storage, ...Array.from({ length: 26 }, () => ({})))
    const older = (await read()).older ?? ''
    expect(Buffer.from(older, 'base64url').toString('latin1')).not.toContain(String(day('2026-11-20')))
    const altered = (older.startsWith('A') ? 'B' : 'A') + older.slice(1)
    for (const after of ['x', 'A'.repeat(80), older.slice(0, -4), altered]) {
      await expect(read({}, { after })).rejects.toThrow(InvalidInputError)
    }
  })
})

describe('reading', () => {
  test('is put down: who, of which agency, how it was narrowed, which page and how many', async () => {
    await writeComments(platform.storage, ...Array.from({ length: 30 }, () => ({ text: 'Hồ sơ của tôi' })))
    const query = { words: 'ho so 0912345678', point: 'my-loc-01', field: 'dat-dai', satisfied: true } as const
    const { older } = await read({ words: 'ho so' })
    await read({ words: 'ho so' }, { after: older })
    await read({ ...query, step: 'return' })
    const weeks = { from: '2025-12-01', to: '2026-11-22' }
    expect((await audited()).map(({ hash: _hash, ...entry }) => entry)).toEqual(
      [
        { ...weeks, words: 'ho so', page: '1', shown: '25' },
        { ...weeks, words: 'ho so', page: '2', shown: '5' },
        {
          ...weeks,
          words: 'ho so •••',
          point: 'my-loc-01',
          field: 'dat-dai',
          step: 'return',
          satisfied: 'yes',
          page: '1',
          shown: '0',
        },
      ].map((details, i) => ({
        number: i + 1,
        at: platform.now(),
        account: 'reader',
        act: 'comments.read',
        agency: 'my-loc',
        details,
      })),
    )
    expect(JSON.stringify(await audited())).not.toContain('của tôi')
  })

  test('is refused where it cannot be put down', async () => {
    await writeComments(platform.storage, {})
    const service = new CommentService({
      ...platform,
      directory: platform.services.directory,
      storage: {
        comments: platform.storage.comments,
        audit: { ...platform.storage.audit, append: () => Promise.reject(new Error('the disk is full')) },
      },
    })
    await expect(service.page(READER, 'my-loc', ALL, null)).rejects.toThrow('the disk is full')
    await expect(service.forFile(READER, 'my-loc', ALL)).rejects.toThrow('the disk is full')
  })
})

describe('comments for a file', () => {
  test('are those of the pages, masked and without ids, and that they were handed out is put down first', async () => {
    await writeComments(
      platform.storage,
      ...Array.from({ length: 60 }, (_, i) => ({ day: day('2026-11-01') + (i % 25), text: `Gọi 0912345678 lần ${i}` })),
    )
    const batches = await platform.services.comments.forFile(READER, 'my-loc', { ...ALL, satisfied: true })
    expect((await audited()).map(({ act, details }) => [act, details])).toEqual([
      ['comments.exported', { from: '2025-12-01', to: '2026-11-22', satisfied: 'yes' }],
    ])
    const filed = await collect(batches)
    expect(filed).toHaveLength(54)
    expect(filed.every(({ text }) => /^Gọi ••• lần \d+$/.test(text))).toBe(true)
    expect(Object.keys(filed[0] ?? {}).sort()).toEqual(
      ['agency', 'field', 'language', 'point', 'satisfied', 'step', 'text', 'week'].sort(),
    )
  })
})
