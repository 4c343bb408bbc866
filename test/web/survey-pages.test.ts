import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import request from 'supertest'
import { FormFiller } from '../fixtures/form-filler.ts'
import { FULL_CODES, openFullSurveyPlatform, storedResponses } from '../fixtures/full-survey-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { CODES } from '../fixtures/survey-platform.ts'

const FORM = `/s/${FULL_CODES.atReturn}`
const HOUR_MS = 3_600_000

let platform: Platform
beforeEach(async () => {
  platform = await openFullSurveyPlatform()
})
afterEach(() => platform.close())

function filler(path = FORM): Promise<FormFiller> {
  return new FormFiller(platform, path).open()
}

/** The codes of the questions on a page, in order. */
function asked({ page }: FormFiller): string[] {
  const names = [...page.querySelectorAll('[type=radio], textarea')].map((one) => one.getAttribute('name') ?? '')
  return [...new Set(names)].map((name) => name.replace(/^(answer|fact)-/, ''))
}

describe('the full form', () => {
  test('is what a code opens that says so, and a counter’s code opens its own form as before', async () => {
    expect((await filler()).progress).toBe('Trang 1/6')
    const counter = await filler(`/s/${CODES.landReturn}`)
    expect(counter.progress).toBe('')
    expect(counter.page.querySelectorAll('fieldset')).toHaveLength(7)
  })

  test('has a page for each factor and one for the rest, numbered throughout', async () => {
    const one = await filler()
    const pages: [string, string, string[]][] = []
    while (one.progress !== '') {
      pages.push([one.progress, one.page.querySelector('h2')?.textContent ?? '', asked(one)])
      await one.fillAll('4').press()
    }
    expect(pages).toEqual([
      ['Trang 1/6', 'Tiếp cận dịch vụ', ['F1.1', 'F1.2', 'F1.3', 'F1.4']],
      ['Trang 2/6', 'Thủ tục hành chính', ['F2.1', 'F2.2', 'F2.3', 'F2.4']],
      ['Trang 3/6', 'Công chức trực tiếp giải quyết công việc', ['F3.1', 'F3.2', 'F3.3', 'F3.4', 'F3.5']],
      ['Trang 4/6', 'Kết quả dịch vụ', ['F4.1', 'F4.2', 'F4.3']],
      ['Trang 5/6', 'Tiếp nhận, xử lý góp ý, phản ánh, kiến nghị', ['F5.1', 'complained']],
      [
        'Trang 6/6',
        'Câu hỏi chung',
        ['overall', 'visits', 'extra-papers', 'late', 'harassment', 'unofficial-money', 'comment'],
      ],
    ])
  })

  test('says on each page where it is asked, how far one is, and nothing twice', async () => {
    const one = await filler()
    expect(one.page.title).toBe('Trang 1/6 – Khảo sát hài lòng – Quầy số 3 – Sở Nông nghiệp và Môi trường')
    expect(one.page.body.textContent).toContain('Phiếu có 6 trang ngắn, mất khoảng 3 phút.')
    expect(one.page.querySelector('.back')).toBeNull()
    expect(one.page.querySelectorAll('nav a')).toHaveLength(1)
    await one.fillAll('4').press()
    expect(one.page.title).toMatch(/^Trang 2\/6 – /)
    expect(one.page.querySelector('h1')?.textContent).toBe('Sở Nông nghiệp và Môi trường')
    expect(one.page.body.textContent).not.toContain('trang ngắn')
    expect(one.page.querySelectorAll('nav')).toHaveLength(0)
    const legends = [...one.page.querySelectorAll('legend')].map((legend) => legend.textContent)
    expect(legends.map((legend) => legend.split('.')[0])).toEqual(['5', '6', '7', '8'])
  })

  test('is stored once after the last page: answers in the order of the criteria, then overall; facts; the comment apart', async () => {
    const one = await filler()
    const levels = [
      [1, 2, 3, 4],
      [5, 4, 0, 5],
      [1, 2, 3, 4, 5],
      [5, 4, 3],
    ]
    for (const [factor, picks] of levels.entries()) {
      for (const [i, level] of picks.entries()) one.fill(`answer-F${factor + 1}.${i + 1}`, String(level))
      await one.press()
    }
    await one.fill('answer-F5.1', '2').fill('fact-complained', 'no').press()
    expect(await storedResponses(platform)).toEqual([])
    await one
      .fill('answer-overall', '4')
      .fill('fact-visits', '3+')
      .fill('fact-late', 'no-apology')
      .fill('comment', 'Chờ lâu')
      .press()
    expect(await storedResponses(platform)).toMatchObject([
      {
        questionnaire: 'full/1',
        answers: '1234' + '5405' + '12345' + '543' + '200' + '4',
        facts: '02-2--',
        profile: null,
        language: 'vi',
        point: 'so-nnmt-01',
      },
    ])
    const scope = { agencies: ['so-nnmt'], from: 0, to: 1e6 }
    const comments = await platform.storage.comments.search(scope, { limit: 5, after: null })
    expect(comments.map(({ text, satisfied }) => [text, satisfied])).toEqual([['Chờ lâu', true]])
  })

  test('does not ask for the result where a dossier is handed in', async () => {
    const one = await filler(`/s/${FULL_CODES.atSubmission}`)
    const codes: string[] = []
    while (one.progress !== '') {
      expect(one.progress).toMatch(/\/5$/)
      codes.push(...asked(one))
      await one.fillAll('4').press()
    }
    expect(codes.filter((code) => code.startsWith('F4') || code === 'late')).toEqual([])
    expect(await storedResponses(platform)).toMatchObject([
      { step: 'submission', answers: '4444' + '4444' + '44444' + '---' + '400' + '4', facts: '000-00' },
    ])
  })

  test('can be filled in in English from beginning to end', async () => {
    const one = await filler(`${FORM}?lang=en`)
    expect(one.progress).toBe('Page 1/6')
    await one.fillAll('5').press()
    expect(one.page.documentElement.lang).toBe('en')
    await one.finish('5')
    expect(one.page.body.textContent).toContain('Your answers have been recorded')
    expect(await storedResponses(platform)).toMatchObject([{ language: 'en' }])
  })
})

