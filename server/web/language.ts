import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next from 'i18next'
import { formatsOf, type Formats } from './format.ts'

/** The sentence of a key such as `survey:title`, with its values filled in. Unknown keys throw. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string

/** One language in which pages can be had. */
export interface Language {
  /** BCP 47 code: `vi`. */
  readonly code: string
  /** Its own name: `Tiếng Việt`. */
  readonly name: string
  readonly t: Translate
  readonly format: Formats
}

/** All languages that have a folder in views/messages. */
export interface Languages {
  /** Vietnamese first. */
  readonly all: readonly Language[]
  /** The language with this code, or Vietnamese. */
  get(code: unknown): Language
}

/** The language every page has, and in which the others are checked. */
export const SOURCE_LANGUAGE = 'vi'

/**
 * Reads views/messages/<language>/<area>.json; a key is `<area>:<name>`. A further language is a further folder.
 *
 * @throws {Error} when the source language has no folder
 */
export function loadLanguages(messagesDir: string): Languages {
  const codes = readdirSync(messagesDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => Number(b === SOURCE_LANGUAGE) - Number(a === SOURCE_LANGUAGE) || a.localeCompare(b))
  if (codes[0] !== SOURCE_LANGUAGE) throw new Error(`no messages for ${SOURCE_LANGUAGE} in ${messagesDir}`)

  const resources = Object.fromEntries(
    codes.map((code) => {
      const areas = readdirSync(join(messagesDir, code)).map((file) => {
        const messages = JSON.parse(readFileSync(join(messagesDir, code, file), 'utf8')) as Record<string, string>
        return [file.replace(/\.json$/, ''), messages] as const
      })
      return [code, Object.fromEntries(areas)]
    }),
  )
  const catalogue = i18next.createInstance()
  void catalogue.init({
    initAsync: false,
    lng: SOURCE_LANGUAGE,
    fallbackLng: SOURCE_LANGUAGE,
    resources,
    keySeparator: false,
    returnEmptyString: false,
  })

  const all = codes.map((code): Language => {
    const translate = catalogue.getFixedT(code)
    const rules = new Intl.PluralRules(code)
    const formOf = (count: number): string => (count === 0 ? 'zero' : rules.select(count))
    // Pages of hundreds of rows ask for the same sentences again and again: each is looked up once for each of its forms.
    const known = new Map<string, Sentence>()
    const find = (key: string, count: string | number | undefined): Sentence => {
      const counted = typeof count === 'number' ? { count } : {}
      const name = `${key} ${'count' in counted ? formOf(counted.count) : ''}`
      let sentence = known.get(name)
      if (!sentence) {
        const options = { lng: code, skipInterpolation: true, ...counted }
        // What is missing comes back as its own name.
        const text = translate(key, options)
        if (key.endsWith(text) && !catalogue.exists(key, options)) throw new Error(`no message ${key}`)
        sentence = text.split(PLACEHOLDER)
        known.set(name, sentence)
      }
      return sentence
    }
    return {
      code,
      name: translate('site:language-name'),
      format: formatsOf(code),
      t: (key, values = {}) => filled(find(key, values['count']), values),
    }
  })
  const [source] = all
  if (!source) throw new Error('no language')
  return { all, get: (code) => all.find((language) => language.code === code) ?? source }
}

/** A sentence by turns as text and as the name of a value that stands next. */
type Sentence = readonly string[]

const PLACEHOLDER = /\{\{\s*([\w-]+)\s*\}\}/

function filled(sentence: Sentence, values: Readonly<Record<string, string | number>>): string {
  let text = ''
  for (const [i, part] of sentence.entries()) text += i % 2 === 0 ? part : String(values[part] ?? '')
  return text
}
