import { describe, expect, test } from '@jest/globals'
import { FORM_LIFETIME_HOURS } from '../../server/domain/response.ts'
import type { Step } from '../../server/domain/service-point.ts'
import type { Survey } from '../../server/services/known-surveys.ts'
import { cleanText } from '../../server/web/forms/clean-text.ts'
import { parseFormBody, type FormBody } from '../../server/web/forms/form-body.ts'
import { readResponseForm, typedAnswers } from '../../server/web/forms/response-form.ts'
import { anAgency } from '../fixtures/agency.ts'
import { aField } from '../fixtures/procedure-field.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

const NOW = 498_728
const ID = '0123456789abcdef0123456789abcdef'

function aSurvey(step: Step = 'return', questionnaire = aQuestionnaire()): Survey {
  return {
    code: aPublicCode('00000000', 'p', { step }),
    agency: anAgency('a'),
    point: aServicePoint('p', 'a'),
    field: aField('f'),
    questionnaire,
    questions: questionnaire.questions.filter(({ steps }) => steps.includes(step)),
  }
}

const FILLED = {
  'answer-F1.1': '1',
  'answer-F2.1': '2',
  'answer-F3.1': '3',
  'answer-F4.1': '4',
  'answer-F5.1': '0',
  'answer-overall': '5',
  'fact-visits': '3+',
  comment: 'Chờ lâu',
  id: ID,
  opened: String(NOW),
}

function aBody(over: Readonly<Record<string, string | null>> = {}, more = ''): FormBody {
  const fields = Object.entries<string | null>({ ...FILLED, ...over }).filter(
    (field): field is [string, string] => field[1] !== null,
  )
  const body = parseFormBody(Buffer.from(`${new URLSearchParams(fields).toString()}${more}`))
  if (!body) throw new Error('not a form')
  return body
}

/** What is wrong with a form, as `field message`. */
function problemsOf(body: FormBody, survey = aSurvey()): string[] {
  const reading = readResponseForm(survey, body, NOW)
  return reading.ok ? [] : reading.problems.map(({ where, message }) => `${where} ${message.replace('survey:', '')}`)
}

describe('a form that is filled in', () => {
  test('becomes one sign a criterion, the overall item last, and one sign a fact', () => {
    expect(readResponseForm(aSurvey(), aBody(), NOW)).toEqual({
      ok: true,
      value: { id: ID, openedHour: NOW, answers: '123405', facts: '2', comment: 'Chờ lâu' },
    })
  })

  test('has no sign for what is not asked at its step', () => {
    const reading = readResponseForm(aSurvey('submission'), aBody({ 'answer-F4.1': null }), NOW)
    expect(reading.ok && reading.value.answers).toBe('123-05')
  })

  test('may name its language', () => {
    expect(problemsOf(aBody({ lang: 'en' }))).toEqual([])
  })

  test('has no comment where nothing but space was written', () => {
    for (const comment of ['', ' \r\n\t ', null]) {
      const reading = readResponseForm(aSurvey(), aBody({ comment }), NOW)
      expect(reading.ok && reading.value.comment).toBeNull()
    }
  })
})

describe('a question that depends on an earlier answer', () => {
  /** F5.1 and a fact are asked of those who came more than once, a further fact by what they answer to that one. */
  function aDependingSurvey(): Survey {
    const { questions } = aQuestionnaire()
    const visits = questions.find(({ code }) => code === 'visits')
    if (visits?.kind !== 'choice') throw new Error('no visits')
    const again = { question: 'visits', is: ['2', '3+'] }
    const reason = { ...visits, code: 'reason', askedWhen: again }
    const more = { ...visits, code: 'more', askedWhen: { question: 'reason', is: ['1'] } }
    const rest = questions
      .filter(({ code }) => code !== 'visits')
      .map((question) => (question.code === 'F5.1' ? { ...question, askedWhen: again } : question))
    return aSurvey('return', aQuestionnaire({ questions: [visits, reason, more, ...rest] }))
  }

  const readingOf = (over: Record<string, string | null>) => {
    const reading = readResponseForm(aDependingSurvey(), aBody(over), NOW)
    return reading.ok ? [reading.value.answers, reading.value.facts] : reading.problems.map(({ where }) => where)
  }

  test('has to be answered where it is asked', () => {
    expect(readingOf({ 'fact-visits': '2', 'answer-F5.1': null })).toEqual(['fact-reason', 'answer-F5.1'])
    expect(readingOf({ 'fact-visits': '2', 'fact-reason': '2' })).toEqual(['123405', '11-'])
  })

  test('is not applicable, or no fact, where it is not, whatever was picked before', () => {
    expect(readingOf({ 'fact-visits': '1', 'answer-F5.1': null })).toEqual(['123405', '0--'])
    expect(readingOf({ 'fact-visits': '1', 'answer-F5.1': '2' })).toEqual(['123405', '0--'])
  })

  test('is not asked either where the answer that it depends on was not asked for', () => {
    expect(readingOf({ 'fact-visits': '1', 'fact-reason': '1', 'fact-more': '1' })).toEqual(['123405', '0--'])
    expect(readingOf({ 'fact-visits': '2', 'fact-reason': '1', 'fact-more': '1' })).toEqual(['123405', '100'])
  })

  test('cannot depend on one that comes later', () => {
    const questions = aQuestionnaire().questions.map((question) =>
      question.code === 'F1.1' ? { ...question, askedWhen: { question: 'visits', is: ['1'] } } : question,
    )
    const survey = aSurvey('return', aQuestionnaire({ questions }))
    expect(() => readResponseForm(survey, aBody(), NOW)).toThrow(/does not come before/)
  })
})

