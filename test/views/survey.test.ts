import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import request from 'supertest'
import { aFilledForm } from '../fixtures/filled-form.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import type { Platform } from '../fixtures/platform.ts'
import { CODES, openSurveyPlatform } from '../fixtures/survey-platform.ts'

const FORM = `/s/${CODES.landReturn}`
const [first = '', second = ''] = CODES.landReturn

let platform: Platform
beforeAll(async () => {
  platform = await openSurveyPlatform()
})
afterAll(async () => {
  await platform.close()
})

describe.each(['vi', 'en'])('the citizen’s pages in %s', (language) => {
  async function get(path: string): Promise<string> {
    return (await request(platform.app).get(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`)).text
  }

  async function send(over: Record<string, string | null>): Promise<string> {
    const fields = aFilledForm(platform, over)
    return (await request(platform.app).post(`${FORM}?lang=${language}`).type('form').send(fields)).text
  }

  const pages: readonly (readonly [string, () => Promise<string>])[] = [
    ['the form', () => get(FORM)],
    ['the form at submission', () => get(`/s/${CODES.landSubmission}`)],
    ['the form with everything missing', () => send({ ...nothing, comment: 'x'.repeat(1001) })],
    ['the form with something foreign', () => send({ other: '1' })],
    ['the form that was open too long', () => send({ opened: '1' })],
    ['the thanks', () => get(`${FORM}/thanks`)],
    ['the thanks without a promise', () => get(`/s/${CODES.civilReturn}/thanks`)],
    ['a mistyped code', () => get(`/s/${second}${first}${CODES.landReturn.slice(2)}`)],
    ['a code that nobody has', () => get(`/s/${CODES.nobody}`)],
    ['a replaced code', () => get(`/s/${CODES.replaced}`)],
    ['a withdrawn code', () => get(`/s/${CODES.withdrawn}`)],
    ['the search', () => get('/s')],
    ['what the search found', () => get('/s?q=tan+phu')],
    ['what the search did not find', () => get('/s?q=zzzz')],
    ['a body that cannot be read', async () => (await request(platform.app).post(FORM).send({})).text],
  ]

  test.each(pages)('%s has no fault that can be told without seeing it', async (_name, load) => {
    expect(await pageProblems(await load())).toEqual([])
  })

  test('each has a title of its own, except forms of one counter that come back', async () => {
    const titles = await Promise.all(
      pages
        .filter(([name]) => !/^the form (with|that)/.test(name))
        .map(async ([, load]) => new JSDOM(await load()).window.document.title),
    )
    for (const title of titles) expect(title).not.toBe('')
    expect(new Set(titles).size).toBeGreaterThanOrEqual(6)
  })

  test('the answers of the form are reached one after the other, then the comment, then the button', async () => {
    const { document } = new JSDOM(await get(FORM)).window
    const controls = [...document.querySelectorAll('form input:not([type=hidden]), form textarea, form button')]
    const order = [...new Set(controls.map((one) => one.getAttribute('name') ?? one.tagName))]
    expect(order).toEqual([
      'answer-F1.1',
      'answer-F2.1',
      'answer-F3.1',
      'answer-F4.1',
      'answer-F5.1',
      'answer-overall',
      'fact-visits',
      'comment',
      'BUTTON',
    ])
    expect(document.querySelectorAll('[tabindex]')).toHaveLength(0)
  })

  test('a form that comes back is announced first: it has the focus, and says what is wrong', async () => {
    const { document } = new JSDOM(await send({ ...nothing })).window
    const alert = document.querySelector('main')?.firstElementChild
    expect(alert?.getAttribute('role')).toBe('alert')
    expect(alert?.hasAttribute('autofocus')).toBe(true)
    expect(alert?.querySelectorAll('a')).toHaveLength(6)
  })
})

const nothing = Object.fromEntries(
  ['F1.1', 'F2.1', 'F3.1', 'F4.1', 'F5.1', 'overall'].map((code) => [`answer-${code}`, null]),
)
