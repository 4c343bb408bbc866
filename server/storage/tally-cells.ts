import { countResponse, type Tally } from '../../scoring/tally.ts'
import { dayOfHour, monthOfDay } from '../domain/calendar.ts'
import { levelsOf, type SurveyResponse } from '../domain/response.ts'
import type { Cut, TallyKey } from './port.ts'

/** A text that two keys share only where they are the same key. */
export function cellName({ agency, month, questionnaire, step, flagged, cut, value }: TallyKey): string {
  return JSON.stringify([agency, month, questionnaire, step, flagged, cut, value])
}

/** The cells that share everything but their cut, by the value that they are cut by. */
type Cells<Cell> = Readonly<Record<Cut, Map<string, Cell>>>

/**
 * Counts responses one by one into the tally cells that they belong to, and says which cells it counted into.
 *
 * It stands in the innermost loop of every store: cells are found by two steps through maps, not by a key made anew
 * for every response and cut.
 */
export class TallyCells<Cell extends { readonly tally: Tally }> {
  readonly #cells = new Map<string, Cells<Cell>>()
  readonly #counted = new Set<Cell>()
  readonly #open: (key: TallyKey) => Cell
  #size = 0
  #day = Number.NaN
  #month = Number.NaN

  /** @param open the cell of a key, whose tally goes on from what it holds; asked once a key until {@link clear} */
  constructor(open: (key: TallyKey) => Cell) {
    this.#open = open
  }

  /** How many cells are open. */
  get size(): number {
    return this.#size
  }

  /** Counts a response once in every cut. Its answers must fit its questionnaire. */
  count(response: SurveyResponse): void {
    const levels = levelsOf(response.answers)
    const overall = levels[levels.length - 1] ?? 0
    const criteria = levels.subarray(0, -1)
    const month = this.#monthOf(response.receivedHour)
    const cells = this.#cellsOf(response, month)
    countResponse(this.#cell(cells, response, month, 'channel', response.channel).tally, criteria, overall)
    countResponse(this.#cell(cells, response, month, 'field', response.field).tally, criteria, overall)
    countResponse(this.#cell(cells, response, month, 'point', response.point).tally, criteria, overall)
  }

  /** The cells that were counted into since this was last asked. */
  takeCounted(): readonly Cell[] {
    const cells = [...this.#counted]
    this.#counted.clear()
    return cells
  }

  /** Forgets all cells and what was counted into them. */
  clear(): void {
    this.#cells.clear()
    this.#counted.clear()
    this.#size = 0
  }

  #cellsOf({ agency, questionnaire, step, flags }: SurveyResponse, month: number): Cells<Cell> {
    const name = `${step}${flags.length > 0 ? '!' : ''} ${month} ${questionnaire} ${agency}`
    let cells = this.#cells.get(name)
    if (!cells) {
      cells = { channel: new Map(), field: new Map(), point: new Map() }
      this.#cells.set(name, cells)
    }
    return cells
  }

  #cell(cells: Cells<Cell>, response: SurveyResponse, month: number, cut: Cut, value: string): Cell {
    let cell = cells[cut].get(value)
    if (!cell) {
      const { agency, questionnaire, step, flags } = response
      cell = this.#open({ agency, month, questionnaire, step, flagged: flags.length > 0, cut, value })
      cells[cut].set(value, cell)
      this.#size++
    }
    this.#counted.add(cell)
    return cell
  }

  /** Turning a day into a month asks the calendar; neighbours mostly share their day. */
  #monthOf(hour: number): number {
    const day = dayOfHour(hour)
    if (day !== this.#day) {
      this.#day = day
      this.#month = monthOfDay(day)
    }
    return this.#month
  }
}
