import { countResponse, emptyTally, tallyShape, type Tally } from '../../scoring/tally.ts'
import { questionsAsFactors } from '../../scoring/questions-as-factors.ts'
import type { AnswerColumns } from './score-columns.ts'

/** Thrown when a file cannot be scored; `problems` says why, a sentence each. */
export class AnswerFileError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

const MOST_PROBLEMS = 20
const SHOWN_LENGTH = 20

/** Adds up the rows of a file of answers: all that any method needs, and no row is kept. */
export class AnswerCount {
  /** By factor, for all methods but those that follow. */
  readonly tally: Tally
  /** Each criterion a factor of its own, for `index.mean-questions`. */
  readonly questions: Tally
  /** The same for the criteria of each factor, for `factor.mean-questions`. */
  readonly questionsOf: ReadonlyMap<string, Tally>
  rows = 0
  readonly #columns: AnswerColumns
  readonly #parts: readonly { readonly tally: Tally; readonly places: readonly number[]; readonly levels: Uint8Array }[]
  readonly #problems: string[] = []

  constructor(columns: AnswerColumns) {
    const shape = tallyShape(columns.criteria)
    this.#columns = columns
    this.tally = emptyTally(shape)
    this.questions = emptyTally(questionsAsFactors(shape))
    this.questionsOf = new Map(shape.factors.map((factor) => [factor, emptyTally(questionsAsFactors(shape, factor))]))
    const placeOf = new Map(columns.criteria.map(({ code, place }) => [code, place]))
    this.#parts = [this.tally, this.questions, ...this.questionsOf.values()].map((tally) => ({
      tally,
      places: tally.shape.criteria.map(({ code }) => placeOf.get(code) ?? 0),
      levels: new Uint8Array(tally.shape.criteria.length),
    }))
  }

  /**
   * Counts one row. A row with something wrong counts for nothing and is remembered.
   * @param line where the row ends in the file, for what is said of it
   * @throws {AnswerFileError} when so many things are wrong that reading on tells nothing new
   */
  add(cells: readonly string[], line: number): void {
    this.rows++
    if (!this.#isSound(cells, line)) return
    const { overall } = this.#columns
    const overallLevel = overall === null ? 0 : (levelOf(cells[overall]) ?? 0)
    for (const { tally, places, levels } of this.#parts) {
      for (let i = 0; i < places.length; i++) levels[i] = levelOf(cells[places[i] ?? 0]) ?? 0
      countResponse(tally, levels, overallLevel)
    }
  }

  /** @throws {AnswerFileError} when anything was wrong */
  end(): void {
    if (this.#problems.length > 0) throw new AnswerFileError(this.#problems)
  }

  #isSound(cells: readonly string[], line: number): boolean {
    const { criteria, overall, width } = this.#columns
    if (cells.length !== width) {
      this.#refuse(cells, line, `${cells.length} cells where the header has ${width}`)
      return false
    }
    let isSound = true
    const check = (name: string, place: number): void => {
      if (levelOf(cells[place]) !== null) return
      const shown = JSON.stringify((cells[place] ?? '').slice(0, SHOWN_LENGTH))
      this.#refuse(cells, line, `column ${name}: ${shown} is neither a level from 1 to 5 nor blank`)
      isSound = false
    }
    for (const { code, place } of criteria) check(code, place)
    if (overall !== null) check('overall', overall)
    return isSound
  }

  #refuse(cells: readonly string[], lastLine: number, problem: string): void {
    const within = cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0)
    this.#problems.push(`line ${lastLine - within}: ${problem}`)
    if (this.#problems.length < MOST_PROBLEMS) return
    throw new AnswerFileError([...this.#problems, `reading stopped after ${MOST_PROBLEMS} problems`])
  }
}

/** The level in a cell, 0 where it is blank; null where it is something else. */
function levelOf(cell = ''): number | null {
  const text = cell.length > 1 ? cell.trim() : cell
  if (text === '' || text === ' ') return 0
  const level = text.length === 1 ? text.charCodeAt(0) - 48 : 0
  return level >= 1 && level <= 5 ? level : null
}
