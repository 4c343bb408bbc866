import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openCommentedPlatform, writeComments } from '../fixtures/commented-platform.ts'
import { aComment } from '../fixtures/comment.ts'
import type { Platform } from '../fixtures/platform.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'
import { aSubmission } from '../fixtures/submission.ts'

const PATH = '/agencies/my-loc/comments'
const day = (text: string) => parseIsoDay(text) ?? 0

let platform: Platform
let browser: StaffBrowser
beforeEach(async () => {
  platform = await openCommentedPlatform()
  browser = (await signedInBrowser(platform, { grants: agencyGrant('my-loc'), mayReadComments: true })).browser
})
afterEach(() => platform.close())

async function open(path = '', { by = browser, status = 200 } = {}): Promise<Document> {
  const answer = await by.get(PATH + path)
  expect(answer.status).toBe(status)
  return new JSDOM(answer.text).window.document
}
const textsOf = (page: Document) => [...page.querySelectorAll('.comment__text')].map((text) => text.textContent).sort()
const texts = async (path: string) => textsOf(await open(path))
const address = (values: Record<string, string>) => `?${new URLSearchParams(values).toString()}`

describe('the comments of an agency', () => {
  test('stand under their weeks, each with where it was written and whether the writer was satisfied', async () => {
    await writeComments(
      platform.storage,
      { text: 'Chờ lâu', satisfied: false, point: 'my-loc-02' },
      { text: 'Tốt', day: day('2026-11-15'), step: 'submission', agency: 'van-phong', point: 'van-phong-01' },
    )
    const page = await open()
    expect(page.title).toBe('Góp ý về Xã Mỹ Lộc – Hailong')
    expect([...page.querySelectorAll('.comment-week')].map((heading) => heading.textContent)).toEqual([
      'Tuần 16/11/2026 – 22/11/2026',
      'Tuần 09/11/2026 – 15/11/2026',
    ])
    const facts = [...page.querySelectorAll('.comment__facts')].map((list) =>
      [...list.children].map((fact) => fact.textContent),
    )
    expect(facts).toEqual([
      ['Quầy <Đất đai>', 'Đất đai', 'Nhận kết quả', 'Người viết chưa hài lòng'],
      ['Văn phòng', 'Bàn văn phòng', 'Đất đai', 'Nộp hồ sơ', 'Người viết hài lòng'],
    ])
    expect(page.querySelector('[role=status]')?.textContent).toBe(
      'Các tuần từ 01/12/2025 đến 22/11/2026. Trang 1, số góp ý: 2.',
    )
  })

  test('hold nothing else of the form that they came with: no answer, no hour, no id, no day', async () => {
    const comment = aComment({ text: 'Chờ lâu', day: day('2026-11-18') })
    const sent = aSubmission({ answers: '132405', facts: '0', profile: null, flags: ['burst'] }, comment)
    await platform.storage.responses.record([sent])
    const { text } = await browser.get(PATH)
    expect(text).toContain('Chờ lâu')
    const told = [sent.response.id, sent.response.answers, String(sent.response.receivedHour), 'burst', comment.id]
    for (const one of [...told, '18/11', '2026-11-18', String(comment.day), sent.response.questionnaire]) {
      expect(text).not.toContain(one)
    }
  })

  test('are found with and without marks, and the words found are marked', async () => {
    await writeComments(
      platform.storage,
      { text: 'Nộp hồ sơ hai lần' },
      { text: 'Ho so bi tra' },
      { text: 'Hồ nước đẹp, sơ sài' },
    )
    for (const q of ['ho so', 'hồ sơ', 'HỒ  SƠ']) {
      const page = await open(address({ q }))
      expect(textsOf(page)).toEqual(['Ho so bi tra', 'Nộp hồ sơ hai lần'])
      expect([...page.querySelectorAll('mark')].map((mark) => mark.textContent).sort()).toEqual(['Ho so', 'hồ sơ'])
      expect(page.querySelector<HTMLInputElement>('#q')?.value).toBe(q)
    }
  })

  test('are narrowed by period, counter, field, step and satisfaction, and the form shows by what', async () => {
    await writeComments(
      platform.storage,
      { text: 'a', point: 'my-loc-02' },
      { text: 'b', satisfied: false },
      { text: 'c', step: 'submission' },
      { text: 'd', field: 'ho-tich', satisfied: null },
      { text: 'e', day: day('2026-09-01') },
    )
    expect(await texts(address({ point: 'my-loc-02' }))).toEqual(['a'])
    expect(await texts(address({ field: 'ho-tich' }))).toEqual(['d'])
    expect(await texts(address({ step: 'submission' }))).toEqual(['c'])
    expect(await texts(address({ satisfied: 'no' }))).toEqual(['b'])
    expect(await texts(address({ satisfied: 'yes' }))).toEqual(['a', 'c', 'e'])
    const page = await open(address({ from: '1/11/2026', to: '30/11/2026', satisfied: 'yes', q: '' }))
    expect(textsOf(page)).toEqual(['a', 'c'])
    expect(page.querySelector('details')?.open).toBe(true)
    expect(page.querySelector<HTMLInputElement>('#from')?.value).toBe('01/11/2026')
    expect(page.querySelector<HTMLSelectElement>('#satisfied')?.value).toBe('yes')
    expect((await open()).querySelector('details')?.open).toBe(false)
  })

  test('go on by a link to older ones that keeps the search, and back to the newest', async () => {
    await writeComments(platform.storage, ...Array.from({ length: 30 }, (_, i) => ({ text: `hồ sơ ${i}` })))
    const first = await open(address({ q: 'ho so', satisfied: 'yes' }))
    expect(textsOf(first)).toHaveLength(25)
    const [older] = [...first.querySelectorAll<HTMLAnchorElement>('.comments-links a')]
    expect(older?.textContent).toBe('Góp ý cũ hơn')
    const second = await open(new URL(older?.href ?? '', 'http://x').search)
    expect(new Set([...textsOf(first), ...textsOf(second)]).size).toBe(30)
    expect(second.title).toBe('Góp ý về Xã Mỹ Lộc, trang 2 – Hailong')
    const links = [...second.querySelectorAll<HTMLAnchorElement>('.comments-links a')]
    const labels = links.map((link) => link.textContent)
    expect(labels).toEqual(['Về trang mới nhất', expect.stringContaining('CSV'), expect.stringContaining('Excel')])
    const file = await browser.get(links[1]?.getAttribute('href') ?? '')
    expect([file.status, file.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(links[0]?.href).toContain('q=ho+so')
  })

  test('show hostile words and codes as they are, and nothing of them is run', async () => {
    const text = '<script>alert(1)</script> "x" & <img src=x onerror=alert(2)>\n{{title}} <%= page %>'
    await writeComments(platform.storage, { text })
    for (const q of ['', '<script>alert(1)</script>', '" OR 1=1 --', "x' AND NOT *", '{"$gt":""}', 'NEAR(alert, 5)']) {
      const { status, text: html } = await browser.get(PATH + address({ q }))
      expect(status).toBe(200)
      expect(html).not.toMatch(/<script>|<img src=x/)
    }
    const page = await open(address({ q: 'SCRIPT alert 1 script' }))
    expect(textsOf(page)).toEqual([text])
    expect(page.querySelector('mark')?.textContent).toBe('script>alert(1)</script')
  })

  test('tell their ids to administrators alone, who can have one removed', async () => {
    const [comment] = await writeComments(platform.storage, {})
    const id = comment?.id ?? ''
    expect((await browser.get(PATH)).text).not.toContain(id)
    const { browser: by } = await signedInBrowser(platform, { grants: ADMINISTRATOR, mayReadComments: true })
    expect((await by.get(PATH)).text).toContain(`Mã góp ý: ${id}`)
  })

  test('are not kept by the browser, so that each reading is put down', async () => {
    expect((await browser.get(PATH)).headers['cache-control']).toBe('private, no-store')
    await browser.get(PATH)
    expect((await platform.storage.audit.list({ limit: 9, before: null })).map(({ act }) => act)).toEqual([
      'comments.read',
      'comments.read',
    ])
  })

  test('can be had in English', async () => {
    await writeComments(platform.storage, {})
    const page = await open('?lang=en')
    expect(page.querySelector('h1')?.textContent).toBe('Comments on My Loc Commune')
    expect(page.querySelector('.comment__facts')?.textContent).toContain('Writer satisfied')
  })

  test('are not narrowed by counter from a list that is too long', async () => {
    const points = Array.from({ length: 201 }, (_, i) => aServicePoint(`p-${i}`, 'my-loc'))
    await platform.storage.directory.apply({ points })
    platform.moveClock(2000)
    const page = await open()
    expect(page.querySelector('#point')).toBeNull()
    expect(page.querySelector('.comment-filter .note')?.textContent).toContain('hơn 200 quầy')
    await open(address({ point: 'p-7' }))
  })
})

describe('an empty page', () => {
  test('of an agency nobody wrote about says from when on this week can be read', async () => {
    const words = (await open()).querySelector('.comments-empty')?.textContent
    expect(words).toContain('Chưa có góp ý nào trong kỳ này.')
    expect(words).toContain('đọc được từ thứ Hai, 30/11/2026')
  })

  test('of a search says what to try, and leads back to everything', async () => {
    const empty = (await open(address({ q: 'xyz' }))).querySelector('.comments-empty')
    expect(empty?.textContent).toContain('Không có góp ý nào hợp với điều đang tìm và lọc.')
    expect(empty?.querySelector('a')?.getAttribute('href')).toBe(PATH)
  })
})

describe('what cannot be read', () => {
  test.each([
    [{ q: '!!!' }, 'q', 'cần ít nhất một chữ'],
    [{ q: 'gọi 0912 345 678' }, 'q', 'đã được che'],
    [{ q: 'x'.repeat(101) }, 'q', 'nhiều nhất 100 ký tự'],
    [{ from: '31/02/2026' }, 'from', 'không có ngày như vậy'],
    [{ from: '2026-11-20', to: '2026-11-01' }, 'from', 'không muộn hơn'],
    [{ to: '1/1/2027' }, 'to', '30/11/2026'],
    [{ point: 'tan-an-01' }, 'point', 'không có quầy “tan-an-01”'],
    [{ field: '<b>' }, 'field', 'không có lĩnh vực “<b>”'],
    [{ step: 'x' }, 'step', 'không có bước “x”'],
    [{ satisfied: '5' }, 'satisfied', 'không có mức “5”'],
    [{ filed: 'dat-dai' }, 'q', '“filed”'],
  ])('%j is told at its field, with what was typed, and nothing is read', async (values, where, words) => {
    await writeComments(platform.storage, {})
    const page = await open(address({ q: 'chờ', ...values }), { status: 400 })
    expect(page.title).toMatch(/^Lỗi: /)
    const link = page.querySelector('.error-summary a')
    expect([link?.getAttribute('href'), link?.textContent]).toEqual([`#${where}`, expect.stringContaining(words)])
    expect(page.getElementById(where)).not.toBeNull()
    expect(page.querySelector<HTMLInputElement>('#q')?.value).toBe('q' in values ? values.q.slice(0, 100) : 'chờ')
    expect(textsOf(page)).toEqual([])
    expect(await platform.storage.audit.list({ limit: 9, before: null })).toEqual([])
  })

  test('a link to older ones that was altered is explained', async () => {
    const { status, text } = await browser.get(`${PATH}?after=abc`)
    expect(status).toBe(400)
    expect(text).toContain('Liên kết đến trang góp ý này không dùng được')
  })

  test('is refused to those who may see the agency and read no comments, and to other agencies that may', async () => {
    await platform.storage.directory.apply({ agencies: [anAgency('xa-khac')] })
    const without = (await signedInBrowser(platform, { grants: agencyGrant('my-loc') })).browser
    const elsewhere = (await signedInBrowser(platform, { grants: agencyGrant('tan-an'), mayReadComments: true }))
      .browser
    expect((await without.get('/agencies/my-loc')).status).toBe(200)
    for (const by of [without, elsewhere]) {
      const { status, text } = await by.get(PATH)
      expect([status, text.includes('không có quyền')]).toEqual([403, true])
    }
    expect((await browser.get('/agencies/nowhere/comments')).status).toBe(404)
  })
})
