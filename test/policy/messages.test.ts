import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, sourceFiles, textsOf } from '../fixtures/source-file.ts'

const MESSAGES = join(ROOT, 'views/messages')
const SOURCE = 'vi'
const languages = readdirSync(MESSAGES).sort()

/** A key as code asks for it: which of its plural forms is printed follows from the count. */
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '')

/** All sentences of a language by their whole key, `area:name`. */
function sentences(language: string): ReadonlyMap<string, string> {
  const areas = readdirSync(join(MESSAGES, language)).map((file) => {
    const messages = JSON.parse(readFileSync(join(MESSAGES, language, file), 'utf8')) as Record<string, string>
    return Object.entries(messages).map(([name, text]) => [`${file.replace(/\.json$/, '')}:${name}`, text] as const)
  })
  return new Map(areas.flat())
}

const source = sentences(SOURCE)
const placeholders = (text = ''): string[] => [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => name).sort()

test('there are sentences in Vietnamese and English', () => {
  expect(languages).toEqual(expect.arrayContaining(['vi', 'en']))
  expect(source.size).toBeGreaterThan(0)
})

describe.each(languages)('the sentences in %s', (language) => {
  const own = sentences(language)

  test('have the keys of the source language, in the same files', () => {
    expect([...own.keys()].sort()).toEqual([...source.keys()].sort())
  })

  test('have the same placeholders, and none is empty', () => {
    const differing = [...own].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(source.get(key)).join(),
    )
    expect(differing.map(([key]) => key)).toEqual([])
    expect([...own].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })

  test('hold no markup, and letters as Unicode composes them', () => {
    expect([...own].filter(([, text]) => /<\/?[a-z]|&[a-z]+;/i.test(text)).map(([key]) => key)).toEqual([])
    expect([...own].filter(([, text]) => text !== text.normalize('NFC')).map(([key]) => key)).toEqual([])
  })
})

describe('the keys that the program asks for', () => {
  const areas = new Set([...source.keys()].map((key) => key.split(':')[0]))
  const asked = new Map<string, RegExp>()
  for (const parts of sourceFiles(['server'], ['.ts']).flatMap(textsOf)) {
    const [area, name] = (parts[0] ?? '').split(':')
    if (!areas.has(area) || name === undefined || /\s/.test(parts.join(''))) continue
    asked.set(parts.join('…'), new RegExp(`^${parts.map((part) => part.replace(/[^\w:-]/g, '\\$&')).join('.+')}$`))
  }

  test('all exist', () => {
    const missing = [...asked].filter(
      ([, pattern]) => ![...source.keys()].some((key) => pattern.test(withoutPlural(key))),
    )
    expect(missing.map(([key]) => key)).toEqual([])
  })

  test('are all the keys there are', () => {
    const patterns = [...asked.values()]
    expect([...source.keys()].filter((key) => !patterns.some((pattern) => pattern.test(withoutPlural(key))))).toEqual(
      [],
    )
  })
})
