import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Question } from '../../server/domain/questionnaire.ts'
import { SurveySeals } from '../../server/web/survey-seals.ts'
import { aFilledForm } from '../fixtures/filled-form.ts'
import { FormFiller } from '../fixtures/form-filler.ts'
import { FULL_CODES, fullForm, openFullSurveyPlatform, storedResponses } from '../fixtures/full-survey-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { CODES } from '../fixtures/survey-platform.ts'

const FORM = `/s/${FULL_CODES.atReturn}`

let platform: Platform
beforeEach(async () => {
  platform = await openFullSurveyPlatform()
})
afterEach(() => platform.close())

/** Somebody who has filled in the first page with 2, and the second with 3 without sending it. */
async function onSecondPage(path = FORM): Promise<FormFiller> {
  const one = await new FormFiller(platform, path).open()
  await one.fillAll('2').press()
  return one.fillAll('3')
}

const alertOf = ({ page }: FormFiller): string => page.querySelector('.alert h2')?.textContent ?? ''

describe('a state that cannot be trusted', () => {
  const hostile: readonly (readonly [string, (state: string) => string | null])[] = [
    ['is missing', () => null],
    ['is empty', () => ''],
    ['was cut off', (state) => state.slice(0, -10)],
    ['lost its seal', (state) => state.split('.')[0] ?? ''],
    ['was altered', (state) => `A${state.slice(1)}`],
    ['has another answer under its old seal', (state) => forged(state)],
    ['is no base64', () => 'Ề \u0000 <b> ..'],
    ['is not even text', () => '\uFFFD\uFFFD.\uFFFD'],
    ['is very long', () => 'A'.repeat(15_000)],
    ['was sealed for something else', () => sealedAsProfile()],
  ]

  test.each(hostile)('that %s: 400, the page at hand kept, the rest started anew', async (_what, alter) => {
    const one = await onSecondPage()
    const state = one.valueOf('state') ?? ''
    await one.press('onward', { state: alter(state) })
    expect([one.answer.status, one.progress]).toEqual([400, 'Trang 1/6'])
    expect(alertOf(one)).toBe('Phần đã trả lời bị hỏng, xin trả lời lại từ đầu')
    expect(one.valueOf('answer-F1.1')).toBeNull()
    await one.fillAll('1').press()
    expect(one.valueOf('answer-F2.4')).toBe('3')
    await one.finish()
    expect((await storedResponses(platform)).map(({ answers }) => answers)).toEqual([
      '1111' + '4444' + '44444444' + '4004',
    ])
  })

  test('is one of another code, whole as it may be', async () => {
    const other = await onSecondPage(`/s/${FULL_CODES.another}`)
    const one = await onSecondPage()
    await one.press('onward', { state: other.valueOf('state') })
    expect([one.answer.status, alertOf(one)]).toEqual([400, 'Phần đã trả lời bị hỏng, xin trả lời lại từ đầu'])
  })

  test('never gets past the size of a form', async () => {
    const one = await (await onSecondPage()).press('onward', { state: 'A'.repeat(20_000) })
    expect(one.answer.status).toBe(413)
  })

  function forged(state: string): string {
    const [packed = '', seal = ''] = state.split('.')
    const text = Buffer.from(packed, 'base64url').toString().replace('answer-F1.1=2', 'answer-F1.1=5')
    return `${Buffer.from(text).toString('base64url')}.${seal}`
  }

  function sealedAsProfile(): string {
    return new SurveySeals(platform.secrets.csrfKey).seal('profile', [
      ['code', FULL_CODES.atReturn],
      ['questionnaire', 'full/1'],
      ['page', '1'],
      ['id', 'a'.repeat(32)],
      ['opened', String(platform.services.survey.currentHour())],
    ])
  }
})