describe('the question whether one ever complained', () => {
  async function atComplaints(): Promise<FormFiller> {
    const one = await filler()
    for (let page = 1; page < 5; page++) await one.fillAll('4').press()
    return one.fillAll('4')
  }

  test('leads those who did to a page of their own', async () => {
    const one = await (await atComplaints()).fill('fact-complained', 'yes').press()
    expect([one.progress, asked(one)]).toEqual(['Trang 6/7', ['F5.2', 'F5.3']])
    await one.fill('answer-F5.2', '1').fill('answer-F5.3', '0').press()
    expect(one.progress).toBe('Trang 7/7')
    await one.finish()
    expect((await storedResponses(platform)).map(({ answers }) => answers)).toEqual(['4444444444444444' + '410' + '4'])
  })

  test('taken back, makes what was answered about the complaint not applicable', async () => {
    const one = await (await atComplaints()).fill('fact-complained', 'yes').press()
    await one.fill('answer-F5.2', '1').fill('answer-F5.3', '1').press()
    await one.press('back')
    await one.press('back')
    expect(one.progress).toBe('Trang 5/7')
    await one.fill('fact-complained', 'no').press()
    expect(one.progress).toBe('Trang 6/6')
    await one.press('back')
    await one.fill('fact-complained', 'yes').press()
    expect(one.valueOf('answer-F5.2')).toBe('1')
    await one.press('back')
    await one.fill('fact-complained', 'no').press()
    await one.finish()
    expect((await storedResponses(platform)).map(({ answers }) => answers)).toEqual(['4444444444444444' + '400' + '4'])
  })

  test('has to be answered', async () => {
    const one = await (await atComplaints()).press('onward', { 'fact-complained': null })
    expect([one.answer.status, one.progress]).toEqual([422, 'Trang 5/6'])
    expect(one.page.querySelector('.alert a')?.textContent).toBe('Câu 18: xin chọn một dòng.')
  })
})

