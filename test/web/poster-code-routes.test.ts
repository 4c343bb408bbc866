import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import { newPublicCode, printPublicCode } from '../../server/domain/public-code.ts'
import type { PublicCode } from '../../server/domain/service-point.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const [LIVE, GONE, ELSEWHERE, ENDING] = [1, 2, 3, 4].map((sign) => newPublicCode(() => sign)) as [
  string,
  string,
  string,
  string,
]
const TODAY = parseIsoDay('2026-11-23') ?? 0
const WITHDRAWAL = `/points/${LIVE}/withdrawal`

let platform: Platform
let browser: StaffBrowser
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [anAgency('my-loc'), anAgency('tan-an')],
      points: [
        aServicePoint('my-loc-01', 'my-loc', { names: { vi: 'Quầy số 1' } }),
        aServicePoint('tan-an-01', 'tan-an'),
      ],
      codes: [
        aPublicCode(LIVE, 'my-loc-01'),
        aPublicCode(GONE, 'my-loc-01', { step: 'submission', withdrawnOn: TODAY - 3 }),
        aPublicCode(ELSEWHERE, 'tan-an-01'),
        aPublicCode(ENDING, 'my-loc-01', { field: 'y-te', withdrawnOn: TODAY + 9, replacedBy: LIVE }),
      ],
    },
  })
  browser = (await signedInBrowser(platform, { grants: agencyGrant('my-loc') })).browser
})
afterEach(() => platform.close())

const codes = async (): Promise<readonly PublicCode[]> => (await platform.storage.directory.load()).codes
const stored = async (code: string): Promise<PublicCode | undefined> => (await codes()).find((one) => one.code === code)

describe('before a code is withdrawn', () => {
  test('a page says what it stands for, what will happen to answers and to posters in the room', async () => {
    const { status, text } = await browser.get(WITHDRAWAL)
    expect(status).toBe(200)
    for (const words of [
      'Quầy số 1',
      'Đất đai',
      'Ngay hôm nay, 23/11/2026,',
      `Mọi tờ mang mã ${printPublicCode(LIVE)} tại “Quầy số 1” không còn dùng được`,
      'Các phiếu đã gửi vẫn được giữ',
      'nhật ký',
      'Thu hồi và làm mã mới',
      'Thu hồi mã',
    ]) {
      expect(text).toContain(words)
    }
    expect((await stored(LIVE))?.withdrawnOn).toBeNull()
  })

  test('nothing is offered that it has already: a code that will take its place', async () => {
    const { text } = await browser.get(`/points/${ENDING}/withdrawal`)
    expect(text).toContain('name="act" value="withdraw"')
    expect(text).not.toContain('name="act" value="replace"')
  })

  test('it is found as it is printed, and only where there is one', async () => {
    const typed = printPublicCode(LIVE).toLowerCase()
    expect((await browser.get(`/points/${typed}/withdrawal`)).status).toBe(200)
    expect((await browser.get(`/points/${newPublicCode(() => 9)}/withdrawal`)).status).toBe(404)
    expect((await browser.get('/points/abc/withdrawal')).status).toBe(404)
  })
})

