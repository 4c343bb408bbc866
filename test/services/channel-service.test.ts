import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { benjaminiHochberg } from '../../scoring/benjamini-hochberg.ts'
import { difference } from '../../scoring/difference.ts'
import type { ChannelComparison, ChannelRow } from '../../server/services/channel-comparison.ts'
import type { CompareQuery } from '../../server/services/compare-query.ts'
import { channelColumns } from '../../server/services/channel-columns.ts'
import { anAccount } from '../fixtures/account.ts'
import { anInsightsQuery, AUGUST, openInsightsPlatform } from '../fixtures/insights-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aShare } from '../fixtures/share.ts'

const INSPECTOR = anAccount()
/** The overall item has one answer of each respondent, so that figures can be reckoned by hand. */
const DIRECT = { method: 'index.direct' } as const

let platform: Platform
beforeAll(async () => {
  platform = await openInsightsPlatform()
})
afterAll(() => platform.close())

const channelsOf = (
  code: string | null = null,
  over: Partial<CompareQuery> = {},
  of: Platform = platform,
): Promise<ChannelComparison> => of.services.channels.channels(INSPECTOR, anInsightsQuery({ ...DIRECT, ...over }), code)

function rowOf({ rows }: ChannelComparison, channel: string): ChannelRow {
  const row = rows.find((one) => one.channel === channel)
  if (!row) throw new Error(`nothing by ${channel}`)
  return row
}

describe('all units together', () => {
  test('have the sum of each channel, its share of all responses, and its difference from QR', async () => {
    const found = await channelsOf()
    // 30 of 60 and 20 of 20 of xa-a and what was merged into it, 194 of 200, and 45 of 45; the two of xa-d are left out.
    const qr = aShare(30 + 20 + 194, 60 + 20 + 200)
    const kiosk = aShare(190, 200)
    expect(rowOf(found, 'kiosk')).toMatchObject({ responses: 200, share: 200 / 530 })
    expect(rowOf(found, 'kiosk').shown.figure).toEqual(kiosk)
    expect(rowOf(found, 'qr').shown.figure).toEqual(qr)
    expect(rowOf(found, 'kiosk').difference).toEqual({
      value: difference(kiosk, qr),
      adjusted: difference(kiosk, qr)?.p,
      isSignificant: true,
      why: null,
    })
    expect(found.reference).toBe('qr')
    expect(rowOf(found, 'qr').difference).toMatchObject({ value: null, adjusted: null, why: 'reference' })
  })

  test('leave out suppressed units, and cells of a few people with another one, and say whose', async () => {
    const found = await channelsOf()
    expect(rowOf(found, 'qr').leftOut).toMatchObject({
      agencies: [{ code: 'xa-c' }, { code: 'xa-d' }],
      responses: 45 + 2,
    })
    expect(rowOf(found, 'paper')).toMatchObject({
      shown: { hidden: 'too-few', figure: null },
      responses: 3,
      difference: { value: null, why: 'hidden' },
      leftOut: { agencies: [{ code: 'xa-c' }], responses: 3 },
    })
    expect(found.units.map(({ agency, isShown }) => [agency.code, isShown])).toEqual([
      ['xa-a', true],
      ['xa-b', true],
      ['xa-c', true],
      ['xa-d', false],
    ])
    expect([...(found.units[2]?.responses ?? [])]).toEqual([
      ['qr', 45],
      ['paper', 3],
    ])
  })

  test('have p-values adjusted for as many channels as are compared', async () => {
    const own = await openInsightsPlatform()
    const march = { month: '2026-03' }
    await record(own, [
      ...answersAt('xa-b', 80, { ...march, answers: '555555' }),
      ...answersAt('xa-b', 20, { ...march, answers: '222222' }),
      ...answersAt('xa-b', 60, { ...march, answers: '555555', channel: 'assisted' }),
      ...answersAt('xa-b', 50, { ...march, answers: '555555', channel: 'import' }),
      ...answersAt('xa-b', 10, { ...march, answers: '222222', channel: 'import' }),
    ])
    const { rows } = await channelsOf(null, { months: { from: AUGUST - 5, to: AUGUST - 4 } }, own)
    const compared = rows.filter(({ difference: { value } }) => value)
    expect(compared.map(({ channel, difference: { isSignificant } }) => [channel, isSignificant])).toEqual([
      ['assisted', true],
      ['import', false],
    ])
    expect(compared.map((row) => row.difference.adjusted)).toEqual(
      benjaminiHochberg(compared.map((row) => row.difference.value?.p ?? null)),
    )
    await own.close()
  })

  test('are compared with the largest channel where QR is not shown', async () => {
    const own = await openInsightsPlatform()
    await record(own, answersAt('xa-b', 60, { answers: '555555', channel: 'assisted', month: '2026-05' }))
    await record(own, answersAt('xa-b', 90, { answers: '555555', channel: 'receipt', month: '2026-05' }))
    const months = { from: AUGUST - 3, to: AUGUST - 2 }
    expect(await channelsOf(null, { months }, own)).toMatchObject({ reference: 'receipt' })
    await own.close()
  })

  test('have no channels where nobody answered', async () => {
    const months = { from: AUGUST - 20, to: AUGUST - 19 }
    expect(await channelsOf(null, { months })).toMatchObject({ rows: [], reference: null })
  })

  test('are of all fields, whichever is chosen', async () => {
    const [all, one] = [await channelsOf(), await channelsOf(null, { field: 'dat-dai' })]
    expect(one.rows).toEqual(all.rows)
  })
})

describe('one unit', () => {
  test('has its own channels, as its dashboard shows them', async () => {
    const found = await channelsOf('xa-a')
    expect(found.unit?.code).toBe('xa-a')
    expect(rowOf(found, 'kiosk').shown.figure).toEqual(aShare(190, 200))
    expect(rowOf(found, 'qr').shown.figure).toEqual(aShare(50, 80))
    expect(rowOf(found, 'kiosk')).toMatchObject({ share: 200 / 280, leftOut: { responses: 0 } })
  })

  test('shows no channel that gives away another', async () => {
    const found = await channelsOf('xa-c')
    expect(found.rows.map(({ channel, shown }) => [channel, shown.n, shown.hidden])).toEqual([
      ['qr', 45, 'by-subtraction'],
      ['paper', 3, 'too-few'],
    ])
    expect(found.reference).toBeNull()
  })

  test('shows nothing where it is suppressed', async () => {
    expect((await channelsOf('xa-d')).rows.map(({ shown }) => shown.figure)).toEqual([null])
  })

  test('must be one of the comparison', async () => {
    await expect(channelsOf('tinh')).rejects.toMatchObject({
      problems: [{ where: 'unit', message: 'channels:error-no-unit', values: { unit: 'tinh' } }],
    })
  })
})

test('the file has a row a channel, with what is left out', async () => {
  const found = await channelsOf()
  const columns = channelColumns(found)
  const row = (channel: string) =>
    Object.fromEntries(columns.map(({ key, value }) => [key, value(rowOf(found, channel))]))
  expect(row('qr')).toMatchObject({
    'left-out-units': 'xa-c xa-d',
    'left-out-responses': 47,
    'difference-why': 'reference',
  })
  expect(row('paper')).toMatchObject({ responses: 3, index: null, hidden: 'too-few' })
  expect(row('kiosk')).toMatchObject({
    'compared-with': 'qr',
    difference: rowOf(found, 'kiosk').difference.value?.points,
  })
})
