import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import { ConflictError, ForbiddenError, NotFoundError } from '../../server/domain/errors.ts'
import { newPublicCode } from '../../server/domain/public-code.ts'
import type { PublicCode } from '../../server/domain/service-point.ts'
import { addAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { ADMINISTRATOR, agencyGrant } from '../fixtures/staff-browser.ts'

const [LIVE, GONE, BELOW, FORMER, ELSEWHERE, ENDING] = [1, 2, 3, 4, 5, 6].map((sign) => newPublicCode(() => sign)) as [
  string,
  string,
  string,
  string,
  string,
  string,
]
const TODAY = parseIsoDay('2026-11-23') ?? 0

let platform: Platform
let head: Viewer
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('my-loc'),
        anAgency('van-phong', { parent: 'my-loc' }),
        anAgency('xa-cu', { validTo: TODAY - 100, successor: 'my-loc' }),
        anAgency('tan-an'),
      ],
      points: ['my-loc', 'van-phong', 'xa-cu', 'tan-an'].map((agency) => aServicePoint(`${agency}-01`, agency)),
      codes: [
        aPublicCode(LIVE, 'my-loc-01'),
        aPublicCode(GONE, 'my-loc-01', { step: 'submission', withdrawnOn: TODAY - 3 }),
        aPublicCode(ENDING, 'my-loc-01', { field: 'ho-tich', withdrawnOn: TODAY + 10, replacedBy: LIVE }),
        aPublicCode(BELOW, 'van-phong-01'),
        aPublicCode(FORMER, 'xa-cu-01'),
        aPublicCode(ELSEWHERE, 'tan-an-01'),
      ],
    },
  })
  head = await addAccount(platform.storage, { grants: agencyGrant('my-loc') })
})
afterEach(() => platform.close())

const stored = async (code: string): Promise<PublicCode | undefined> =>
  (await platform.storage.directory.load()).codes.find((one) => one.code === code)
const audited = async () => (await platform.storage.audit.list({ limit: 10, before: null })).toReversed()

describe('a code that is withdrawn', () => {
  test('takes no answers from that day on, and stands in the audit with who did it', async () => {
    const { code, isDone } = await platform.services.posterCodes.change(head, LIVE, 'withdraw')
    expect(isDone).toBe(true)
    expect(code).toEqual(aPublicCode(LIVE, 'my-loc-01', { withdrawnOn: TODAY }))
    expect(await stored(LIVE)).toEqual(code)
    platform.moveClock(1000)
    expect(await platform.services.survey.openSurvey(LIVE)).toEqual({ state: 'withdrawn', replacement: null })
    expect(await audited()).toMatchObject([
      {
        at: new Date('2026-11-23T01:00:00Z'),
        account: head.id,
        act: 'codes.changed',
        agency: 'my-loc',
        details: { change: 'withdraw', code: LIVE },
      },
    ])
  })

  test('leads to the one that takes its place, which stands for the same', async () => {
    const { code } = await platform.services.posterCodes.change(head, LIVE, 'replace')
    const successor = code.replacedBy ?? ''
    expect(await stored(successor)).toEqual(aPublicCode(successor, 'my-loc-01'))
    platform.moveClock(1000)
    expect(await platform.services.survey.openSurvey(LIVE)).toMatchObject({
      state: 'withdrawn',
      replacement: { code: { code: successor } },
    })
    expect(await audited()).toMatchObject([{ details: { change: 'replace', code: LIVE, replacedBy: successor } }])
  })

  test('is ended today where it was to end later, and keeps the one that was to take its place', async () => {
    const { code } = await platform.services.posterCodes.change(head, ENDING, 'replace')
    expect(code).toMatchObject({ withdrawnOn: TODAY, replacedBy: LIVE })
    expect((await platform.storage.directory.load()).codes).toHaveLength(6)
  })

  test('is given a successor afterwards, once', async () => {
    const first = await platform.services.posterCodes.change(head, GONE, 'succeed')
    expect(first).toMatchObject({ isDone: true, code: { code: GONE, withdrawnOn: TODAY - 3 } })
    expect(await stored(first.code.replacedBy ?? '')).toMatchObject({ step: 'submission', withdrawnOn: null })
    const second = await platform.services.posterCodes.change(head, GONE, 'succeed')
    expect(second).toEqual({ isDone: false, code: first.code })
  })
})

