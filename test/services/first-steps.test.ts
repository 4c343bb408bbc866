import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import { firstHour, parseIsoDay } from '../../server/domain/calendar.ts'
import { ForbiddenError, NotFoundError } from '../../server/domain/errors.ts'
import { newPublicCode } from '../../server/domain/public-code.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { addAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { ADMINISTRATOR, agencyGrant } from '../fixtures/staff-browser.ts'
import { aTarget } from '../fixtures/target.ts'

const [AT_SUBMISSION, AT_RETURN, GONE, ON_TABLET] = [1, 2, 3, 4].map((sign) => newPublicCode(() => sign)) as [
  string,
  string,
  string,
  string,
]

let platform: Platform
let head: Viewer
let administrator: Viewer
beforeEach(async () => {
  platform = await openPlatform()
  head = await addAccount(platform.storage, { grants: agencyGrant('my-loc') })
  administrator = await addAccount(platform.storage, { grants: ADMINISTRATOR })
})
afterEach(() => platform.close())

describe('the first steps of an agency', () => {
  beforeEach(() =>
    platform.storage.directory.apply({
      agencies: [
        anAgency('my-loc'),
        anAgency('van-phong', { parent: 'my-loc' }),
        anAgency('xa-cu', { validTo: 20_000, successor: 'my-loc' }),
        anAgency('tan-an'),
      ],
      points: [aServicePoint('my-loc-01', 'my-loc'), aServicePoint('van-phong-01', 'van-phong')],
    }),
  )

  test('know of its counters and of those below, and that there are no codes', async () => {
    const steps = { agencyCode: 'my-loc', points: 2, codes: 0, trialCode: null, responses: 0, mayAdd: false }
    expect(await platform.services.firstSteps.ofAgency(head, 'my-loc')).toEqual(steps)
    expect(await platform.services.firstSteps.ofAgency(administrator, 'my-loc')).toEqual({ ...steps, mayAdd: true })
  })

  test('know the codes that are put up, and try the one at which a result is given out', async () => {
    await platform.storage.directory.apply({
      codes: [
        aPublicCode(AT_SUBMISSION, 'my-loc-01', { step: 'submission' }),
        aPublicCode(AT_RETURN, 'van-phong-01'),
        aPublicCode(GONE, 'my-loc-01', { field: 'ho-tich', withdrawnOn: 20_000 }),
        aPublicCode(ON_TABLET, 'my-loc-01', { channel: 'kiosk' }),
      ],
    })
    platform.moveClock(2000)
    expect(await platform.services.firstSteps.ofAgency(head, 'my-loc')).toMatchObject({
      codes: 2,
      trialCode: AT_RETURN,
    })
  })

  test('count responses of all months and both steps, of agencies below and of merged ones, up to the hundredth', async () => {
    await record([
      ...many(40, { receivedHour: firstHour(parseIsoDay('2024-01-05') ?? 0) }),
      ...many(30, { agency: 'van-phong', point: 'van-phong-01', step: 'submission', answers: '454-04' }),
      ...many(29, { agency: 'xa-cu', point: 'xa-cu-01', receivedHour: firstHour(parseIsoDay('2025-06-05') ?? 0) }),
      ...many(200, { agency: 'tan-an', point: 'tan-an-01' }),
    ])
    expect((await platform.services.firstSteps.ofAgency(head, 'my-loc'))?.responses).toBe(99)
    await record(many(1))
    expect(await platform.services.firstSteps.ofAgency(head, 'my-loc')).toBeNull()
    expect(await platform.services.firstSteps.ofAgency(head, 'my-loc')).toBeNull()
  })

  test('are told to those who may see the agency, also when it needs them no more', async () => {
    await record(many(100, { agency: 'tan-an', point: 'tan-an-01' }))
    expect(await platform.services.firstSteps.ofAgency(administrator, 'tan-an')).toBeNull()
    await expect(platform.services.firstSteps.ofAgency(head, 'tan-an')).rejects.toThrow(ForbiddenError)
    await expect(platform.services.firstSteps.ofAgency(head, 'unknown')).rejects.toThrow(NotFoundError)
  })
})

describe('the first steps of a platform', () => {
  test('are told to administrators, as far as they were taken', async () => {
    expect(await platform.services.firstSteps.ofPlatform(administrator)).toEqual({
      agencies: 0,
      points: 0,
      targets: 0,
      accounts: 1,
    })
    await platform.storage.directory.apply({
      agencies: [anAgency('my-loc')],
      points: [aServicePoint('my-loc-01', 'my-loc')],
      targets: [aTarget()],
    })
    platform.moveClock(2000)
    expect(await platform.services.firstSteps.ofPlatform(administrator)).toEqual({
      agencies: 1,
      points: 1,
      targets: 1,
      accounts: 1,
    })
  })

  test('end with the first answer, and are none of an agency’s', async () => {
    expect(await platform.services.firstSteps.ofPlatform(head)).toBeNull()
    await platform.storage.directory.apply({ agencies: [anAgency('my-loc')] })
    platform.moveClock(2000)
    await record(many(1))
    expect(await platform.services.firstSteps.ofPlatform(administrator)).toBeNull()
  })
})

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

function many(count: number, over: Partial<SurveyResponse> = {}): SurveyResponse[] {
  return Array.from({ length: count }, () => aResponse(over))
}