describe('a new version of the questions, published while somebody answers', () => {
  async function publish(change: (questions: readonly Question[]) => readonly Question[]): Promise<void> {
    const form = await fullForm(platform)
    await platform.storage.questionnaires.publish({ ...form, version: 2, questions: change(form.questions) })
    platform.moveClock(1100)
  }

  test('takes the answers over by code, says so, and stores under the new version', async () => {
    const one = await onSecondPage()
    await publish((questions) => questions.filter(({ code }) => code !== 'F1.2'))
    await one.press()
    expect([one.answer.status, one.progress, alertOf(one)]).toEqual([409, 'Trang 1/6', 'Bộ câu hỏi vừa được đổi'])
    expect([one.valueOf('answer-F1.1'), one.valueOf('answer-F1.2')]).toEqual(['2', null])
    await one.press()
    expect([one.progress, one.valueOf('answer-F2.4')]).toEqual(['Trang 2/6', '3'])
    await one.press()
    await one.finish()
    expect(await storedResponses(platform)).toMatchObject([
      { questionnaire: 'full/2', answers: '222' + '3333' + '44444444' + '4004' },
    ])
  })

  test('keeps the form the same form, so that it counts once', async () => {
    const one = await onSecondPage()
    const idOf = ({ page }: FormFiller): string | null => {
      const state = page.querySelector<HTMLInputElement>('[name=state]')?.value ?? ''
      return new URLSearchParams(Buffer.from(state.split('.')[0] ?? '', 'base64url').toString()).get('id')
    }
    const before = idOf(one)
    await publish((questions) => questions)
    await one.press()
    expect(idOf(one)).toBe(before)
  })

  test('leaves out what it offers no more, and asks for it again', async () => {
    const one = await new FormFiller(platform, FORM).open()
    await one.fillAll('2').press()
    one.fillAll('3').fill('answer-F2.3', '0')
    await publish((questions) =>
      questions.map((question) => (question.code === 'F2.3' ? { ...question, notApplicable: false } : question)),
    )
    await one.press()
    await one.press()
    expect([one.valueOf('answer-F2.2'), one.valueOf('answer-F2.3')]).toEqual(['3', null])
    await one.press()
    expect([one.answer.status, one.progress]).toEqual([422, 'Trang 2/6'])
  })

  test('found on the last page, keeps the comment too', async () => {
    const one = await new FormFiller(platform, FORM).open()
    for (let page = 1; page < 6; page++) await one.fillAll('4').press()
    one.fillAll('4').fill('comment', 'Dòng một\nDòng hai')
    await publish((questions) => questions)
    await one.press()
    expect(one.progress).toBe('Trang 1/6')
    for (let page = 1; page < 6; page++) await one.press()
    expect([one.progress, one.valueOf('answer-overall')]).toEqual(['Trang 6/6', '4'])
    expect(one.page.querySelector('textarea')?.value).toBe('Dòng một\nDòng hai')
  })
})

