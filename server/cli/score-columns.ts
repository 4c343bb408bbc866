/** Which columns of a file of answers count, by their place in a row. */
export interface AnswerColumns {
  readonly criteria: readonly { readonly code: string; readonly factor: string; readonly place: number }[]
  /** Place of the overall item; null where there is none. */
  readonly overall: number | null
  /** Names of the other columns. */
  readonly ignored: readonly string[]
  /** Columns in all: each row has as many cells. */
  readonly width: number
}

const CRITERION = /^([A-Za-z][A-Za-z0-9]*)\.[A-Za-z0-9]+$/
const OVERALL = 'overall'

/**
 * Finds the columns of answers in a header row, by name: `<factor>.<criterion>`, as F1.2, and `overall`. Spaces around a
 * name do not count.
 *
 * @returns the columns, or what is wrong with the header, a sentence each
 */
export function answerColumns(header: readonly string[]): AnswerColumns | readonly string[] {
  const names = header.map((name) => name.trim())
  const counted = names.filter((name) => CRITERION.test(name) || name === OVERALL)
  const repeated = new Set(counted.filter((name, i) => counted.indexOf(name) !== i))
  if (repeated.size > 0) return [...repeated].map((name) => `there are two columns ${name}`)
  if (counted.length === 0) {
    const found = names.map((name) => JSON.stringify(name.slice(0, 40))).slice(0, 10)
    return [
      `no column holds answers: looked for names such as F1.2 (a factor, a point, a criterion) and for ${OVERALL}, ` +
        `found ${found.join(', ')}`,
    ]
  }
  const overall = names.indexOf(OVERALL)
  return {
    criteria: names.flatMap((code, place) => {
      const factor = CRITERION.exec(code)?.[1]
      return factor === undefined ? [] : [{ code, factor, place }]
    }),
    overall: overall < 0 ? null : overall,
    ignored: names.filter((name) => !counted.includes(name)),
    width: names.length,
  }
}
