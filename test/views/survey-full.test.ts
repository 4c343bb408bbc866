import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { FormFiller } from '../fixtures/form-filler.ts'
import { FULL_CODES, openFullSurveyPlatform } from '../fixtures/full-survey-platform.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import type { Platform } from '../fixtures/platform.ts'

const LAST_PAGE = 7

let platform: Platform
beforeAll(async () => {
  platform = await openFullSurveyPlatform({ ASK_SENSITIVE_PROFILE: 'yes' })
})
afterAll(() => platform.close())

describe.each(['vi', 'en'])('the pages of the full form in %s', (language) => {
  /** Somebody who has complained and stands on a page, from 1. */
  async function onPage(page: number, query = ''): Promise<FormFiller> {
    const one = await new FormFiller(platform, `/s/${FULL_CODES.atReturn}?lang=${language}${query}`).open()
    for (let at = 1; at < page; at++) {
      one.fillAll('4')
      if (at === 5) one.fill('fact-complained', 'yes')
      await one.press()
    }
    return one
  }

  const pages: readonly (readonly [string, () => Promise<FormFiller>])[] = [
    ...[1, 2, 3, 4, 5, 6, 7].map((page) => [`page ${page}`, () => onPage(page)] as const),
    ...[1, 5, 7].map((page) => [`page ${page} with errors`, async () => (await onPage(page)).press()] as const),
    ['a page filled in before', async () => (await onPage(3)).press('back')],
    ['a page with a comment on its way', async () => (await onPage(LAST_PAGE)).fill('comment', 'Chờ').press('back')],
    ['a page whose state was damaged', async () => (await onPage(3)).press('onward', { state: 'x' })],
    ['a page with something foreign', async () => (await onPage(3)).press('onward', { other: '1' })],
    ['the first page of a trial', () => onPage(1, '&trial=1')],
    ['the thanks with questions', async () => (await onPage(LAST_PAGE)).fillAll('4').press()],
  ]

  test.each(pages)('%s has no fault that can be told without seeing it', async (_name, load) => {
    expect(await pageProblems((await load()).answer.text)).toEqual([])
  })

  test('the answers of a page are reached one after the other, then the button onward, then the one back', async () => {
    const { page } = await onPage(2)
    const controls = [...page.querySelectorAll('form input:not([type=hidden]), form button')]
    const order = [...new Set(controls.map((one) => one.getAttribute('name') ?? one.tagName))]
    expect(order).toEqual(['answer-F2.1', 'answer-F2.2', 'answer-F2.3', 'answer-F2.4', 'BUTTON', 'back'])
  })

  test('each page has a title of its own', async () => {
    const titles = await Promise.all(pages.slice(0, LAST_PAGE).map(async ([, load]) => (await load()).page.title))
    expect(new Set(titles).size).toBe(LAST_PAGE)
  })

  test('no page moves by itself, loads a script or limits what is typed', async () => {
    for (const page of [1, LAST_PAGE]) {
      const { page: shown } = await onPage(page)
      expect(shown.querySelectorAll('script, meta[http-equiv], [maxlength], [required]')).toHaveLength(0)
    }
  })
})
