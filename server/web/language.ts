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
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  })

  const all = codes.map((code): Language => {
    const translate = catalogue.getFixedT(code)
    // Pages of hundreds of rows ask for the same words again and again, and what is missing comes back as its own name.
    const plain = new Map<string, string>()
    const sentence: Translate = (key, values) => {
      const text = translate(key, { ...values })
      if (key.endsWith(text) && !catalogue.exists(key, { lng: code, ...values })) throw new Error(`no message ${key}`)
      return text
    }
    return {
      code,
      name: translate('site:language-name'),
      format: formatsOf(code),
      t: (key, values) => {
        if (values) return sentence(key, values)
        const known = plain.get(key) ?? sentence(key)
        plain.set(key, known)
        return known
      },
    }
  })
  const [source] = all
  if (!source) throw new Error('no language')
  return { all, get: (code) => all.find((language) => language.code === code) ?? source }
}
