import { withoutMarks } from '../domain/plain-text.ts'
import type { Words } from '../domain/words.ts'
import type { Survey } from './known-surveys.ts'

/** A name must share at least this part of what was typed, weighed by how telling each piece is. */
const LEAST_SHARE = 0.4

/** What is typed beyond this is not looked at. */
const LONGEST_QUERY = 100

interface Entry {
  readonly survey: Survey
  readonly name: string
}

/**
 * Finds surveys by the names of their agency, counter and field, as people type them: without diacritics, in any
 * order, with slips. Names are compared by the groups of three signs that they share; a group that few names have
 * counts for more, so that "uỷ ban nhân dân" in a thousand names does not drown the one word that tells.
 */
export class SurveyFinder {
  readonly #entries: readonly Entry[]
  readonly #holders = new Map<string, number[]>()

  constructor(surveys: readonly Survey[]) {
    this.#entries = surveys.map((survey) => ({ survey, name: nameOf(survey) }))
    for (const [i, { name }] of this.#entries.entries()) {
      for (const group of groupsOf(name)) {
        const holders = this.#holders.get(group)
        if (holders) holders.push(i)
        else this.#holders.set(group, [i])
      }
    }
  }

  /** The nearest first; of equally near ones the shorter name. At most `limit`, only those that are accepted. */
  find(text: string, limit: number, accepts: (survey: Survey) => boolean): readonly Survey[] {
    const scores = new Float64Array(this.#entries.length)
    let whole = 0
    for (const group of groupsOf(withoutMarks(text.slice(0, LONGEST_QUERY)))) {
      const holders = this.#holders.get(group) ?? []
      const weight = Math.log(1 + this.#entries.length / Math.max(holders.length, 1))
      whole += weight
      for (const i of holders) scores[i] = (scores[i] ?? 0) + weight
    }
    return this.#entries
      .map(({ survey, name }, i) => ({ survey, name, score: scores[i] ?? 0 }))
      .filter(({ survey, score }) => score > 0 && score >= whole * LEAST_SHARE && accepts(survey))
      .sort((a, b) => b.score - a.score || a.name.length - b.name.length || (a.name < b.name ? -1 : 1))
      .slice(0, limit)
      .map(({ survey }) => survey)
  }
}

function nameOf({ agency, point, field }: Survey): string {
  const inAllLanguages = (words: Words): string => Object.values(words).join(' ')
  return withoutMarks([agency.names, point.names, field.names].map(inAllLanguages).join(' '))
}

/** Each group of three neighbouring signs once, the ends of the words among them. */
function groupsOf(name: string): ReadonlySet<string> {
  const groups = new Set<string>()
  if (name === '') return groups
  const padded = ` ${name} `
  for (let i = 0; i + 3 <= padded.length; i++) groups.add(padded.slice(i, i + 3))
  return groups
}
