import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import request from 'supertest'
import { newPublicCode } from '../../server/domain/public-code.ts'
import { anAgency } from '../fixtures/agency.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const CODE = newPublicCode(() => 5)

let platform: Platform
let head: StaffBrowser
let administrator: StaffBrowser
beforeEach(async () => {
  platform = await openPlatform()
  head = (await signedInBrowser(platform, { grants: agencyGrant('my-loc') })).browser
  administrator = (await signedInBrowser(platform, { grants: ADMINISTRATOR })).browser
})
afterEach(() => platform.close())

describe('an agency without answers', () => {
  beforeEach(() =>
    platform.storage.directory.apply({
      agencies: [anAgency('my-loc')],
      points: [aServicePoint('my-loc-01', 'my-loc')],
      codes: [aPublicCode(CODE, 'my-loc-01')],
    }),
  )

  test('is told what to do, and claimed to have done only what is known', async () => {
    const { steps } = await firstSteps(head, '/agencies/my-loc')
    expect(steps).toEqual([
      ['Có mã QR cho từng quầy', 'đã xong'],
      ['In áp phích và đặt tại quầy', 'việc cần làm'],
      ['Quét thử bằng điện thoại', 'việc cần làm'],
      ['Trả lời thử một lần, không tính', 'việc cần làm'],
      ['Phiếu thật đầu tiên', 'chưa xong'],
      ['Đủ 100 phiếu', 'chưa xong'],
    ])
  })

  test('gets links that lead somewhere: to its posters, to the survey, to a trial', async () => {
    const { section } = await firstSteps(head, '/agencies/my-loc')
    const links = [...(section?.querySelectorAll('a') ?? [])].map((link) => link.getAttribute('href') ?? '')
    expect(links).toEqual(['/agencies/my-loc/posters?reach=subtree', `/s/${CODE}`, `/s/${CODE}?trial=1`])
    for (const link of links) expect([link, (await head.get(link)).status]).toEqual([link, 200])
    expect((await head.get(links[2] ?? '')).text).toContain('Phiếu thử')
  })

  test('sees a count up to its hundredth answer in place of the steps, and nothing from then on', async () => {
    await record(99)
    const { section, steps } = await firstSteps(head, '/agencies/my-loc')
    expect(section?.querySelector('h2')?.textContent).toBe('Đã có 99/100 phiếu đầu tiên')
    expect(steps).toEqual([])
    await record(1)
    expect((await firstSteps(head, '/agencies/my-loc')).section).toBeNull()
    expect((await firstSteps(head, '/agencies/my-loc?from=2026-10-01&to=2026-10-31')).section).toBeNull()
  })
})

test('where codes are missing, an administrator gets a link to make them and others are told whom to ask', async () => {
  await platform.storage.directory.apply({
    agencies: [anAgency('my-loc'), anAgency('tan-an')],
    points: [aServicePoint('my-loc-01', 'my-loc')],
  })
  const own = (await firstSteps(head, '/agencies/my-loc')).section
  expect([own?.textContent.includes('Quản trị viên của tỉnh'), own?.querySelector('a')]).toEqual([true, null])
  const link = (await firstSteps(administrator, '/agencies/my-loc')).section?.querySelector('a')
  expect(link?.getAttribute('href')).toBe('/agencies/my-loc/posters/new')
  const bare = (await firstSteps(administrator, '/agencies/tan-an')).section
  expect(bare?.textContent).toContain('Chưa khai báo quầy nào')
})

describe('the first page of a new platform', () => {
  test('tells an administrator how to begin', async () => {
    const { steps, section } = await firstSteps(administrator, '/')
    expect(steps.map(([name]) => name)).toEqual([
      'Nhập danh sách cơ quan, đơn vị',
      'Nhập danh sách quầy',
      'Đặt mục tiêu',
      'Tạo tài khoản cho cán bộ',
      'In áp phích mã QR',
      'Xem thử một tỉnh mẫu',
    ])
    expect(section?.textContent).toContain('docs/import.md')
  })

  test('tells nothing of it to anybody else, nor once there are answers', async () => {
    expect((await firstSteps(head, '/')).section).toBeNull()
    expect((await request(platform.app).get('/')).text).not.toContain('first-steps')
    await platform.storage.directory.apply({ agencies: [anAgency('my-loc')] })
    platform.moveClock(2000)
    await record(1)
    expect((await firstSteps(administrator, '/')).section).toBeNull()
  })
})

test.each(['vi', 'en'])('the pages with first steps can be used by everybody, in %s', async (language) => {
  expect(await pageProblems((await administrator.get(`/?lang=${language}`)).text)).toEqual([])
  await platform.storage.directory.apply({
    agencies: [anAgency('my-loc')],
    points: [aServicePoint('my-loc-01', 'my-loc')],
    codes: [aPublicCode(CODE, 'my-loc-01')],
  })
  platform.moveClock(2000)
  expect(await pageProblems((await head.get(`/agencies/my-loc?lang=${language}`)).text)).toEqual([])
})

async function firstSteps(browser: StaffBrowser, path: string) {
  platform.moveClock(2000)
  const answer = await browser.get(path)
  expect(answer.status).toBe(200)
  const section = new JSDOM(answer.text).window.document.querySelector('.first-steps')
  const steps = [...(section?.querySelectorAll('li') ?? [])].map((step) => {
    const state = step.querySelector('.first-steps__state')?.textContent ?? ''
    return [step.querySelector('.first-steps__name')?.textContent.replace(state, '').trim(), state]
  })
  return { section, steps }
}

async function record(count: number): Promise<void> {
  await platform.storage.responses.record(
    Array.from({ length: count }, () => ({ response: aResponse(), comment: null })),
  )
}
