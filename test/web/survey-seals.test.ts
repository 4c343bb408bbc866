import { describe, expect, test } from '@jest/globals'
import { SurveySeals } from '../../server/web/survey-seals.ts'

const seals = new SurveySeals(Buffer.alloc(32, 1))
const VALUES = [
  ['code', '7K3M9QXA'],
  ['answer-F1.1', '4'],
  ['tên', 'Quầy <1> & "2" = 3'],
] as const

describe('a sealed text', () => {
  test('gives back what was put in, for the purpose it was sealed for and by the same key', () => {
    const sealed = seals.seal('form', VALUES)
    expect(seals.open('form', sealed)).toEqual(new Map(VALUES))
    expect(seals.open('profile', sealed)).toBeNull()
    expect(new SurveySeals(Buffer.alloc(32, 2)).open('form', sealed)).toBeNull()
    expect(new SurveySeals(Buffer.alloc(32, 1)).open('form', sealed)).toEqual(new Map(VALUES))
  })

  test('needs no escaping in a form or an attribute', () => {
    expect(seals.seal('form', VALUES)).toMatch(/^[\w-]+\.[\w-]{43}$/)
  })

  test('opens no more when any one sign of it is another', () => {
    const sealed = seals.seal('form', VALUES)
    for (let at = 0; at < sealed.length; at++) {
      const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
      expect(seals.open('form', altered)).toBeNull()
    }
  })

  test.each([
    ['nothing', ''],
    ['a dot', '.'],
    ['no seal', Buffer.from('code=1').toString('base64url')],
    ['an empty seal', `${Buffer.from('code=1').toString('base64url')}.`],
    ['half of it', seals.seal('form', VALUES).slice(0, 40)],
    ['something after it', `${seals.seal('form', VALUES)}.x`],
    ['text that is no base64', 'Ề%00\uD800.Ề'],
    ['very much', `${'A'.repeat(1_000_000)}.${'B'.repeat(43)}`],
  ])('is not %s', (_what, text) => {
    expect(seals.open('form', text)).toBeNull()
  })
})
