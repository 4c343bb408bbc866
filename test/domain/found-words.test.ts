import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { foundParts } from '../../server/domain/found-words.ts'
import { withoutMarks } from '../../server/domain/plain-text.ts'

/** The text with what was found between brackets. */
const marked = (text: string, words: string): string =>
  foundParts(text, words)
    .map((part) => (part.isFound ? `[${part.text}]` : part.text))
    .join('')

describe('the words found', () => {
  test.each([
    ['Nộp hồ sơ hai lần', 'ho so', 'Nộp [hồ sơ] hai lần'],
    ['Ho so bi tra, HỒ SƠ mất', 'hồ sơ', '[Ho so] bi tra, [HỒ SƠ] mất'],
    ['“Hồ-sơ”, hồ\nsơ', 'hồ sơ', '“[Hồ-sơ]”, [hồ\nsơ]'],
    ['Đường đất', 'dat', 'Đường [đất]'],
    ['hồ sơn, hồ hồ sơ', 'ho so', 'hồ sơn, hồ [hồ sơ]'],
    ['a a a', 'a a', '[a a] a'],
    ['Chờ lâu'.normalize('NFD'), 'lâu', `${'Chờ '.normalize('NFD')}[${'lâu'.normalize('NFD')}]`],
    ['100% "đúng" * hẹn: <b>', '"đúng" *', '100% "[đúng]" * hẹn: <b>'],
  ])('in “%s” by “%s” are marked', (text, words, expected) => {
    expect(marked(text, words)).toBe(expected)
  })

  test.each(['', '  ', '•••', '🙂'])('by “%s” are none', (words) => {
    expect(marked('Chờ lâu 🙂 •••', words)).toBe('Chờ lâu 🙂 •••')
  })
})

describe('whatever the text and the words', () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('aAáàđĐbử -.\n\u0301🙂1')), maxLength: 40 })
  const words = fc.string({ unit: fc.constantFrom(...Array.from('aáđbử ')), maxLength: 4 })

  test('the parts are the text, and something is found where a search without marks finds it', () => {
    fc.assert(
      fc.property(text, words, (one, sought) => {
        const parts = foundParts(one, sought)
        expect(parts.map((part) => part.text).join('')).toBe(one)
        const phrase = withoutMarks(sought)
        const isThere = phrase !== '' && ` ${withoutMarks(one)} `.includes(` ${phrase} `)
        expect(parts.some(({ isFound }) => isFound)).toBe(isThere)
        for (const { text: found } of parts.filter(({ isFound }) => isFound)) expect(withoutMarks(found)).toBe(phrase)
      }),
    )
  })
})