describe('what was done before', () => {
  test.each(['withdraw', 'replace'] as const)('is not done again: %s', async (act) => {
    const first = await platform.services.posterCodes.change(head, LIVE, 'replace')
    const second = await platform.services.posterCodes.change(head, LIVE, act)
    expect(second).toEqual({ isDone: false, code: first.code })
    expect(await audited()).toHaveLength(1)
  })

  test('is done by one of those who want it at the same time', async () => {
    const outcomes = await Promise.all(
      (['replace', 'withdraw', 'replace', 'replace'] as const).map((act) =>
        platform.services.posterCodes.change(head, LIVE, act),
      ),
    )
    const [winner, ...others] = outcomes.filter(({ isDone }) => isDone)
    expect(others).toEqual([])
    for (const { code } of outcomes) expect(code).toEqual(winner?.code)
    const { codes } = await platform.storage.directory.load()
    expect(codes).toHaveLength(6 + Number(winner?.code.replacedBy !== null))
    expect(await audited()).toHaveLength(1)
  })

  test('is done although something else is changed at the same time', async () => {
    const [{ isDone }] = await Promise.all([
      platform.services.posterCodes.change(head, LIVE, 'replace'),
      platform.storage.directory.apply({ agencies: [anAgency('xa-moi')] }),
      platform.services.posterCodes.change(head, BELOW, 'replace'),
    ])
    expect(isDone).toBe(true)
    expect((await stored(LIVE))?.withdrawnOn).toBe(TODAY)
    expect((await stored(BELOW))?.withdrawnOn).toBe(TODAY)
  })

  test('cannot be succeeded while it is in use', async () => {
    await expect(platform.services.posterCodes.change(head, LIVE, 'succeed')).rejects.toThrow(ConflictError)
  })
})

describe('codes may be changed', () => {
  test.each([BELOW, FORMER])('by an agency below it and in what it took over: %s', async (code) => {
    expect((await platform.services.posterCodes.change(head, code, 'withdraw')).isDone).toBe(true)
  })

  test('by an administrator everywhere', async () => {
    const administrator = await addAccount(platform.storage, { grants: ADMINISTRATOR })
    expect((await platform.services.posterCodes.change(administrator, ELSEWHERE, 'withdraw')).isDone).toBe(true)
    expect(await audited()).toMatchObject([{ account: administrator.id, agency: 'tan-an' }])
  })

  test('by nobody else', async () => {
    const inspector = await addAccount(platform.storage, { grants: [{ role: 'inspector', agency: null }] })
    const below = await addAccount(platform.storage, { grants: agencyGrant('van-phong') })
    for (const [viewer, code] of [
      [head, ELSEWHERE],
      [inspector, LIVE],
      [below, LIVE],
    ] as const) {
      await expect(platform.services.posterCodes.change(viewer, code, 'withdraw')).rejects.toThrow(ForbiddenError)
    }
    expect(await audited()).toEqual([])
  })

  test('where there are any', async () => {
    const unknown = newPublicCode(() => 9)
    await expect(platform.services.posterCodes.change(head, unknown, 'withdraw')).rejects.toThrow(NotFoundError)
  })
})

describe('further codes', () => {
  const wanted = (field: string) =>
    ({ point: 'my-loc-01', field, step: 'return', channel: 'qr', questionnaire: 'counter' }) as const

  test('are made where they are missing, by administrators', async () => {
    const administrator = await addAccount(platform.storage, { grants: ADMINISTRATOR })
    const made = await platform.services.posterCodes.add(administrator, 'my-loc', [wanted('dat-dai'), wanted('y-te')])
    expect(made).toEqual([aPublicCode(made[0]?.code ?? '', 'my-loc-01', { field: 'y-te' })])
    expect(await stored(made[0]?.code ?? '')).toEqual(made[0])
    expect(await audited()).toMatchObject([{ agency: 'my-loc', details: { change: 'add', codes: made[0]?.code } }])
    expect(await platform.services.posterCodes.add(administrator, 'my-loc', [wanted('y-te')])).toEqual([])
    expect(await audited()).toHaveLength(1)
  })

  test('are for the agency’s own points, and not for its account to make', async () => {
    const administrator = await addAccount(platform.storage, { grants: ADMINISTRATOR })
    const { posterCodes } = platform.services
    await expect(posterCodes.add(administrator, 'tan-an', [wanted('y-te')])).rejects.toThrow(NotFoundError)
    await expect(posterCodes.add(head, 'my-loc', [wanted('y-te')])).rejects.toThrow(ForbiddenError)
    await expect(posterCodes.ground(head, 'my-loc')).rejects.toThrow(ForbiddenError)
  })
})
