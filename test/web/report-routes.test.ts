import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { printPublicCode } from '../../server/domain/public-code.ts'
import { newAgencyReportHref, newComparisonReportHref, reportHref } from '../../server/web/pages/report-links.ts'
import type { Platform } from '../fixtures/platform.ts'
import { record } from '../fixtures/public-platform.ts'
import { aComparisonReport, anAgencyReport, aPeriod } from '../fixtures/report.ts'
import { answers, openReportedPlatform } from '../fixtures/reported-platform.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let inspector: StaffBrowser
let officer: StaffBrowser
let viewer: Parameters<Platform['services']['reports']['make']>[0]
beforeAll(async () => {
  platform = await openReportedPlatform()
  const signedIn = await signedInBrowser(platform, { grants: ADMINISTRATOR })
  inspector = signedIn.browser
  viewer = signedIn.account
  officer = (await signedInBrowser(platform, { grants: agencyGrant('my-loc') })).browser
})
afterAll(() => platform.close())

const NEW = '/reports/new'

describe('the form', () => {
  test('asks for nothing twice: an account of one agency finds it picked', async () => {
    const { text, status } = await officer.get(NEW)
    expect(status).toBe(200)
    expect(text).toContain('<option value="my-loc" selected>')
    expect(text).not.toContain('tan-an')
    expect(text).not.toContain('error-summary')
  })

  test('offers periods that are over, the newest first, and one that was asked for besides', async () => {
    const { text } = await inspector.get(NEW)
    const offered = [...text.matchAll(/<option value="(20[\w-]+)"/g)].map(([, value]) => value)
    expect(offered.slice(0, 3)).toEqual(['2025', '2024', '2023'])
    expect(offered).toEqual(expect.arrayContaining(['2026-Q3', '2026-10']))
    for (const running of ['2026', '2026-Q4', '2026-11']) expect(offered).not.toContain(running)
    const { text: asked } = await inspector.get(`${newAgencyReportHref('my-loc')}&period=1999-03`)
    expect(asked).toContain('<option value="1999-03" selected>')
  })

  test('shows what the report would say, and makes nothing yet', async () => {
    const { text, status } = await inspector.get(`${newAgencyReportHref('my-loc')}&period=2026-Q3`)
    expect(status).toBe(200)
    expect(text).toContain('Báo cáo sẽ ghi')
    expect(text).toMatch(/mục tiêu 95 %.*: chỉ số hài lòng là \d\d,\d\d %/)
    expect(await platform.storage.reports.list(['my-loc'], { limit: 1, after: null })).toEqual([])
  })

  test('is reached from a dashboard and from a comparison', async () => {
    const { text: dashboard } = await officer.get('/agencies/my-loc')
    expect(dashboard).toContain('href="/reports/new?kind=agency&amp;agency=my-loc"')
    const { text: comparison } = await inspector.get('/compare?level=commune&from=2026-07&to=2026-09')
    expect(comparison).toContain('href="/reports/new?kind=comparison&amp;level=commune&amp;period=2026-Q3"')
  })

  test('takes the choice of a comparison, and asks for a period where that is none', async () => {
    const query = {
      level: 'commune',
      under: 'tinh',
      field: 'ho-tich',
      view: 'as-it-was',
      questionnaire: 'counter',
    } as const
    const { text } = await inspector.get(newComparisonReportHref({ ...query, months: aPeriod('2026-Q3') }))
    expect(text).toContain('So sánh các xã, phường, đặc khu thuộc Tỉnh Hải An, lĩnh vực Lĩnh vực ho-tich, quý 3/2026')
    for (const [name, value] of Object.entries({ ...query, period: '2026-Q3', kind: 'comparison' })) {
      expect(text).toContain(`<input type="hidden" name="${name}" value="${value}">`)
    }
    const { from, to } = aPeriod('2026-Q3')
    const odd = await inspector.get(newComparisonReportHref({ ...query, months: { from, to: to + 2 } }))
    expect(odd.status).toBe(200)
    expect(odd.text).not.toContain('Báo cáo sẽ ghi')
    expect(odd.text).toContain('<option value="ho-tich" selected>')
  })

  test.each([
    ['an agency of nobody', { kind: 'agency', agency: 'unknown', period: '2026-Q3' }, ['agency']],
    ['a period of none', { kind: 'agency', agency: 'my-loc', period: '2026-13' }, ['period']],
    ['a period that runs', { kind: 'agency', agency: 'my-loc', period: '2026' }, ['period']],
    ['nothing', { kind: 'comparison', period: '' }, ['level', 'period']],
    ['a lone department', { kind: 'comparison', level: 'department', period: '2026-Q3' }, ['level']],
    [
      'other things',
      { kind: 'comparison', level: 'commune', under: 'x', field: 'x', period: '2026', view: 'x', questionnaire: 'x' },
      ['under', 'field', 'view', 'questionnaire'],
    ],
    ['a kind of its own', { kind: 'x', agency: 'my-loc', period: '2026-Q3' }, ['kind']],
  ] as readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[])(
    'says what is wrong with %s, keeps the rest, and makes nothing',
    async (_, form, wrong) => {
      const query = new URLSearchParams(form).toString()
      for (const answer of [await inspector.get(`${NEW}?${query}`), await inspector.send(NEW, form)]) {
        expect(answer.status).toBe(422)
        expect(answer.text).toContain('<title>Lỗi: Lập báo cáo')
        const summary = /<div class="error-summary"[\s\S]*?<\/div>/.exec(answer.text)?.[0] ?? ''
        expect([...summary.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id)).toEqual(wrong)
        if (form['agency'] === 'my-loc') expect(answer.text).toContain('<option value="my-loc" selected>')
        if (form['level'] === 'commune') expect(answer.text).toContain('<option value="commune" selected>')
      }
      expect(await platform.storage.reports.list(['my-loc', null], { limit: 1, after: null })).toEqual([])
    },
  )

  test('lets an account of an agency report on that one, and compare only below it', async () => {
    for (const form of [
      { kind: 'agency', agency: 'tan-an', period: '2026-Q3' },
      { kind: 'comparison', level: 'commune', period: '2026-Q3' },
      { kind: 'comparison', level: 'commune', under: 'tinh', period: '2026-Q3' },
    ]) {
      expect((await officer.send(NEW, form)).status).toBe(422)
    }
  })
})

