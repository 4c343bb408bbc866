import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import request, { type Response } from 'supertest'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { aFilledForm } from '../fixtures/filled-form.ts'
import type { Platform } from '../fixtures/platform.ts'
import { CODES, openSurveyPlatform } from '../fixtures/survey-platform.ts'

const FORM = `/s/${CODES.landReturn}`

let platform: Platform
beforeEach(async () => {
  platform = await openSurveyPlatform()
})
afterEach(async () => {
  await platform.close()
})

async function send(fields: Record<string, string>, path = FORM): Promise<Response> {
  return request(platform.app).post(path).type('form').send(fields)
}

async function stored(agency = 'so-nnmt'): Promise<SurveyResponse[]> {
  const all: SurveyResponse[] = []
  for await (const batch of platform.storage.responses.stream({ agency, from: 0, to: 1e9 })) all.push(...batch)
  return all
}

function pageOf({ text }: Response): Document {
  return new JSDOM(text).window.document
}

/** What the page would send if the button were pressed now. */
function fieldsOn(page: Document): Record<string, string> {
  const form = page.querySelector('form')
  if (!form) throw new Error('no form')
  const { FormData } = page.defaultView ?? {}
  if (!FormData) throw new Error('no window')
  return Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

describe('a form that is filled in', () => {
  test('is stored, and leads to the thanks', async () => {
    const answer = await send(aFilledForm(platform, { comment: 'Chờ hơi lâu' }))
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe(`${FORM}/thanks`)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['content-security-policy']).toBeDefined()
    expect(await stored()).toMatchObject([{ answers: '445404', facts: '1', language: 'vi', flags: [] }])
  })

  test('sent twice, or by two impatient thumbs at once, is one answer and the same thanks', async () => {
    const fields = aFilledForm(platform)
    const answers = await Promise.all([send(fields), send(fields), send(fields)])
    answers.push(await send(fields))
    for (const { status, headers } of answers) {
      expect(status).toBe(303)
      expect(headers['location']).toBe(`${FORM}/thanks`)
    }
    expect(await stored()).toHaveLength(1)
  })

  test('keeps its language, whether the address names it or the form', async () => {
    const byAddress = await send(aFilledForm(platform), `${FORM}?lang=en`)
    const byField = await send(aFilledForm(platform, { lang: 'en' }))
    for (const { headers } of [byAddress, byField]) expect(headers['location']).toBe(`${FORM}/thanks?lang=en`)
    expect((await stored()).map(({ language }) => language)).toEqual(['en', 'en'])
  })

  test('as the page itself would send it, is taken', async () => {
    const page = pageOf(await request(platform.app).get(FORM))
    for (const set of page.querySelectorAll('fieldset')) set.querySelector('input')?.setAttribute('checked', '')
    expect((await send(fieldsOn(page))).status).toBe(303)
    expect(await stored()).toMatchObject([{ answers: '111111', facts: '0' }])
  })

  test('leaves no trace of its content in the log', async () => {
    await send(aFilledForm(platform, { comment: 'Bí mật của tôi' }))
    await send(aFilledForm(platform, { comment: 'Bí mật của tôi', 'answer-F1.1': null }))
    expect(JSON.stringify(platform.logged)).not.toContain('Bí mật')
  })
})

describe('the thanks', () => {
  test('say what the agency promises, that nobody sees a single form, and how another person answers', async () => {
    const page = pageOf(await request(platform.app).get(`${FORM}/thanks`))
    expect(page.body.textContent).toContain('Mỗi tháng Sở niêm yết việc đã sửa.')
    expect(page.body.textContent).toContain('Kết quả chỉ được công bố chung cho nhiều người.')
    expect(page.querySelector('main a')?.getAttribute('href')).toBe(FORM)
  })

  test('say a sentence that is true everywhere where the agency promises nothing', async () => {
    const { text } = await request(platform.app).get(`/s/${CODES.civilReturn}/thanks?lang=en`)
    expect(text).toContain('added to the result of the whole office')
  })
})

