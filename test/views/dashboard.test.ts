import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { firstHour, parseIsoDay } from '../../server/domain/calendar.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { anAgency } from '../fixtures/agency.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'
import { aTarget } from '../fixtures/target.ts'
import { aTransactionCount } from '../fixtures/transaction-count.ts'

let platform: Platform
let browser: StaffBrowser
beforeAll(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('tinh', { level: 'province' }),
        anAgency('my-loc', { parent: 'tinh' }),
        anAgency('my-phuc', { parent: 'tinh', successor: 'my-loc' }),
        anAgency('silent', { parent: 'tinh' }),
      ],
      points: [aServicePoint('my-loc-01', 'my-loc'), aServicePoint('my-loc-02', 'my-loc')],
      codes: [aPublicCode('AAAAAAAA', 'my-loc-01')],
      targets: [aTarget(), aTarget({ field: 'ho-tich', threshold: '92.5' })],
    },
  })
  const [one, ...others] = aQuestionnaire().questions
  if (one?.kind !== 'scale') throw new Error('no scale question')
  const questions = [one, { ...one, code: 'F1.2' }, ...others]
  await platform.storage.questionnaires.publish(aQuestionnaire({ key: 'long', questions }))
  const gender = {
    code: 'gender',
    wording: { vi: 'Giới tính của ông/bà', en: 'Your gender' },
    options: ['female', 'male'].map((value) => ({ value, label: { vi: value } })),
  }
  await platform.storage.questionnaires.publish(aQuestionnaire({ key: 'asking', profile: [gender] }))
  await platform.storage.transactions.put([
    aTransactionCount({ count: 400 }),
    aTransactionCount({ field: 'ho-tich', month: 681, count: 20 }),
  ])
  platform.moveClock(2000)
  const received = { receivedHour: firstHour(parseIsoDay('2026-10-20') ?? 0) }
  await record([
    ...many(40),
    ...many(30, { ...received, field: 'ho-tich', flags: ['burst'] }),
    ...many(3, { point: 'my-loc-02', answers: '111111' }),
    ...many(5, { step: 'submission', answers: '454-04' }),
    ...many(40, { ...received, questionnaire: 'long/1', answers: '4545204' }),
    ...many(30, { questionnaire: 'asking/1', profile: '0' }),
    ...many(6, { questionnaire: 'asking/1', profile: '1' }),
    ...many(50, {
      receivedHour: firstHour(parseIsoDay('2025-10-20') ?? 0),
      answers: '353503',
      facts: '1',
      channel: 'kiosk',
    }),
  ])
  browser = (await signedInBrowser(platform)).browser
})
afterAll(async () => {
  await platform.close()
})

describe.each(['vi', 'en'])('in %s', (language) => {
  test.each([
    ['a dashboard with every section', '/agencies/my-loc?'],
    ['a dashboard with several criteria in a factor', '/agencies/my-loc?questionnaire=long&'],
    ['a dashboard with agencies below', '/agencies/tinh?'],
    ['a dashboard without answers', '/agencies/silent?'],
    ['a dashboard of one day with its form open', '/agencies/my-loc?from=20/11/2026&to=20/11/2026&'],
    ['a narrowed dashboard', '/agencies/my-loc?field=ho-tich&channel=qr&'],
    ['a narrowed dashboard that shows nothing', '/agencies/my-loc?point=my-loc-02&'],
    ['an early warning', '/agencies/my-loc?step=submission&'],
    ['a dashboard with a profile', '/agencies/my-loc?questionnaire=asking&'],
    ['a filter that cannot be', '/agencies/my-loc?hour=25&colour=red&channel=qr&'],
    ['a filter of what is not there', '/agencies/my-loc?point=nowhere&'],
    ['a period that cannot be shown', '/agencies/my-loc?from=2026-12-31&to=x&view=as-it-might-be&'],
    ['the list of agencies', '/agencies?'],
    ['an empty list of agencies', '/agencies?q=zz&'],
  ])(
    '%s can be used by everybody',
    async (_, path) => {
      const { text, status } = await browser.get(`${path}lang=${language}`)
      expect([200, 400, 404]).toContain(status)
      expect(text).not.toMatch(/\{\{|>NaN|>undefined|>null/)
      expect(await pageProblems(text)).toEqual([])
    },
    30_000,
  )
})

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

function many(count: number, over: Partial<SurveyResponse> = {}): SurveyResponse[] {
  return Array.from({ length: count }, () => aResponse(over))
}