describe('going back', () => {
  test('keeps what was picked on the page that is left, though it is not complete, and shows what was picked before', async () => {
    const one = await (await filler()).fillAll('2').press()
    await one.fill('answer-F2.3', '0').press('back')
    expect([one.answer.status, one.progress]).toEqual([200, 'Trang 1/6'])
    expect(one.page.querySelector('.alert')).toBeNull()
    expect(one.valueOf('answer-F1.4')).toBe('2')
    await one.fill('answer-F1.4', '5').press()
    expect(one.valueOf('answer-F2.3')).toBe('0')
    expect(one.valueOf('answer-F2.1')).toBeNull()
    await one.press('back')
    expect(one.valueOf('answer-F1.4')).toBe('5')
  })

  test('carries a comment along, with its lines, in either direction', async () => {
    const one = await filler()
    for (let page = 1; page < 6; page++) await one.fillAll('4').press()
    const comment = 'Dòng "một" & <hai>\nDòng ba\n\nDòng bốn'
    await one.fill('comment', comment).press('back')
    await one.press('back')
    expect(one.progress).toBe('Trang 4/6')
    expect(one.valueOf('comment')?.replaceAll('\r\n', '\n')).toBe(comment)
    await one.press()
    await one.press()
    expect(one.page.querySelector('textarea')?.value).toBe(comment)
  })

  test('from the first page stays there', async () => {
    const one = await (await filler()).fill('answer-F1.2', '3').press('back')
    expect([one.progress, one.valueOf('answer-F1.2')]).toEqual(['Trang 1/6', '3'])
  })
})

describe('a page that comes back', () => {
  test('with an answer missing: 422, what is wrong first, everything picked still there, and then it goes on', async () => {
    const one = await (await filler()).fillAll('4').press()
    await one.fill('answer-F2.1', '3').fill('answer-F2.4', '1').press()
    expect(one.answer.status).toBe(422)
    expect(one.page.title).toMatch(/^Lỗi: Trang 2\/6/)
    expect([...one.page.querySelectorAll('.alert a')].map((link) => link.textContent)).toEqual([
      'Câu 6: xin chọn một dòng.',
      'Câu 7: xin chọn một dòng.',
    ])
    expect([one.valueOf('answer-F2.1'), one.valueOf('answer-F2.4')]).toEqual(['3', '1'])
    await one.fill('answer-F2.2', '5').fill('answer-F2.3', '0').press()
    expect(one.progress).toBe('Trang 3/6')
    await one.finish()
    expect((await storedResponses(platform))[0]?.answers).toMatch(/^44443501/)
  })

  test('with a comment that is too long: nothing of it is cut off, and the title says that the form was not sent', async () => {
    const one = await filler()
    for (let page = 1; page < 6; page++) await one.fillAll('4').press()
    const comment = 'ề'.repeat(1200)
    await one.fillAll('4').fill('comment', comment).press()
    expect(one.answer.status).toBe(422)
    expect(one.page.querySelector('textarea')?.value).toBe(comment)
    expect(one.page.querySelector('.alert')?.textContent).toContain('Phiếu chưa gửi được')
    expect(one.page.querySelector('.alert a')?.textContent).toContain('Câu 25: góp ý dài 1.200 ký tự')
    await one.press('back')
    expect([one.answer.status, one.progress]).toEqual([200, 'Trang 5/6'])
    expect(one.valueOf('comment')).toBe(comment)
  })

  test('with something foreign in it: 400, named and escaped, whichever button was pressed', async () => {
    for (const button of ['onward', 'back'] as const) {
      const one = await (await filler()).fillAll('4').press()
      await one.fillAll('3').press(button, { 'answer-F2.1': '9', 'answer-F1.1': '1', '<b>': '1', id: 'x' })
      expect([one.answer.status, one.progress]).toEqual([400, 'Trang 2/6'])
      expect([...one.page.querySelectorAll('.alert li')].map((line) => line.textContent)).toEqual([
        'Phiếu không hỏi mục “answer-F1.1” ở đây.',
        'Phiếu không có mục “<b>”.',
        'Phiếu không có mục “id”.',
        'Câu 5: lựa chọn gửi lên không có trong câu hỏi này. Xin chọn lại một dòng.',
      ])
      expect(one.valueOf('answer-F2.2')).toBe('3')
      await one.fill('answer-F2.1', '3').press('back')
      expect(one.valueOf('answer-F1.1')).toBe('4')
    }
  })

  test('open for too long: 422, everything kept, and then it is stored as a form of today', async () => {
    const one = await (await filler()).fillAll('2').press()
    platform.moveClock(8 * 24 * HOUR_MS)
    await one.fillAll('3').press()
    expect([one.answer.status, one.progress]).toEqual([422, 'Trang 2/6'])
    expect(one.page.querySelector('.alert')?.textContent).toContain('Phiếu đã mở quá lâu')
    expect(one.valueOf('answer-F2.1')).toBe('3')
    await one.finish()
    const [response] = await storedResponses(platform)
    expect(response?.answers).toMatch(/^2222/)
    expect(response?.openedHour).toBe(platform.services.survey.currentHour())
  })
})

