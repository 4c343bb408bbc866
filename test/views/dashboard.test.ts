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
  platform.moveClock(2000)
  const received = { receivedHour: firstHour(parseIsoDay('2026-10-20') ?? 0) }
  await record([
    ...many(40),
    ...many(30, { ...received, field: 'ho-tich', flags: ['burst'] }),
    ...many(3, { point: 'my-loc-02', answers: '111111' }),
    ...many(5, { step: 'submission', answers: '454-04' }),
    ...many(40, { ...received, questionnaire: 'long/1', answers: '4545204' }),
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
    ['a period that cannot be shown', '/agencies/my-loc?from=2026-12-31&to=x&view=as-it-might-be&'],
    ['the list of agencies', '/agencies?'],
    ['an empty list of agencies', '/agencies?q=zz&'],
  ])('%s can be used by everybody', async (_, path) => {
    const { text } = await browser.get(`${path}lang=${language}`)
    expect(text).not.toMatch(/\{\{|>NaN|>undefined|>null/)
    expect(await pageProblems(text)).toEqual([])
  })
})

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

function many(count: number, over: Partial<SurveyResponse> = {}): SurveyResponse[] {
  return Array.from({ length: count }, () => aResponse(over))
}
