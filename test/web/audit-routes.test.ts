import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import { PLATFORM } from '../../server/domain/audit.ts'
import { anAuditEntry } from '../fixtures/audit-entry.ts'
import { openCommentedPlatform } from '../fixtures/commented-platform.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const PATH = '/admin/audit'

let platform: Platform
let browser: StaffBrowser
let readerName: string
beforeEach(async () => {
  platform = await openCommentedPlatform()
  browser = (await signedInBrowser(platform, { grants: ADMINISTRATOR })).browser
  const over = { grants: agencyGrant('my-loc'), mayReadComments: true, displayName: 'Lê Thị Hoa', name: 'hoa.le' }
  const reader = await signedInBrowser(platform, over)
  readerName = reader.account.name
  await reader.browser.get('/agencies/my-loc/comments?q=ho+so&satisfied=no&point=my-loc-01')
  await platform.storage.audit.append(
    anAuditEntry({
      account: PLATFORM,
      act: 'comments.expired',
      agency: null,
      details: { before: '2024-12-01', removed: '7', unheard: '<b>' },
    }),
  )
})
afterEach(() => platform.close())

async function open(query = '', status = 200): Promise<Document> {
  const answer = await browser.get(PATH + query)
  expect(answer.status).toBe(status)
  return new JSDOM(answer.text).window.document
}
const rowsOf = (page: Document) =>
  [...page.querySelectorAll<HTMLTableRowElement>('tbody tr')].map((row) =>
    [...row.cells].map((cell) => {
      const lines = [...cell.querySelectorAll('.audit-line')]
      return lines.length === 0 ? cell.textContent : lines.map((line) => line.textContent)
    }),
  )

describe('the log', () => {
  test('says when, who, what, of which agency and how it was narrowed, the newest first', async () => {
    const page = await open()
    expect(rowsOf(page)).toEqual([
      [
        '2',
        ['20/11/2026', '09:03'],
        ['Hệ thống'],
        ['Xóa góp ý hết hạn giữ', 'Toàn tỉnh'],
        ['Viết trước 01/12/2024', 'Số góp ý đã xóa: 7', 'unheard: <b>'],
      ],
      [
        '1',
        ['23/11/2026', '08:00'],
        ['Lê Thị Hoa', 'hoa.le'],
        ['Đọc góp ý', 'Xã Mỹ Lộc'],
        [
          'Từ tuần 01/12/2025',
          'Đến hết 22/11/2026',
          'Tìm “ho so”',
          'Quầy: Quầy số 3',
          'Mức hài lòng: Chưa hài lòng (mức 1 đến 3)',
          'Trang 1',
          'Số góp ý đã hiện: 0',
        ],
      ],
    ])
    expect(page.querySelector('.audit-chain')?.textContent).toContain('không mục nào bị sửa')
  })

  test('is narrowed by account and act, and shows by what', async () => {
    const page = await open(`?account=${readerName.toUpperCase()}&act=comments.read`)
    expect(rowsOf(page).map(([number]) => number)).toEqual(['1'])
    expect(page.querySelector<HTMLSelectElement>('#act')?.value).toBe('comments.read')
    expect(rowsOf(await open('?act=report.made'))).toEqual([])
  })

  test('goes on to older entries and keeps what narrows it', async () => {
    for (let i = 0; i < 60; i++) await platform.storage.audit.append(anAuditEntry())
    const page = await open('?act=comments.read')
    const older = page.querySelector<HTMLAnchorElement>('.comments-links a')
    expect(older?.getAttribute('href')).toBe(`${PATH}?act=comments.read&before=13`)
    expect(rowsOf(await open('?act=comments.read&before=13'))).toHaveLength(11)
  })

  test.each([
    ['?account=nobody', '#account', 'không có tài khoản “nobody”'],
    ['?act=dancing', '#act', 'không có việc “dancing”'],
    ['?before=x', '#account', 'không đúng'],
  ])('explains what it does not understand: %s', async (query, href, words) => {
    const page = await open(query, 400)
    const link = page.querySelector('.error-summary a')
    expect([link?.getAttribute('href'), link?.textContent]).toEqual([href, expect.stringContaining(words)])
    expect(rowsOf(page)).toEqual([])
  })

  test('says where it was changed past the platform', async () => {
    const changed = await openPlatform()
    const { archive } = changed.storage
    await archive.beginRestore()
    await archive.load('audit', [{ ...anAuditEntry(), number: 1, hash: '0'.repeat(64) }])
    await archive.endRestore()
    const { browser: by } = await signedInBrowser(changed, { grants: ADMINISTRATOR })
    expect((await by.get(PATH)).text).toContain('mục số 1 không còn đúng như khi được ghi')
    await changed.close()
  })

  test('is found in the navigation of administrators alone', async () => {
    expect((await browser.get('/agencies')).text).toContain(`href="${PATH}"`)
    const { browser: inspector } = await signedInBrowser(platform)
    expect((await inspector.get('/agencies')).text).not.toContain(PATH)
    expect((await inspector.get(PATH)).status).toBe(403)
  })
})