describe('a code that changes while somebody answers', () => {
  async function change(over: Parameters<typeof aPublicCode>[2]): Promise<void> {
    const code = aPublicCode(FULL_CODES.atReturn, 'so-nnmt-01', { questionnaire: 'full', ...over })
    await platform.storage.directory.apply({ codes: [code] })
    platform.moveClock(1100)
  }

  test('replaced: 410, the same page under the new code, and it goes on from there', async () => {
    const one = await onSecondPage()
    await change({ withdrawnOn: 0, replacedBy: FULL_CODES.another })
    await one.press()
    expect([one.answer.status, one.progress]).toEqual([410, 'Trang 2/6'])
    expect(alertOf(one)).toBe('Quầy vừa đổi mã, phiếu chưa gửi được')
    expect(one.page.querySelector('form')?.getAttribute('action')).toBe(`/s/${FULL_CODES.another}`)
    expect(one.valueOf('answer-F2.4')).toBe('3')
    await one.press()
    expect(one.progress).toBe('Trang 3/6')
    await one.finish()
    expect(await storedResponses(platform)).toMatchObject([{ answers: '2222' + '3333' + '44444444' + '4004' }])
  })

  test('replaced while its state was damaged: says that the rest has to be answered anew', async () => {
    const one = await onSecondPage()
    await change({ withdrawnOn: 0, replacedBy: FULL_CODES.another })
    await one.press('onward', { state: 'x' })
    expect([one.answer.status, one.progress]).toEqual([410, 'Trang 1/6'])
    expect(alertOf(one)).toBe('Phần đã trả lời bị hỏng, xin trả lời lại từ đầu')
  })

  test('withdrawn with nothing in its place: 410, and help to find another', async () => {
    const one = await onSecondPage()
    await change({ withdrawnOn: 0 })
    await one.press()
    expect(one.answer.status).toBe(410)
    expect(one.page.querySelector('h1')?.textContent).toBe('Mã này không còn dùng')
    expect(one.page.querySelector('[name=q]')).not.toBeNull()
  })

  test('changed to the counter form: 409, the comment kept, and no answer taken for one to another question', async () => {
    const one = await new FormFiller(platform, FORM).open()
    for (let page = 1; page < 6; page++) await one.fillAll('4').press()
    one.fillAll('4').fill('comment', 'Chờ lâu')
    await change({ questionnaire: 'counter' })
    await one.press()
    expect([one.answer.status, one.progress]).toEqual([409, ''])
    expect(alertOf(one)).toBe('Quầy này vừa dùng phiếu khác')
    expect(one.page.querySelectorAll(':checked')).toHaveLength(0)
    expect(one.page.querySelector('textarea')?.value).toBe('Chờ lâu')
    await one.fillAll('5').press()
    expect(one.answer.status).toBe(303)
    expect(await storedResponses(platform)).toMatchObject([{ questionnaire: 'counter/1', answers: '555555' }])
  })

  test('changed from the counter form: 409, the comment kept, the first page of the full form', async () => {
    const path = `/s/${CODES.landReturn}`
    const one = await new FormFiller(platform, path).open()
    one.fillAll('4').fill('comment', 'Chờ lâu')
    await platform.storage.directory.apply({
      codes: [aPublicCode(CODES.landReturn, 'so-nnmt-01', { questionnaire: 'full' })],
    })
    platform.moveClock(1100)
    await one.press()
    expect([one.answer.status, one.progress]).toEqual([409, 'Trang 1/6'])
    expect(one.page.querySelectorAll(':checked')).toHaveLength(0)
    expect(one.valueOf('comment')).toBe('Chờ lâu')
    await one.finish()
    expect(await storedResponses(platform)).toMatchObject([{ questionnaire: 'full/1' }])
  })

  test('replaced by one with another form: 410, under the new code', async () => {
    const toCounter = await new FormFiller(platform, `/s/${FULL_CODES.atReturn}`).open()
    await toCounter.fillAll('4').press()
    await change({ withdrawnOn: 0, replacedBy: CODES.landReturn })
    await toCounter.fillAll('4').press()
    expect([toCounter.answer.status, alertOf(toCounter)]).toEqual([410, 'Quầy này vừa dùng phiếu khác'])
    expect(toCounter.page.querySelectorAll(':checked')).toHaveLength(0)
    expect(toCounter.page.querySelector('form')?.getAttribute('action')).toBe(`/s/${CODES.landReturn}`)
  })

  test('a counter form whose code was replaced by one with the full form: the comment goes along', async () => {
    const one = await new FormFiller(platform, `/s/${CODES.landReturn}`).open()
    const fields = aFilledForm(platform, { comment: 'Chờ lâu' })
    one.page.querySelector('form')?.setAttribute('action', `/s/${FULL_CODES.counterReplacedByFull}`)
    await one.press('onward', fields)
    expect([one.answer.status, one.progress, one.valueOf('comment')]).toEqual([410, 'Trang 1/6', 'Chờ lâu'])
    expect(one.page.querySelector('form')?.getAttribute('action')).toBe(FORM)
  })
})