describe('a report', () => {
  let href: string
  beforeAll(async () => {
    const made = await officer.send(NEW, { kind: 'agency', agency: 'my-loc', period: '2026-Q3' })
    expect(made.status).toBe(303)
    href = made.headers['location'] ?? ''
  })

  test('is led to when it is made, and says what it is about', async () => {
    const { text, status } = await officer.get(href)
    expect([status, href]).toEqual([200, expect.stringMatching(/^\/reports\/[0-9A-Z]{4}-[0-9A-Z]{4}$/)])
    for (const words of [
      'Kỳ báo cáo: quý 3/2026, từ ngày 01/07/2026 đến hết ngày 30/09/2026',
      'lập ngày 23/11/2026',
      'THỦ TRƯỞNG ĐƠN VỊ',
      `http://hailong.test/verify/${href.slice(-9)}`,
    ]) {
      expect(text).toContain(words)
    }
  })

  test('hands out its content letter by letter, whose digest is the printed one', async () => {
    const bytes = await officer.download(`${href}.json`)
    const digest = createHash('sha256').update(bytes).digest('hex')
    expect((await officer.get(href)).text).toContain((digest.match(/.{8}/g) ?? []).join(' '))
    const { headers } = await officer.get(`${href}.json`)
    expect(headers['content-disposition']).toBe(`attachment; filename=report-${href.slice(-9)}.json`)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test('stands in the list', async () => {
    const { text } = await officer.get('/reports')
    expect(text).toContain(`<a href="${href}">Xã my-loc</a>`)
    expect(text).toContain('đang dùng')
    expect((await inspector.get('/reports?agency=tan-an')).text).toContain('Xã tan-an chưa có báo cáo nào.')
    expect((await officer.get('/reports?agency=tan-an')).status).toBe(403)
    expect((await inspector.get('/reports?agency=unknown')).status).toBe(404)
  })

  test('is not found under another code', async () => {
    for (const path of [
      '/reports/00000000',
      '/reports/unknown',
      '/reports/unknown.json',
      '/reports/unknown/correction',
    ]) {
      expect((await inspector.get(path)).status).toBe(404)
    }
  })

  test('cannot be corrected where there is nothing to correct', async () => {
    const { text } = await officer.get(`${href}/correction`)
    expect(text).toContain('Không có gì để sửa')
    expect(text).not.toContain('Lập báo cáo sửa</button>')
    const sent = await officer.send(`${href}/correction`, {}, '/reports')
    expect(sent.status).toBe(409)
  })

  test('is corrected by another one, and both say so', async () => {
    await record(platform, answers('my-loc', 30, '1'))
    const { text } = await officer.get(`${href}/correction`)
    expect(text).toMatch(/Khác nhau \d+ trong \d+ con số và từ/)
    expect(text).toContain(`Báo cáo ${href.slice(-9)} ghi`)
    expect(text).toContain('Báo cáo sửa sẽ ghi')
    const made = await officer.send(`${href}/correction`)
    expect(made.status).toBe(303)
    const next = made.headers['location'] ?? ''
    expect((await officer.get(next)).text).toContain(
      `<a href="${href}">Báo cáo này sửa và thay thế báo cáo ${href.slice(-9)}.</a>`,
    )
    const old = (await officer.get(href)).text
    expect(old).toContain(`<a href="${next}">Báo cáo này đã được sửa. Báo cáo thay thế: ${next.slice(-9)}.</a>`)
    expect(old).not.toContain(`${href}/correction`)
    const again = await officer.send(`${href}/correction`, {}, '/reports/new')
    expect([again.status, again.text.includes(`href="${next}"`)]).toEqual([409, true])
    const list = (await officer.get('/reports')).text
    expect(list).toContain(`đã được sửa bằng báo cáo ${next.slice(-9)}`)
    expect(list).toContain(`đang dùng, sửa báo cáo ${href.slice(-9)}`)
  })
})

test('a report whose content somebody changed says that it cannot be used', async () => {
  const made = await platform.services.reports.make(viewer, anAgencyReport('nho'))
  const code = '0000000' + '0'
  await platform.storage.reports.add({ ...made, code, content: made.content.replace('"least":5', '"least":4') })
  expect((await inspector.get(reportHref(code))).text).toContain('không còn khớp với mã băm khi lập')
  expect((await inspector.get(reportHref(made.code))).text).not.toContain('không còn khớp')
})

test('a comparison of hidden units names none of their numbers on its page', async () => {
  const { code } = await platform.services.reports.make(viewer, aComparisonReport())
  const { text } = await inspector.get(reportHref(code))
  const row = /<tr>(?:(?!<tr>)[\s\S])*?<th scope="row">Xã nho<\/th>[\s\S]*?<\/tr>/.exec(text)?.[0] ?? ''
  expect(row).toContain('không công bố vì có quá ít phiếu')
  expect(row).not.toMatch(/%|class="mark/)
  expect(text).toContain('Không công bố và không xếp hạng: Xã nho.')
  expect(text).toContain('Chưa có phiếu nào: Xã im-lang.')
})

test('texts of the directory cannot become markup', async () => {
  const { code } = await platform.services.reports.make(viewer, anAgencyReport('so-y-te'))
  for (const path of [
    reportHref(code),
    `${reportHref(code)}/correction`,
    '/reports',
    `/verify/${printPublicCode(code)}`,
  ]) {
    const { text } = await inspector.get(path)
    expect(text).toContain('Sở &lt;Y tế&gt;')
    expect(text).not.toContain('<Y tế>')
  }
})

test('making a report is put down in the log of the staff in words', async () => {
  const { text } = await inspector.get('/admin/audit?act=report.made')
  expect(text).toContain('Lập báo cáo')
  expect(text).toMatch(/Báo cáo [0-9A-Z]{4}-[0-9A-Z]{4}/)
  expect(text).toContain('Kỳ: quý 3/2026')
  expect(text).toMatch(/Sửa báo cáo [0-9A-Z]{4}-[0-9A-Z]{4}/)
})
