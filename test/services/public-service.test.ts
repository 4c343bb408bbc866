import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import { NotFoundError } from '../../server/domain/errors.ts'
import type { PublicFigures } from '../../server/services/public-figures.ts'
import { publicQuarters, type PublicPeriod } from '../../server/services/public-periods.ts'
import type { Platform } from '../fixtures/platform.ts'
import { answersAt, openPublicPlatform, record } from '../fixtures/public-platform.ts'

let platform: Platform
beforeEach(async () => {
  platform = await openPublicPlatform()
})
afterEach(async () => {
  await platform.close()
})

const of = (code: string, period: PublicPeriod = 'quarter'): Promise<PublicFigures> =>
  platform.services.published.ofAgency(code, period)

const FAR_MS = 61 * 60_000

describe('a public period', () => {
  const day = (text: string): number => parseIsoDay(text) ?? Number.NaN
  const names = (period: PublicPeriod, today: string): readonly string[] =>
    publicQuarters(period, day(today)).map((quarter) => `${1970 + Math.floor(quarter / 4)}-${(quarter % 4) + 1}`)

  test('is made of quarters that are over, from the first day after them on', () => {
    expect(names('quarter', '2026-09-30')).toEqual(['2026-2'])
    expect(names('quarter', '2026-10-01')).toEqual(['2026-3'])
    expect(names('four-quarters', '2026-11-23')).toEqual(['2025-4', '2026-1', '2026-2', '2026-3'])
    expect(names('year', '2026-11-23')).toEqual(['2026-1', '2026-2', '2026-3'])
    expect(names('year', '2027-01-01')).toEqual(['2026-1', '2026-2', '2026-3', '2026-4'])
  })

  test('leaves out the answers of the quarter that is running', async () => {
    const before = await of('xa-a')
    await record(platform, answersAt('xa-a', 50, { month: '2026-11' }))
    platform.moveClock(FAR_MS)
    expect((await of('xa-a')).index).toEqual(before.index)
  })
})

describe('the public figures of an agency', () => {
  test('are the index with its factors and levels, flagged responses with and without', async () => {
    const { index, factors, levels, flagged, counted } = await of('so-y-te', 'four-quarters')
    expect(index).toMatchObject({ n: 440, hidden: null })
    expect(index.figure?.index).toBeCloseTo((100 * (440 * 5 - 200)) / (440 * 5), 10)
    expect(factors?.map(({ code, shown }) => [code, shown.figure?.index?.toFixed(2)])).toContainEqual(['F2', '77.27'])
    expect(levels).toEqual([200, 0, 0, 0, 2000])
    expect(counted).toHaveLength(2)
    // One quarter has no flagged responses at all, the other forty: both may be told.
    expect(flagged).toMatchObject({ n: 40, without: { n: 400 } })
  })

  test('are hidden below thirty respondents, and so is a neighbour from which they could be had', async () => {
    expect((await of('xa-c')).index).toEqual({ n: 0, hidden: 'too-few', figure: null, verdict: null })
    expect((await of('xa-b')).index.hidden).toBe('by-subtraction')
    expect((await of('xa-a')).index.hidden).toBeNull()
    expect(await of('xa-b')).toMatchObject({ levels: null, factors: null, flagged: null })
  })

  test('begin with exactly thirty respondents', async () => {
    await record(platform, answersAt('xa-c', 17))
    platform.moveClock(FAR_MS)
    expect((await of('xa-c')).index.hidden).toBe('too-few')
    await record(platform, answersAt('xa-c', 1))
    platform.moveClock(FAR_MS)
    expect((await of('xa-c')).index).toMatchObject({ n: 30, hidden: null })
    expect((await of('xa-b')).index.hidden).toBeNull()
  })

  test('of a longer period leave out a quarter that is hidden by itself, and say so', async () => {
    await record(platform, answersAt('xa-a', 20, { month: '2026-02' }))
    platform.moveClock(FAR_MS)
    const { index, left, counted } = await of('xa-a', 'year')
    expect(index.n).toBe(90)
    expect(left).toHaveLength(1)
    expect(counted).toHaveLength(1)
  })

  test('hide all five factors where one of them has too few respondents', async () => {
    await record(platform, answersAt('tinh', 200, { answers: '444404' }))
    await record(platform, answersAt('tinh', 20, { answers: '444444' }))
    await record(platform, answersAt('xa-a', 400, { answers: '444404' }))
    platform.moveClock(FAR_MS)
    expect((await of('tinh')).factors).not.toBeNull()
    await record(platform, answersAt('xa-c', 400, { answers: '444404' }))
    platform.moveClock(FAR_MS)
    const commune = await of('xa-c')
    expect(commune.index.hidden).toBeNull()
    expect(commune.factors).toBeNull()
  })

  test('never tell of a few flagged responses, not even that there are any', async () => {
    await record(platform, answersAt('xa-a', 3, { flags: ['burst'] }))
    platform.moveClock(FAR_MS)
    expect((await of('xa-a')).flagged).toBeNull()
  })

  test('leave out answers at submission', async () => {
    await record(platform, answersAt('xa-a', 50, { step: 'submission', answers: '111-11' }))
    platform.moveClock(FAR_MS)
    expect((await of('xa-a')).index.n).toBe(90)
  })

  test('of an agency that is none are not found', async () => {
    await expect(of('khong-co')).rejects.toThrow(NotFoundError)
  })

  test('are null, not zero, where nobody has answered', async () => {
    expect((await of('xa-cu')).index).toEqual({ n: 0, hidden: 'no-answers', figure: null, verdict: null })
    expect(await of('xa-cu')).toMatchObject({ hasEnded: true, successor: { code: 'xa-a' } })
  })
})

describe('the public list', () => {
  test('finds names without marks, by level, and leaves out agencies that are no more', async () => {
    const found = await platform.services.published.agencies('TAN phu')
    expect(found.map(({ level, agencies }) => [level, agencies.map(({ code }) => code)])).toEqual([
      ['commune', ['xa-a', 'xa-b', 'xa-c']],
    ])
    expect(await platform.services.published.agencies('khong co ten nay')).toEqual([])
  })
})
