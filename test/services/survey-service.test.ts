import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { firstHour, localDay, localHour, parseIsoDay } from '../../server/domain/calendar.ts'
import { BusyError, NotFoundError } from '../../server/domain/errors.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { BURST_LIMIT } from '../../server/services/burst-watch.ts'
import type { OpenedSurvey, Survey } from '../../server/services/known-surveys.ts'
import type { FilledForm, SurveyService } from '../../server/services/survey-service.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import type { Platform } from '../fixtures/platform.ts'
import { CODES, openSurveyPlatform } from '../fixtures/survey-platform.ts'

const DAY_MS = 86_400_000

let platform: Platform
beforeEach(async () => {
  platform = await openSurveyPlatform()
})
afterEach(async () => {
  await platform.close()
})

async function open(typed: string): Promise<OpenedSurvey> {
  return platform.services.survey.openSurvey(typed)
}

async function surveyOf(code: string): Promise<Survey> {
  const opened = await open(code)
  if (opened.state !== 'open') throw new Error(`${code} is ${opened.state}`)
  return opened.survey
}

function aForm(over: Partial<FilledForm> = {}): FilledForm {
  const form = platform.services.survey.newForm()
  return { ...form, language: 'vi', answers: '454504', facts: '1', comment: null, ...over }
}

async function stored(agency = 'so-nnmt'): Promise<SurveyResponse[]> {
  const all: SurveyResponse[] = []
  const scope = { agency, from: 0, to: Number.MAX_SAFE_INTEGER }
  for await (const batch of platform.storage.responses.stream(scope)) all.push(...batch)
  return all
}

describe('opening a survey', () => {
  test('finds what stands behind a code, however it is typed', async () => {
    const survey = await surveyOf(CODES.landReturn)
    expect(survey.agency.code).toBe('so-nnmt')
    expect(survey.point.id).toBe('so-nnmt-01')
    expect(survey.field.code).toBe('dat-dai')
    const typed = ` ${CODES.landReturn.slice(0, 3).toLowerCase()}-${CODES.landReturn.slice(3)} `
    expect(await surveyOf(typed)).toBe(survey)
  })

  test('asks for the result only at the return step', async () => {
    const asked = async (code: string): Promise<string[]> => (await surveyOf(code)).questions.map((one) => one.code)
    expect(await asked(CODES.landReturn)).toContain('F4.1')
    expect(await asked(CODES.landSubmission)).not.toContain('F4.1')
  })

  test('asks the latest version of the instrument that the code names', async () => {
    const full = aPublicCode(CODES.landReturn, 'so-nnmt-01', { questionnaire: 'full' })
    await platform.storage.directory.apply({ codes: [full] })
    const first = await surveyOf(CODES.landReturn)
    expect([first.questionnaire.key, first.questionnaire.version]).toEqual(['full', 1])
    await platform.storage.questionnaires.publish({ ...first.questionnaire, version: 10 })
    await platform.storage.questionnaires.publish({ ...first.questionnaire, version: 9 })
    platform.moveClock(1100)
    expect((await surveyOf(CODES.landReturn)).questionnaire.version).toBe(10)
    expect((await surveyOf(CODES.civilReturn)).questionnaire.key).toBe('counter')
  })

  test('stays the same object as long as nothing changes, and notices a change within a second', async () => {
    const survey = await surveyOf(CODES.landReturn)
    platform.moveClock(900)
    expect(await surveyOf(CODES.landReturn)).toBe(survey)
    const withdrawn = aPublicCode(CODES.landReturn, 'so-nnmt-01', { withdrawnOn: parseIsoDay('2026-11-23') })
    await platform.storage.directory.apply({ codes: [withdrawn] })
    platform.moveClock(1100)
    expect(await open(CODES.landReturn)).toEqual({ state: 'withdrawn', replacement: null })
  })

  test('a code is in use until the day on which it is withdrawn', async () => {
    const tomorrow = parseIsoDay('2026-11-24')
    await platform.storage.directory.apply({
      codes: [aPublicCode(CODES.landReturn, 'so-nnmt-01', { withdrawnOn: tomorrow })],
    })
    expect((await open(CODES.landReturn)).state).toBe('open')
    platform.moveClock(16 * 3_600_000)
    expect((await open(CODES.landReturn)).state).toBe('withdrawn')
  })

  test('a withdrawn code leads to the one that took its place, over several, and never in circles', async () => {
    const opened = await open(CODES.replaced)
    expect(opened.state === 'withdrawn' && opened.replacement?.code.code).toBe(CODES.civilReturn)
    expect(await open(CODES.withdrawn)).toEqual({ state: 'withdrawn', replacement: null })

    const longAgo = { withdrawnOn: 0 }
    await platform.storage.directory.apply({
      codes: [
        aPublicCode(CODES.withdrawn, 'tan-phu-01', { ...longAgo, replacedBy: CODES.replaced }),
        aPublicCode(CODES.landReturn, 'so-nnmt-01', { ...longAgo, replacedBy: CODES.landSubmission }),
        aPublicCode(CODES.landSubmission, 'so-nnmt-01', { ...longAgo, replacedBy: CODES.landReturn }),
      ],
    })
    platform.moveClock(2000)
    const further = await open(CODES.withdrawn)
    expect(further.state === 'withdrawn' && further.replacement?.code.code).toBe(CODES.civilReturn)
    expect(await open(CODES.landReturn)).toEqual({ state: 'withdrawn', replacement: null })
  })

  test('an unknown code says what is wrong with it and what may have been meant', async () => {
    expect(await open(CODES.nobody)).toEqual({ state: 'unknown', fault: null, near: [] })
    expect(await open('ABC')).toEqual({ state: 'unknown', fault: 'length', near: [] })
    const [a = '', b = ''] = CODES.landReturn
    const swapped = await open(b + a + CODES.landReturn.slice(2))
    expect(swapped).toEqual({ state: 'unknown', fault: 'check', near: [await surveyOf(CODES.landReturn)] })
    const short = await open(CODES.replaced.slice(1))
    expect(short).toEqual({ state: 'unknown', fault: 'length', near: [await surveyOf(CODES.civilReturn)] })
  })

  test('a code whose counter, field or instrument is missing opens nothing', async () => {
    for (const gone of [{ field: 'gone' }, { questionnaire: 'gone' }]) {
      await platform.storage.directory.apply({ codes: [aPublicCode(CODES.nobody, 'so-nnmt-01', gone)] })
      platform.moveClock(2000)
      expect((await open(CODES.nobody)).state).toBe('unknown')
    }
  })
})