describe('a form that comes back', () => {
  test('with an answer missing: 422, what is wrong first, and everything typed still there', async () => {
    const fields = aFilledForm(platform, { 'answer-F2.1': null, 'answer-F5.1': null, comment: '<b>dòng 1\n"dòng 2"' })
    const answer = await send(fields)
    expect(answer.status).toBe(422)
    const page = pageOf(answer)
    expect(page.title).toMatch(/^Lỗi: /)
    const links = [...page.querySelectorAll('.alert a')]
    expect(links.map((link) => link.textContent)).toEqual(['Câu 2: xin chọn một dòng.', 'Câu 5: xin chọn một dòng.'])
    for (const link of links) {
      const target = page.getElementById(link.getAttribute('href')?.slice(1) ?? '')
      expect(target?.getAttribute('type')).toBe('radio')
      const set = target?.closest('fieldset')
      const described = set?.getAttribute('aria-describedby')?.split(' ') ?? []
      expect(page.getElementById(described.at(-1) ?? '')?.textContent).toBe('Lỗi: xin chọn một dòng.')
    }
    const { comment, ...picked } = fieldsOn(page)
    expect(picked).toEqual(Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'comment')))
    expect(comment?.replaceAll('\r\n', '\n')).toBe('<b>dòng 1\n"dòng 2"')
    expect(await stored()).toEqual([])
  })

  test('can be completed and sent, as the same form', async () => {
    const page = pageOf(await send(aFilledForm(platform, { 'answer-F2.1': null })))
    page.querySelector('[name="answer-F2.1"][value="1"]')?.setAttribute('checked', '')
    expect((await send(fieldsOn(page))).status).toBe(303)
    expect(await stored()).toMatchObject([{ answers: '415404' }])
  })

  test('with a comment that is too long: nothing of it is cut off', async () => {
    const comment = 'ề'.repeat(1200)
    const answer = await send(aFilledForm(platform, { comment }))
    expect(answer.status).toBe(422)
    const page = pageOf(answer)
    expect(page.querySelector('textarea')?.value).toBe(comment)
    expect(page.querySelector('textarea')?.getAttribute('aria-invalid')).toBe('true')
    expect(page.querySelector('.alert a')?.textContent).toBe(
      'Câu 8: góp ý dài 1.200 ký tự, nhiều nhất được 1.000. Xin viết ngắn lại.',
    )
  })

  test('with something foreign in it: 400, named and escaped, the answers kept', async () => {
    const answer = await send(aFilledForm(platform, { 'answer-F1.1': '7', '<img src=x>': '1', 'a[b]': '2' }))
    expect(answer.status).toBe(400)
    expect(answer.text).not.toContain('<img')
    const page = pageOf(answer)
    expect([...page.querySelectorAll('.alert li')].map((line) => line.textContent)).toEqual([
      'Phiếu không có mục “<img src=x>”.',
      'Phiếu không có mục “a[b]”.',
      'Câu 1: lựa chọn gửi lên không có trong câu hỏi này. Xin chọn lại một dòng.',
    ])
    expect(fieldsOn(page)['answer-F3.1']).toBe('5')
    expect(await stored()).toEqual([])
  })

  test('open for too long: 422, with a new id, and then it is taken', async () => {
    const fields = aFilledForm(platform)
    platform.moveClock(8 * 86_400_000)
    const answer = await send(fields)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Phiếu đã mở quá lâu')
    const again = fieldsOn(pageOf(answer))
    expect(again['id']).not.toBe(fields['id'])
    expect((await send(again)).status).toBe(303)
    expect(await stored()).toHaveLength(1)
  })

  test('under a code that was replaced: the same answers under the new one', async () => {
    const answer = await send(aFilledForm(platform, { comment: 'Chờ lâu' }), `/s/${CODES.replaced}`)
    expect(answer.status).toBe(410)
    const page = pageOf(answer)
    const action = page.querySelector('form')?.getAttribute('action') ?? ''
    expect(action).toBe(`/s/${CODES.civilReturn}`)
    expect((await send(fieldsOn(page), action)).status).toBe(303)
    expect(await stored('tan-phu')).toMatchObject([{ answers: '445404' }])
  })

  test('under a code that opens nothing: help to find the right one', async () => {
    const unknown = await send(aFilledForm(platform), `/s/${CODES.nobody}`)
    expect(unknown.status).toBe(404)
    expect((await send(aFilledForm(platform), `/s/${CODES.withdrawn}`)).status).toBe(410)
  })
})

describe('too much at once', () => {
  test('one code may send so many in a minute; then 429, when to come again, and everything typed', async () => {
    await platform.close()
    platform = await openSurveyPlatform({ FORMS_PER_CODE_PER_MINUTE: '2' })
    const sent = [1, 2, 3].map((n) => aFilledForm(platform, { comment: `phiếu ${n}` }))
    for (const fields of sent.slice(0, 2)) expect((await send(fields)).status).toBe(303)
    const answer = await send(sent[2] ?? {})
    expect(answer.status).toBe(429)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(60)
    expect(fieldsOn(pageOf(answer))).toEqual(sent[2])
    const other = await send(aFilledForm(platform), `/s/${CODES.civilReturn}`)
    expect(other.status).toBe(303)
  })

  test('while the platform stops: 503, when to come again, and the same form to be sent again', async () => {
    await platform.services.intake.drain()
    const fields = aFilledForm(platform, { comment: 'Xin giữ lại' })
    const answer = await send(fields, `${FORM}?lang=en`)
    expect(answer.status).toBe(503)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.text).toContain('Everything you chose and wrote is still here')
    expect(fieldsOn(pageOf(answer))).toEqual(fields)
  })
})

describe('a body that cannot be read', () => {
  async function sendRaw(body: string, type = 'application/x-www-form-urlencoded'): Promise<Response> {
    return request(platform.app).post(`${FORM}?lang=en`).set('Content-Type', type).send(body)
  }

  test.each([
    ['another type', '{}', 'application/json', 415],
    ['a file upload', '--x--', 'multipart/form-data; boundary=x', 415],
    ['another charset', 'a=1', 'application/x-www-form-urlencoded; charset=windows-1258', 415],
    ['an escape that is none', 'a=%zz', 'application/x-www-form-urlencoded', 400],
    ['escapes that are no UTF-8', 'a=%FF%FE', 'application/x-www-form-urlencoded', 400],
    ['too many bytes', `comment=${'x'.repeat(20_000)}`, 'application/x-www-form-urlencoded', 413],
  ])('%s', async (_what, body, type, status) => {
    const answer = await sendRaw(body, type)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-security-policy']).toBeDefined()
    const page = pageOf(answer)
    expect(page.documentElement.lang).toBe('en')
    expect(page.title).toMatch(/^Error: /)
    expect(page.querySelector('main a')?.getAttribute('href')).toBe(`${FORM}?lang=en`)
    expect(await stored()).toEqual([])
  })

  test('an empty body is a form with nothing filled in', async () => {
    const answer = await sendRaw('')
    expect(answer.status).toBe(422)
    expect(pageOf(answer).querySelectorAll('.alert a')).toHaveLength(6)
  })
})
