import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import request, { type Response } from 'supertest'
import { BusyError } from '../../server/domain/errors.ts'
import { fieldsOn, FormFiller } from '../fixtures/form-filler.ts'
import { FULL_CODES, fullForm, openFullSurveyPlatform, storedResponses } from '../fixtures/full-survey-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { CODES } from '../fixtures/survey-platform.ts'

const FORM = `/s/${FULL_CODES.atReturn}`
const THANKS = `${FORM}/thanks`

let platform: Platform
beforeEach(async () => {
  platform = await openFullSurveyPlatform()
})
afterEach(() => platform.close())

/** Somebody who has sent the full form and reads the thanks. */
async function thanked(query = ''): Promise<FormFiller> {
  const one = await new FormFiller(platform, FORM + query).open()
  return one.finish()
}

/** A second sending of what stands on the page. */
async function sendAgain(fields: Record<string, string>): Promise<Response> {
  return request(platform.app).post(THANKS).type('form').send(fields)
}

async function profiles(): Promise<(string | null)[]> {
  return (await storedResponses(platform)).map(({ profile }) => profile)
}

describe('the questions about the respondent', () => {
  test('come with the thanks, once the form is stored: voluntary, with their purpose, nothing picked beforehand', async () => {
    const { page, answer } = await thanked()
    expect(answer.status).toBe(200)
    expect(await storedResponses(platform)).toHaveLength(1)
    expect(page.querySelector('h1')?.textContent).toBe('Cảm ơn ông/bà. Phiếu đã được ghi nhận.')
    const words = page.body.textContent
    expect(words).toContain('Không bắt buộc.')
    expect(words).toContain('có được phục vụ tốt như nhau không')
    expect(words).toContain('gửi rồi thì không tìm lại được')
    expect(page.querySelector('button')?.textContent).toBe('Tôi đồng ý gửi thêm các câu này')
    expect(page.querySelectorAll(':checked')).toHaveLength(0)
    expect([...page.querySelectorAll('legend')].map((legend) => legend.textContent)).toEqual([
      'Giới tính',
      'Tuổi',
      'Trình độ học vấn',
      'Công việc chính',
      'Nơi ông/bà đang sống',
    ])
    for (const set of page.querySelectorAll('fieldset')) {
      expect(set.querySelector('label:last-child')?.textContent).toBe('Không trả lời')
    }
  })

  test('are not asked after the counter form, where the thanks take no form', async () => {
    const one = await new FormFiller(platform, `/s/${CODES.landReturn}`).open()
    await one.fillAll('4').press()
    expect(one.answer.status).toBe(303)
    const sent = await request(platform.app).post(`/s/${CODES.landReturn}/thanks`).type('form').send({ response: 'x' })
    expect([sent.status, sent.headers['allow']]).toEqual([405, 'GET, HEAD'])
  })

  test('are stored with the response they followed and with no other, one sign each', async () => {
    await thanked()
    const one = await thanked()
    await one.fill('profile-gender', 'female').fill('profile-age', 'over-60').fill('profile-area', '').press()
    expect(one.answer.status).toBe(303)
    expect(one.answer.headers['location']).toBe(`${THANKS}?profile=stored`)
    expect((await profiles()).sort()).toEqual(['14----', null])
    const shown = await request(platform.app).get(`${THANKS}?profile=stored`)
    expect(shown.text).toContain('Đã ghi thêm các câu về ông/bà.')
  })

  test('may be sent once: a second time changes nothing, and is told kindly', async () => {
    const one = await thanked()
    const fields = fieldsOn(one.fill('profile-gender', 'male').page)
    await one.press()
    const again = await sendAgain({ ...fields, 'profile-gender': 'female' })
    expect(again.headers['location']).toBe(`${THANKS}?profile=known`)
    expect(await profiles()).toEqual(['0-----'])
    const shown = await request(platform.app).get(`${THANKS}?profile=known&lang=en`)
    expect(shown.text).toContain('were recorded before')
  })

  test('may all be left out', async () => {
    const one = await thanked('?lang=en')
    await one.fill('profile-age', '').press()
    expect(one.answer.headers['location']).toBe(`${THANKS}?profile=none&lang=en`)
    expect(await profiles()).toEqual([null])
    expect((await request(platform.app).get(`${THANKS}?profile=none`)).text).toContain('không có gì được ghi thêm')
  })

  test('are asked again when the form is sent again, and still belong to the one response', async () => {
    const one = await new FormFiller(platform, FORM).open()
    for (let page = 1; page < 6; page++) await one.fillAll('4').press()
    const last = fieldsOn(one.fillAll('4').page)
    const [first, second] = await Promise.all(
      [1, 2].map(async () => (await request(platform.app).post(FORM).type('form').send(last)).text),
    )
    expect(first).toBe(second)
    await one.press()
    await one.fill('profile-gender', 'other').press()
    expect(await profiles()).toEqual(['2-----'])
  })

  test('ask for what is sensitive only where the province has said so, and say that it is', async () => {
    const plain = await thanked()
    await plain.press('onward', { 'profile-ethnicity': 'kinh' })
    expect(plain.answer.status).toBe(400)
    expect(await profiles()).toEqual([null])
    await platform.close()
    platform = await openFullSurveyPlatform({ ASK_SENSITIVE_PROFILE: 'yes' })
    const one = await thanked()
    const set = one.page.querySelector('fieldset:has([name="profile-ethnicity"])')
    expect(one.page.getElementById(set?.getAttribute('aria-describedby') ?? '')?.textContent).toContain('nhạy cảm')
    await one.fill('profile-ethnicity', 'other').press()
    expect(await profiles()).toEqual(['-----1'])
  })

  test('stand under no address that tells which response they belong to', async () => {
    const one = await thanked()
    await one.fill('profile-gender', 'male').press()
    const [response] = await storedResponses(platform)
    expect(one.answer.headers['location']).not.toContain(response?.id)
    expect(JSON.stringify(platform.logged)).not.toContain(response?.id)
  })
})

