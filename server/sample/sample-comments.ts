import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from './random.ts'

type Moods = Readonly<Record<'praise' | 'wish' | 'complaint', readonly string[]>>

/** Picks what people write: few who are satisfied write anything, many who are not do. */
export class SampleComments {
  readonly #byLanguage: Readonly<Record<string, Moods>>
  readonly #byField: Readonly<Record<string, readonly string[]>>

  constructor() {
    const file = JSON.parse(readFileSync(join(import.meta.dirname, 'comments.json'), 'utf8')) as Record<
      string,
      Moods
    > & {
      readonly byField: Readonly<Record<string, readonly string[]>>
    }
    const { byField, ...byLanguage } = file
    this.#byLanguage = byLanguage
    this.#byField = byField
  }

  /** @param overall sign of the overall item @returns null for the many who write nothing */
  pick(random: Random, language: string, field: string, overall: string): string | null {
    const isSatisfied = overall >= '4'
    if (!random.happens(isSatisfied ? 0.03 : 0.2)) return null
    const moods = this.#byLanguage[language]
    if (!moods) return null
    if (isSatisfied) return random.oneOf(random.happens(0.6) ? moods.praise : moods.wish)
    const ofField = language === 'vi' ? this.#byField[field] : undefined
    if (ofField && random.happens(0.7)) return random.oneOf(ofField)
    return random.oneOf(random.happens(0.75) ? moods.complaint : moods.wish)
  }
}
