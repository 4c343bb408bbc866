import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import request from 'supertest'
import { FormFiller } from '../fixtures/form-filler.ts'
import { FULL_CODES, openFullSurveyPlatform, storedResponses } from '../fixtures/full-survey-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { CODES } from '../fixtures/survey-platform.ts'

const NOTICE = 'Phiếu thử: trả lời để kiểm tra, không có gì được lưu hay được tính.'

let platform: Platform
beforeEach(async () => {
  platform = await openFullSurveyPlatform()
})
afterEach(() => platform.close())

describe.each([
  ['the counter form', CODES.landReturn],
  ['the full form', FULL_CODES.atReturn],
])('a trial of %s', (_name, code) => {
  const path = `/s/${code}`
  const open = (query = '?trial=1'): Promise<FormFiller> => new FormFiller(platform, path + query).open()

  test('says on every page that it is one', async () => {
    const one = await open()
    expect(one.page.querySelector('.trial')?.textContent).toBe(NOTICE)
    await one.press()
    expect([one.answer.status, one.page.querySelector('.trial')?.textContent]).toEqual([422, NOTICE])
  })

  test('is checked like any form, and ends on thanks that say that nothing was stored, which is so', async () => {
    const one = await open()
    for (let pages = 0; pages < 10 && one.answer.status === 200; pages++) await one.fillAll('4').press()
    expect([one.answer.status, one.answer.headers['location']]).toEqual([303, `${path}/thanks?trial=1`])
    const thanks = (await request(platform.app).get(`${path}/thanks?trial=1`)).text
    expect(thanks).toContain('Đã thử xong. Không có gì được lưu.')
    expect(thanks).not.toContain('Phiếu đã được ghi nhận')
    expect(thanks).toContain(`href="${path}?trial=1"`)
    expect(await storedResponses(platform)).toEqual([])
    expect(await platform.storage.responses.count()).toBe(0)
  })

  test('stays one in another language, and where the code was typed otherwise', async () => {
    const one = await open('?trial=1&lang=en')
    expect(one.page.querySelector('.trial')?.textContent).toContain('nothing is stored')
    expect(one.page.querySelector('nav a')?.getAttribute('href')).toBe(`${path}?trial=1`)
    for (let pages = 0; pages < 10 && one.answer.status === 200; pages++) await one.fillAll('4').press()
    expect(one.answer.headers['location']).toBe(`${path}/thanks?trial=1&lang=en`)
    const typed = await request(platform.app).get(`/s/${code.toLowerCase()}?trial=1&lang=en`)
    expect(typed.headers['location']).toBe(`${path}?trial=1&lang=en`)
  })

  test('leaves the real form as it is', async () => {
    await open()
    const one = await open('')
    expect(one.page.querySelector('.trial')).toBeNull()
    for (const query of ['?trial=0', '?trial=', '?trial=yes']) {
      expect((await open(query)).page.querySelector('.trial')).toBeNull()
    }
    expect(one.page.querySelector('form')?.getAttribute('action')).toBe(path)
  })
})