describe('on a bad network', () => {
  test('every page may be sent again, and the last one is one response however often it arrives', async () => {
    const one = await filler()
    for (let page = 1; page < 6; page++) {
      const before = one.page
      await one.fillAll('4').press()
      const fields = new URLSearchParams(fieldsIn(before)).toString()
      const again = await request(platform.app).post(FORM).type('form').send(fields)
      expect(again.text).toBe(one.answer.text)
    }
    one.fillAll('4')
    const last = new URLSearchParams(fieldsIn(one.page)).toString()
    const answers = await Promise.all([1, 2, 3].map(() => request(platform.app).post(FORM).type('form').send(last)))
    for (const { status, text } of answers) {
      expect(status).toBe(200)
      expect(text).toContain('Phiếu đã được ghi nhận')
    }
    expect(await storedResponses(platform)).toHaveLength(1)
  })

  test('a form that cannot be stored now comes back whole: 503, when to come again, and the same form', async () => {
    const one = await filler()
    for (let page = 1; page < 6; page++) await one.fillAll('4').press()
    await platform.services.intake.drain()
    const fields = fieldsIn(one.fillAll('4').fill('comment', 'Xin giữ lại').page)
    await one.press()
    expect([one.answer.status, one.progress]).toEqual([503, 'Trang 6/6'])
    expect(Number(one.answer.headers['retry-after'])).toBeGreaterThan(0)
    const { state: before, ...typed } = fields
    const { state: after, ...again } = fieldsIn(one.page)
    expect(again).toEqual(typed)
    expect(stateOf(after)).toMatch(/answer-overall=4/)
    const idIn = (state?: string): string | null => new URLSearchParams(stateOf(state)).get('id')
    expect(idIn(after)).toBe(idIn(before))
  })

  test('too many pages in a minute: 429, and the page as it was sent', async () => {
    await platform.close()
    platform = await openFullSurveyPlatform({ FORMS_PER_CODE_PER_MINUTE: '1' })
    const one = await (await filler()).fillAll('4').press()
    expect(one.answer.status).toBe(200)
    await one.fillAll('3').press()
    expect([one.answer.status, one.answer.headers['retry-after']]).toEqual([429, expect.stringMatching(/^\d+$/)])
    expect(one.page.querySelector('.alert')?.textContent).toContain('Những gì ông/bà đã chọn và viết vẫn còn đây')
    expect([one.progress, one.valueOf('answer-F2.4')]).toEqual(['Trang 2/6', '3'])
  })
})

function fieldsIn(page: Document): Record<string, string> {
  const inputs = [...page.querySelectorAll<HTMLInputElement>('form input, form textarea')]
  return Object.fromEntries(
    inputs.filter(({ type, checked }) => type !== 'radio' || checked).map(({ name, value }) => [name, value]),
  )
}

/** What a state says, unsealed. */
function stateOf(state = ''): string {
  return Buffer.from(state.split('.')[0] ?? '', 'base64url').toString()
}