describe('a new form', () => {
  test('has an id of 128 random bits that no other has, and the present hour', () => {
    const forms = Array.from({ length: 2000 }, () => platform.services.survey.newForm())
    expect(new Set(forms.map(({ id }) => id)).size).toBe(2000)
    for (const { id, openedHour } of forms) {
      expect(id).toMatch(/^[0-9a-f]{32}$/)
      expect(openedHour).toBe(localHour(platform.now(), 'Asia/Ho_Chi_Minh'))
    }
  })
})

describe('sending a form', () => {
  test('stores everything that its code stands for, the hour and no more', async () => {
    const form = aForm({ language: 'en' })
    expect(await platform.services.survey.submit(await surveyOf(CODES.landReturn), form)).toBe('stored')
    expect(await stored()).toEqual([
      {
        id: form.id,
        openedHour: form.openedHour,
        receivedHour: firstHour(localDay(platform.now(), 'Asia/Ho_Chi_Minh')) + 8,
        questionnaire: 'counter/1',
        agency: 'so-nnmt',
        point: 'so-nnmt-01',
        field: 'dat-dai',
        step: 'return',
        channel: 'qr',
        language: 'en',
        answers: '454504',
        facts: '1',
        profile: null,
        flags: [],
      },
    ])
  })

  test('twice is once', async () => {
    const survey = await surveyOf(CODES.landReturn)
    const form = aForm({ comment: 'Chờ lâu' })
    const send: SurveyService['submit'] = (...given) => platform.services.survey.submit(...given)
    expect(await send(survey, form)).toBe('stored')
    expect(await send(survey, { ...form, answers: '111111' })).toBe('known')
    platform.moveClock(DAY_MS)
    expect(await send(survey, form)).toBe('known')
    expect((await stored()).map(({ answers }) => answers)).toEqual(['454504'])
  })

  test('keeps a comment without the numbers that point at a person', async () => {
    const survey = await surveyOf(CODES.landReturn)
    await platform.services.survey.submit(survey, aForm({ comment: 'Gọi 0912 345 678, quầy số 3' }))
    const scope = { agencies: ['so-nnmt'], from: 0, to: Number.MAX_SAFE_INTEGER }
    const comments = await platform.storage.comments.search(scope, { limit: 10, after: null })
    expect(comments.map(({ text }) => text)).toEqual(['Gọi •••, quầy số 3'])
  })

  test('keeps a comment apart, with the day and whether its writer was satisfied, nothing in common with the answers', async () => {
    const survey = await surveyOf(CODES.landReturn)
    const forms = [aForm({ comment: 'a' }), aForm({ comment: 'b', answers: '454503' }), aForm({ answers: '45450-' })]
    for (const form of forms) await platform.services.survey.submit(survey, { ...form, comment: form.comment ?? 'c' })
    const scope = { agencies: ['so-nnmt'], from: 0, to: 1e6 }
    const comments = await platform.storage.comments.search(scope, { limit: 10, after: null })
    const satisfied = new Map(comments.map((comment) => [comment.text, comment.satisfied]))
    expect(satisfied).toEqual(
      new Map([
        ['a', true],
        ['b', false],
        ['c', null],
      ]),
    )
    for (const comment of comments) {
      expect(comment.day).toBe(localDay(platform.now(), 'Asia/Ho_Chi_Minh'))
      expect(forms.map(({ id }) => id)).not.toContain(comment.id)
      expect(Object.keys(comment)).not.toContain('receivedHour')
    }
  })

  test('a form made by a process whose clock is ahead counts in the hour in which it was made, so it stays one form', async () => {
    const survey = await surveyOf(CODES.landReturn)
    const form = aForm()
    const ahead = { ...form, openedHour: form.openedHour + 1 }
    expect(await platform.services.survey.submit(survey, ahead)).toBe('stored')
    platform.moveClock(2 * 3_600_000)
    expect(await platform.services.survey.submit(survey, ahead)).toBe('known')
    expect((await stored())[0]?.receivedHour).toBe(form.openedHour + 1)
  })

  test('flags what is too much for one counter, and forms sent again do not count', async () => {
    const survey = await surveyOf(CODES.landReturn)
    const first = aForm()
    for (let again = 0; again < 50; again++) await platform.services.survey.submit(survey, first)
    for (let i = 1; i < BURST_LIMIT + 2; i++) await platform.services.survey.submit(survey, aForm())
    const flagged = (await stored()).filter(({ flags }) => flags.length > 0)
    expect(flagged.map(({ flags }) => flags)).toEqual([['burst'], ['burst']])
  })

  test('is refused while the platform stops, and nothing is stored', async () => {
    const survey = await surveyOf(CODES.landReturn)
    await platform.services.intake.drain()
    await expect(platform.services.survey.submit(survey, aForm())).rejects.toThrow(BusyError)
    expect(await stored()).toEqual([])
  })
})

describe('what a respondent tells about themselves', () => {
  test('is kept once with the response that it follows', async () => {
    const codes = [aPublicCode(CODES.landReturn, 'so-nnmt-01', { questionnaire: 'full' })]
    await platform.storage.directory.apply({ codes })
    const survey = await surveyOf(CODES.landReturn)
    const form = aForm({ answers: '44444444444444444004', facts: '0-----' })
    await platform.services.survey.submit(survey, form)
    await platform.services.survey.submit(survey, { ...aForm(), answers: form.answers, facts: form.facts })
    const of = { agency: 'so-nnmt', openedHour: form.openedHour, id: form.id }
    expect(await platform.services.survey.tellProfile(of, '1-----')).toBe('stored')
    expect(await platform.services.survey.tellProfile(of, '0-----')).toBe('known')
    expect((await stored()).map(({ id, profile }) => [id === form.id, profile]).sort()).toEqual([
      [false, null],
      [true, '1-----'],
    ])
    await expect(platform.services.survey.tellProfile({ ...of, id: 'f'.repeat(32) }, '0-----')).rejects.toThrow(
      NotFoundError,
    )
  })
})