describe('a profile that belongs to no response', () => {
  test.each([
    ['without a token', null],
    ['with an empty one', ''],
    ['with half of one', 'half'],
    ['with a made-up one', `${Buffer.from('agency=so-nnmt').toString('base64url')}.${'A'.repeat(43)}`],
    ['with the state of a form', 'state'],
    ['with the token of another code', 'other'],
  ])('%s is refused, says that the form itself is safe, and stores nothing', async (_what, token) => {
    const one = await thanked()
    const whole = one.valueOf('response') ?? ''
    const other = await new FormFiller(platform, `/s/${FULL_CODES.another}`).open()
    const state = other.valueOf('state')
    await other.finish()
    const sent = new Map([
      ['half', whole.slice(0, 60)],
      ['state', state],
      ['other', other.valueOf('response')],
    ])
    const response = token === null ? null : (sent.get(token) ?? token)
    await one.fill('profile-gender', 'male').press('onward', { response })
    expect(one.answer.status).toBe(400)
    expect(one.page.querySelector('h1')?.textContent).toBe('Phần này không ghi thêm được')
    expect(one.page.body.textContent).toContain('Phiếu mà ông/bà đã gửi trước đó không bị ảnh hưởng.')
    expect(await profiles()).toEqual([null, null])
  })

  test('because the response is gone, is refused in the same words', async () => {
    const one = await thanked()
    const { responses } = platform.storage
    const elsewhere = await openFullSurveyPlatform()
    const fields = fieldsOn(one.fill('profile-gender', 'male').page)
    const answer = await request(elsewhere.app).post(THANKS).type('form').send(fields)
    expect([answer.status, await responses.count(), await elsewhere.storage.responses.count()]).toEqual([400, 1, 0])
    await elsewhere.close()
  })

  test('is refused when it holds a choice or a field that was not offered, or one twice', async () => {
    const one = await thanked()
    const fields = fieldsOn(one.page)
    for (const over of [{ 'profile-age': '17' }, { 'profile-religion': 'x' }, { comment: 'x' }]) {
      expect((await sendAgain({ ...fields, ...over })).status).toBe(400)
    }
    const twice = `${new URLSearchParams(fields).toString()}&profile-age=18-24&profile-age=over-60`
    expect((await request(platform.app).post(THANKS).type('form').send(twice)).status).toBe(400)
    expect((await request(platform.app).post(THANKS).send({ response: 'x' })).status).toBe(415)
    expect(await profiles()).toEqual([null])
  })

  test('since the questions or the code changed meanwhile, is refused, and the response stays as it is', async () => {
    const one = await thanked()
    const fields = fieldsOn(one.fill('profile-gender', 'male').page)
    await platform.storage.questionnaires.publish({ ...(await fullForm(platform)), version: 2 })
    platform.moveClock(1100)
    expect((await sendAgain(fields)).status).toBe(400)
    await platform.storage.directory.apply({
      codes: [aPublicCode(FULL_CODES.atReturn, 'so-nnmt-01', { questionnaire: 'full', withdrawnOn: 0 })],
    })
    platform.moveClock(1100)
    const answer = await sendAgain(fields)
    expect([answer.status, await profiles()]).toEqual([400, [null]])
  })
})

describe('a profile that cannot be taken now', () => {
  test('because of too many forms: 429, with what was picked', async () => {
    await platform.close()
    platform = await openFullSurveyPlatform({ FORMS_PER_CODE_PER_MINUTE: '6' })
    const one = await thanked()
    await one.fill('profile-gender', 'male').press()
    expect([one.answer.status, one.valueOf('profile-gender')]).toEqual([429, 'male'])
    expect(one.page.title).toMatch(/^Lỗi: /)
    expect(one.page.querySelector('.alert')?.textContent).toContain('Phiếu gửi trước đó đã được ghi nhận.')
  })

  test('because the store is busy: 503, when to come again, and then it is taken', async () => {
    const one = await thanked()
    const { survey } = platform.services
    const tell = survey.tellProfile.bind(survey)
    survey.tellProfile = () => Promise.reject(new BusyError('busy', 7))
    await one.fill('profile-age', '25-34').press()
    expect([one.answer.status, one.answer.headers['retry-after']]).toEqual([503, '7'])
    survey.tellProfile = tell
    await one.press()
    expect([one.answer.status, await profiles()]).toEqual([303, ['-1----']])
  })
})