describe('a form that leaves something out', () => {
  test('names every question that needs an answer', () => {
    const empty = aBody({ 'answer-F1.1': null, 'answer-F5.1': '', 'answer-overall': null, 'fact-visits': null })
    expect(problemsOf(empty)).toEqual([
      'answer-F1.1 error-pick',
      'answer-F5.1 error-pick',
      'answer-overall error-pick',
      'fact-visits error-pick',
    ])
    const reading = readResponseForm(aSurvey(), empty, NOW)
    expect(reading).toMatchObject({ ok: false, isForeign: false, identity: { id: ID, openedHour: NOW } })
  })

  test('keeps what was answered', () => {
    const typed = typedAnswers(aSurvey(), aBody({ 'answer-F1.1': null, 'answer-F2.1': '9', comment: ' a\r\nb ' }))
    expect(typed.get('answer-F3.1')).toBe('3')
    expect(typed.get('fact-visits')).toBe('3+')
    expect(typed.get('comment')).toBe('a\nb')
    expect(typed.has('answer-F1.1')).toBe(false)
    expect(typed.has('answer-F2.1')).toBe(false)
    expect(typed.has('id')).toBe(false)
  })
})

describe('a comment', () => {
  test('may be as long as the questionnaire says, counted in signs as people see them', () => {
    expect(problemsOf(aBody({ comment: 'ề'.repeat(20) }))).toEqual([])
    expect(problemsOf(aBody({ comment: '🙂'.repeat(20) }))).toEqual([])
    expect(problemsOf(aBody({ comment: 'e\u0302\u0300'.repeat(20) }))).toEqual([])
    const reading = readResponseForm(aSurvey(), aBody({ comment: '🙂'.repeat(21) }), NOW)
    expect(reading).toMatchObject({
      isForeign: false,
      problems: [{ where: 'comment', message: 'survey:error-too-long', values: { length: 21, most: 20 } }],
    })
  })

  test('is kept composed, with plain line ends, without control signs and turned writing', () => {
    expect(cleanText('To\u0302i\r\nđi\rlại\t3\u0000 lần\u0007\u202E!')).toBe('Tôi\nđi\nlại 3 lần!')
    expect(cleanText('ល\u200Bខ្មែរ')).toBe('ល\u200Bខ្មែរ')
    expect(cleanText('a\uD800b')).toBe('a\uFFFDb')
  })
})

describe('a form that holds what no form of ours sends', () => {
  test.each([
    ['a level that does not exist', { 'answer-F1.1': '6' }, 'answer-F1.1 error-not-offered'],
    ['two levels in one', { 'answer-F1.1': '4,5' }, 'answer-F1.1 error-not-offered'],
    ['a level with a space', { 'answer-F1.1': ' 4' }, 'answer-F1.1 error-not-offered'],
    ['"not applicable" where it is none', { 'answer-F1.1': '0' }, 'answer-F1.1 error-not-offered'],
    ['an option that is not offered', { 'fact-visits': '4' }, 'fact-visits error-not-offered'],
    ['an unknown field', { 'answer-F9.9': '4' }, ' error-unknown-field'],
    ['a nested field', { 'answer[F1.1]': '4' }, ' error-unknown-field'],
  ])('%s', (_what, over, problem) => {
    expect(problemsOf(aBody(over))).toEqual([problem])
    expect(readResponseForm(aSurvey(), aBody(over), NOW)).toMatchObject({ ok: false, isForeign: true })
  })

  test('a member of every object', () => {
    expect(problemsOf(aBody({}, '&__proto__=4&constructor=5'))).toEqual([
      ' error-unknown-field',
      ' error-unknown-field',
    ])
  })

  test('an answer to a question of another step', () => {
    expect(problemsOf(aBody(), aSurvey('submission'))).toEqual([' error-not-asked'])
  })

  test('a field sent twice', () => {
    expect(problemsOf(aBody({}, '&answer-F1.1=5'))).toEqual([' error-repeated'])
  })

  test('names a few of very many, and long names in part', () => {
    const many = Array.from({ length: 500 }, (_, i) => `&${'x'.repeat(60)}${i}=1`).join('')
    const reading = readResponseForm(aSurvey(), aBody({}, many), NOW)
    if (reading.ok) throw new Error('taken')
    expect(reading.problems).toHaveLength(5)
    expect(reading.problems[0]?.values).toEqual({ name: `${'x'.repeat(40)}…` })
  })
})

describe('the id and hour of a form', () => {
  test('are taken for as long as a form lives, and an hour early', () => {
    for (const opened of [NOW, NOW - FORM_LIFETIME_HOURS, NOW + 1]) {
      const reading = readResponseForm(aSurvey(), aBody({ opened: String(opened) }), NOW)
      expect(reading.ok && reading.value.openedHour).toBe(opened)
    }
  })

  test.each([
    ['too old', { opened: String(NOW - FORM_LIFETIME_HOURS - 1) }],
    ['from the future', { opened: String(NOW + 2) }],
    ['no number', { opened: '12.5' }],
    ['a negative number', { opened: '-1' }],
    ['missing', { opened: null }],
    ['without id', { id: null }],
    ['with an id that is too short', { id: ID.slice(1) }],
    ['with an id in capitals', { id: ID.toUpperCase() }],
  ])('%s: the form needs new ones, and is no foreign form', (_what, over) => {
    expect(problemsOf(aBody(over))).toEqual([' error-outdated'])
    expect(readResponseForm(aSurvey(), aBody(over), NOW)).toMatchObject({ isForeign: false, identity: null })
  })
})
