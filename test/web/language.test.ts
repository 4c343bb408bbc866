import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadLanguages } from '../../server/web/language.ts'
import { ROOT } from '../fixtures/source-file.ts'

const languages = loadLanguages(join(ROOT, 'views/messages'))

test('a sentence is the same however often it is asked for, in its own language', () => {
  const [vi, en] = [languages.get('vi'), languages.get('en')]
  for (const times of [1, 2]) {
    expect([times, vi.t('site:nav-compare'), en.t('site:nav-compare')]).toEqual([times, 'So sánh', 'Compare'])
    expect(en.t('compare:rank', { rank: '1', ranked: '2' })).toBe('1/2')
  }
})

test('what depends on a number is printed as the language has it', () => {
  const { t } = languages.get('en')
  expect(t('poster:sheets', { count: 1 })).not.toBe(t('poster:sheets', { count: 2 }))
})

test.each(['site:no-such-key', 'nowhere:title', 'no-area', 'site:'])('%s is no message, asked once or twice', (key) => {
  for (const { t } of languages.all) {
    for (const values of [undefined, undefined, {}, { count: 1 }, { name: 'Lan' }]) {
      expect(() => t(key, values)).toThrow(`no message ${key}`)
    }
  }
})
