import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { PLATFORM } from '../../server/domain/audit.ts'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import { createLog } from '../../server/log.ts'
import { CommentExpiry } from '../../server/services/comment-expiry.ts'
import { CommentRemoval, firstKeptDay } from '../../server/services/comment-removal.ts'
import { openCommentedPlatform, writeComments } from '../fixtures/commented-platform.ts'
import type { Platform } from '../fixtures/platform.ts'

const DAY_MS = 24 * 3_600_000
const day = (text: string) => parseIsoDay(text) ?? 0
const log = createLog('silent')

let platform: Platform
beforeEach(async () => {
  platform = await openCommentedPlatform()
})
afterEach(() => platform.close())

const kept = async () => {
  const scope = { agencies: ['my-loc', 'tan-an'], from: 0, to: 30_000 }
  return (await platform.storage.comments.search(scope, { limit: 1000, after: null })).map(({ text }) => text).sort()
}
const audited = async () => (await platform.storage.audit.list({ limit: 10, before: null })).toReversed()
const write = (...days: readonly string[]) =>
  writeComments(platform.storage, ...days.map((text) => ({ text, day: day(text) })))

describe('comments are kept', () => {
  test.each([
    [24, '2026-11-23', '2024-12-01'],
    [24, '2026-12-01', '2025-01-01'],
    [1, '2026-11-30', '2026-11-01'],
  ])('for %d calendar months, that of %s included: from %s on', (months, today, first) => {
    expect(firstKeptDay(months, day(today))).toBe(day(first))
  })
})

describe('each day', () => {
  test('removes what is older, of every agency, and puts it down', async () => {
    await write('2024-11-30', '2024-12-01', '2026-11-20')
    await writeComments(platform.storage, { agency: 'tan-an', day: day('2020-01-01') })
    expect(await platform.services.commentExpiry.run()).toBe(2)
    expect(await kept()).toEqual(['2024-12-01', '2026-11-20'])
    expect((await audited()).map(({ hash: _hash, ...entry }) => entry)).toEqual([
      {
        number: 1,
        at: platform.now(),
        account: PLATFORM,
        act: 'comments.expired',
        agency: null,
        details: { before: '2024-12-01', removed: '2' },
      },
    ])
  })

  test('does it once, whichever process comes first, and again on the next day', async () => {
    const { storage, config, now } = platform
    const other = new CommentExpiry({ storage, config, log, now })
    const ran = await Promise.all([platform.services.commentExpiry.run(), other.run(), other.run()])
    expect(ran.toSorted()).toEqual([0, null, null])
    expect(await audited()).toEqual([])
    platform.moveClock(DAY_MS)
    expect(await other.run()).toBe(0)
    expect(await platform.services.commentExpiry.run()).toBeNull()
  })

  test('tries again where it failed, and what was removed until then stands in the audit', async () => {
    await write(...Array.from({ length: 300 }, () => '2020-01-01'))
    const { storage, config, now } = platform
    let calls = 0
    const failing = new CommentExpiry({
      storage: {
        ...storage,
        comments: {
          search: (...asked) => storage.comments.search(...asked),
          stream: (...asked) => storage.comments.stream(...asked),
          remove: (comments) =>
            ++calls === 2 ? Promise.reject(new Error('the disk is full')) : storage.comments.remove(comments),
        },
      },
      config,
      log,
      now,
    })
    await expect(failing.run()).rejects.toThrow('the disk is full')
    expect((await audited()).map(({ details }) => details['removed'])).toEqual(['200'])
    expect(await platform.services.commentExpiry.run()).toBe(100)
    expect(await kept()).toEqual([])
  })

  test('removes nothing where everything is kept', async () => {
    const keeping = await openCommentedPlatform({ COMMENT_MONTHS: '0' })
    await writeComments(keeping.storage, { day: 0 })
    expect(await keeping.services.commentExpiry.run()).toBeNull()
    const scope = { agencies: ['my-loc'], from: 0, to: 1 }
    expect(await keeping.storage.comments.search(scope, { limit: 9, after: null })).toHaveLength(1)
    await keeping.close()
  })
})

describe('a comment that somebody wants removed', () => {
  test('is counted, and goes alone by its id', async () => {
    const [first, second] = await write('2026-11-19', '2026-11-20')
    const removal = new CommentRemoval(platform)
    const which = { ids: new Set([first?.id ?? '', 'f'.repeat(32)]) }
    expect(await removal.count(which)).toBe(1)
    expect(await kept()).toHaveLength(2)
    expect(await removal.remove(which, 'comments.removed')).toBe(1)
    expect(await kept()).toEqual([second?.text])
    expect((await audited()).map(({ act, details }) => [act, details])).toEqual([
      ['comments.removed', { ids: [...which.ids].join(' '), removed: '1' }],
    ])
    expect(await removal.remove(which, 'comments.removed')).toBe(0)
    expect(await audited()).toHaveLength(1)
  })
})
