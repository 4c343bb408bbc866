import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import request, { type Response } from 'supertest'
import type { Platform } from '../fixtures/platform.ts'
import { CODES, openSurveyPlatform } from '../fixtures/survey-platform.ts'

let platform: Platform
beforeAll(async () => {
  platform = await openSurveyPlatform()
})
afterAll(async () => {
  await platform.close()
})

async function get(path: string): Promise<Response> {
  return request(platform.app).get(path)
}

function pageOf({ text }: Response): Document {
  return new JSDOM(text).window.document
}

function foundOn(page: Document): (string | null)[] {
  return [...page.querySelectorAll('.found a')].map((link) => link.getAttribute('href'))
}

const [first = '', second = ''] = CODES.landReturn
const mistyped = second + first + CODES.landReturn.slice(2)

describe('a wrong code', () => {
  test('that is mistyped: 404, says which kind of slip, keeps it to be corrected, and shows what may have been meant', async () => {
    const answer = await get(`/s/${mistyped}`)
    expect(answer.status).toBe(404)
    const page = pageOf(answer)
    expect(page.body.textContent).toContain('Có lẽ mã bị gõ nhầm một ký tự')
    expect(page.querySelector('input')?.value).toBe(mistyped)
    expect(foundOn(page)).toEqual([`/s/${CODES.landReturn}`])
    expect(page.querySelector('.found')?.textContent).toContain('Sở Nông nghiệp và Môi trường Quầy số 3')
  })

  test.each([
    ['is too short', 'ABC', 'A code has exactly 8 signs, the one typed has 3.'],
    ['has another sign', 'ABCDEFG!', 'A code has only digits and plain letters'],
    ['nobody has', CODES.nobody, 'The code is well formed, but no counter uses it.'],
  ])('that %s: says so', async (_what, typed, sentence) => {
    const answer = await get(`/s/${typed}?lang=en`)
    expect(answer.status).toBe(404)
    expect(answer.text).toContain(sentence)
    expect(pageOf(answer).querySelector('input[name=lang]')?.getAttribute('value')).toBe('en')
  })

  test('that was withdrawn: 410, and the survey that took its place', async () => {
    const answer = await get(`/s/${CODES.replaced}`)
    expect(answer.status).toBe(410)
    expect(foundOn(pageOf(answer))).toEqual([`/s/${CODES.civilReturn}`])
  })

  test('that was withdrawn for good: 410, and the search by name', async () => {
    const answer = await get(`/s/${CODES.withdrawn}`)
    expect(answer.status).toBe(410)
    expect(foundOn(pageOf(answer))).toEqual([])
    expect(pageOf(answer).querySelector('form[role=search]')).not.toBeNull()
  })

  test('is shown as text, whatever it holds', async () => {
    const answer = await get(`/s/${encodeURIComponent('"><script>')}`)
    expect(answer.status).toBe(404)
    expect(answer.text).not.toContain('<script>')
    expect(pageOf(answer).querySelector('input')?.value).toBe('"><script>')
    for (const broken of ['/s/%zz', '/s/%ED%A0%80', `/s/${'x'.repeat(5000)}`, '/s/%00']) {
      expect((await get(broken)).status).toBe(404)
    }
  })
})

describe('the search', () => {
  test('without words is a page to type on', async () => {
    for (const path of ['/s', '/s/', '/s?q=', '/s?q=%20&lang=en']) {
      const answer = await get(path)
      expect(answer.status).toBe(200)
      expect(pageOf(answer).querySelector('form[role=search] input[name=q]')).not.toBeNull()
    }
  })

  test('by a code leads to its survey, however it is typed, a whole address included', async () => {
    const code = CODES.landReturn
    for (const typed of [
      code,
      `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase(),
      `https://x.vn/s/${code}?lang=en`,
    ]) {
      const answer = await get(`/s?q=${encodeURIComponent(typed)}&lang=en`)
      expect(answer.status).toBe(303)
      expect(answer.headers['location']).toBe(`/s/${code}?lang=en`)
    }
  })

  test('by a mistyped code helps like its address', async () => {
    const answer = await get(`/s?q=${mistyped}`)
    expect(answer.status).toBe(404)
    expect(foundOn(pageOf(answer))).toEqual([`/s/${CODES.landReturn}`])
  })

  test('by a name finds surveys in use, nearest first, without diacritics', async () => {
    const answer = await get('/s?q=xa+tan+phu')
    expect(answer.status).toBe(200)
    expect(foundOn(pageOf(answer))).toEqual([`/s/${CODES.civilReturn}`])
    const both = foundOn(pageOf(await get('/s?q=so+nong+nghiep&lang=en')))
    expect(both.sort()).toEqual([`/s/${CODES.landReturn}?lang=en`, `/s/${CODES.landSubmission}?lang=en`].sort())
  })

  test('that finds nothing says so and keeps the words', async () => {
    const answer = await get(`/s?q=${encodeURIComponent('zzz <b>')}`)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('Không có cơ quan hay quầy nào có tên gần với “zzz &lt;b&gt;”')
    expect(pageOf(answer).querySelector('input')?.value).toBe('zzz <b>')
  })

  test('is asked for by the first page', async () => {
    const form = pageOf(await get('/')).querySelector('form[role=search]')
    expect(form?.getAttribute('action')).toBe('/s')
    expect(form?.querySelector('input')?.name).toBe('q')
  })
})

test('a process looks into so many searches and wrong codes a minute; the forms go on', async () => {
  const busy = await openSurveyPlatform()
  let answer = await request(busy.app).get('/s?q=tan')
  for (let i = 0; i < 1200 && answer.status === 200; i += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => request(busy.app).get('/s?q=tan')))
    answer = answers.at(-1) ?? answer
  }
  expect(answer.status).toBe(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
  expect(answer.text).toContain('Có quá nhiều người đang tìm')
  expect((await request(busy.app).get(`/s/${CODES.nobody}`)).status).toBe(429)
  expect((await request(busy.app).get(`/s/${CODES.landReturn}`)).status).toBe(200)
  expect((await request(busy.app).get('/s')).status).toBe(200)
  await busy.close()
})