describe('withdrawing a code', () => {
  test('leads to a page that says when it ended and what is to be taken down', async () => {
    const answer = await browser.send(WITHDRAWAL, { act: 'withdraw' })
    expect([answer.status, answer.headers['location']]).toEqual([303, `/points/${LIVE}/poster`])
    expect(await stored(LIVE)).toMatchObject({ withdrawnOn: TODAY, replacedBy: null })
    const { text } = await browser.get(`/points/${LIVE}/poster`)
    expect(text).toContain('Từ ngày 23/11/2026 mã này không nhận phiếu trả lời nữa và không có mã thay thế.')
    expect(text).toContain('Xin gỡ mọi tờ còn mang mã này tại “Quầy số 1”.')
    expect(text).not.toContain('Có người đã làm việc này trước.')
  })

  test('shuts out whoever scans it, from then on', async () => {
    await browser.send(WITHDRAWAL, { act: 'withdraw' })
    platform.moveClock(1000)
    const citizen = await browser.get(`/s/${LIVE}`)
    expect(citizen.text).toContain('Mã này không còn dùng')
    expect(citizen.text).not.toContain('<form method="post"')
  })

  test('and replacing it leads to the new poster, and citizens to the new survey', async () => {
    const answer = await browser.send(WITHDRAWAL, { act: 'replace' })
    const successor = (await stored(LIVE))?.replacedBy ?? ''
    expect([answer.status, answer.headers['location']]).toEqual([303, `/points/${successor}/poster`])
    const { text } = await browser.get(`/points/${successor}/poster`)
    expect(text).toContain('<svg')
    expect(text).toContain(`Mã này thay mã ${printPublicCode(LIVE)} đã thu hồi ngày 23/11/2026.`)
    platform.moveClock(1000)
    expect((await browser.get(`/s/${LIVE}`)).text).toContain(`/s/${successor}`)
    expect((await browser.get('/agencies/my-loc/posters')).text).toContain(`href="/points/${successor}/poster"`)
  })

  test('a second time changes nothing and says that it was done before, with the way on', async () => {
    const page = await browser.get(WITHDRAWAL)
    const token = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const answers = await Promise.all([1, 2].map(() => browser.sendBare(WITHDRAWAL, { _csrf: token, act: 'replace' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const successor = (await stored(LIVE))?.replacedBy ?? ''
    const late = answers.find(({ status }) => status === 409)
    expect(late?.text).toContain('Có người đã làm việc này trước. Lần bấm vừa rồi không thay đổi gì.')
    expect(late?.text).toContain(`href="/points/${successor}/poster"`)
    expect(await codes()).toHaveLength(5)
  })

  test('that has ended shows that it has, and can give it a successor', async () => {
    const path = `/points/${GONE}/withdrawal`
    const { status, text } = await browser.get(path)
    expect(status).toBe(200)
    expect(text).toContain('Từ ngày 20/11/2026')
    expect(text).toContain('name="act" value="succeed"')
    const answer = await browser.send(path, { act: 'succeed' })
    const successor = (await stored(GONE))?.replacedBy ?? ''
    expect([answer.status, answer.headers['location']]).toEqual([303, `/points/${successor}/poster`])
    expect((await browser.get(path)).text).not.toContain('name="act"')
    expect((await browser.send(path, { act: 'succeed' }, `/points/${LIVE}/withdrawal`)).status).toBe(409)
  })

  test('is refused where nobody can tell what is wanted', async () => {
    for (const fields of [{}, { act: 'explode' }]) {
      const answer = await browser.send(WITHDRAWAL, fields)
      expect(answer.status).toBe(400)
      expect(answer.text).toContain('Không rõ cần làm gì với mã này.')
    }
    expect((await browser.send(WITHDRAWAL, { act: 'succeed' })).status).toBe(409)
    expect(await codes()).toHaveLength(4)
  })

  test('is for administrators and the agency’s own accounts, and needs the form’s token', async () => {
    const inspector = (await signedInBrowser(platform, { grants: [{ role: 'inspector', agency: null }] })).browser
    for (const [who, code] of [
      [browser, ELSEWHERE],
      [inspector, LIVE],
    ] as const) {
      const path = `/points/${code}/withdrawal`
      expect((await who.get(path)).status).toBe(403)
      expect((await who.send(path, { act: 'withdraw' }, '/agencies')).status).toBe(403)
    }
    expect((await browser.sendBare(WITHDRAWAL, { act: 'withdraw' })).status).toBe(403)
    expect((await codes()).filter(({ withdrawnOn }) => withdrawnOn === TODAY)).toEqual([])
    const administrator = (await signedInBrowser(platform, { grants: ADMINISTRATOR })).browser
    expect((await administrator.send(`/points/${ELSEWHERE}/withdrawal`, { act: 'withdraw' })).status).toBe(303)
  })
})

describe('new codes', () => {
  const NEW = '/agencies/my-loc/posters/new'
  const picked = {
    point: 'my-loc-01',
    'field-dat-dai': 'yes',
    'field-ho-tich': 'yes',
    'step-return': 'yes',
    channel: 'qr',
    questionnaire: 'counter',
  }
  let administrator: StaffBrowser
  beforeEach(async () => {
    administrator = (await signedInBrowser(platform, { grants: ADMINISTRATOR })).browser
  })

  test('are made where they are missing, and their posters are shown', async () => {
    const answer = await administrator.send(NEW, picked)
    const [made, ...others] = (await codes()).filter(({ field }) => field === 'ho-tich')
    expect(others).toEqual([])
    expect(made).toEqual(aPublicCode(made?.code ?? '', 'my-loc-01', { field: 'ho-tich' }))
    expect([answer.status, answer.headers['location']]).toEqual([
      303,
      `/agencies/my-loc/posters/print?c=${made?.code ?? ''}`,
    ])
    expect((await administrator.get(answer.headers['location'] ?? '')).text).toContain('<svg')
  })

  test('are not made twice', async () => {
    await administrator.send(NEW, picked)
    const again = await administrator.send(NEW, picked)
    expect(again.status).toBe(422)
    expect(again.text).toContain('Quầy này đã có đủ các mã đó.')
    expect(await codes()).toHaveLength(5)
  })

  test('need a counter, a field, a step, a channel and a questionnaire; what was picked is kept', async () => {
    const answer = await administrator.send(NEW, { 'field-y-te': 'yes', channel: 'import', questionnaire: 'x' })
    expect(answer.status).toBe(422)
    for (const field of ['point', 'steps', 'channel', 'questionnaire']) {
      expect(answer.text).toContain(`<a href="#${field}">`)
      expect(answer.text).toContain(`id="${field}"`)
    }
    expect(answer.text).toMatch(/name="field-y-te"[^>]* checked/)
    expect(answer.text).not.toMatch(/name="step-return"[^>]* checked/)
    const none = await administrator.send(NEW, { ...picked, 'field-dat-dai': '', 'field-ho-tich': '' })
    expect(none.text).toContain('<a href="#fields">')
    expect((await administrator.send(NEW, { ...picked, point: 'tan-an-01' })).status).toBe(422)
    expect(await codes()).toHaveLength(4)
  })

  test('are for administrators to make, who find the way from the list', async () => {
    expect((await administrator.get('/agencies/my-loc/posters')).text).toContain(`href="${NEW}"`)
    expect((await browser.get('/agencies/my-loc/posters')).text).not.toContain(NEW)
    expect((await browser.get(NEW)).status).toBe(403)
    expect((await administrator.get('/agencies/khong-co/posters/new')).status).toBe(404)
  })
})
