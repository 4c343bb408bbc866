import type { StatementSync } from 'node:sqlite'
import type { Month } from '../../domain/calendar.ts'
import { unpackSums } from '../packed-tally.ts'
import type { Recount, TallyCell, TallyScope, TallyStore } from '../port.ts'
import { allCells, cellRange, cutBits, IS_IN_CUTS, monthOfCell, seriesOfCell } from './cell-number.ts'
import { recount, type RecountParts } from './recount.ts'

export class SqliteTallyStore implements TallyStore {
  readonly #parts: RecountParts
  readonly #cells: StatementSync
  readonly #span: StatementSync

  constructor(parts: RecountParts) {
    this.#parts = parts
    this.#cells = parts.database.prepare(CELLS)
    this.#span = parts.database.prepare(SPAN)
  }

  cells({ agencies, from, to, cuts, step }: TallyScope): Promise<readonly TallyCell[]> {
    const { database, responses, tallies, questionnaires } = this.#parts
    return database.read(() => {
      const cells: TallyCell[] = []
      for (const agency of new Set(agencies)) {
        const number = responses.agencies.find(agency)
        if (number === null) continue
        const rows = this.#cells.all({ ...cellRange(number, from, to), cuts: cutBits(cuts) })
        for (const [cell, bytes] of rows as unknown as [number, Uint8Array][]) {
          const series = tallies.series.entry(seriesOfCell(cell))
          if (step !== undefined && series.step !== step) continue
          const { questionnaire, flagged, cut, value } = series
          const { shape } = questionnaires.published(questionnaire)
          const tally = { shape, sums: unpackSums(bytes, shape.length) }
          cells.push({
            ...{ agency, month: monthOfCell(cell), questionnaire, step: series.step, flagged, cut, value },
            tally,
          })
        }
      }
      return cells
    })
  }

  span(agencies: readonly string[]): Promise<{ readonly first: Month; readonly last: Month } | null> {
    const { database, responses } = this.#parts
    return database.read(() => {
      let first = Number.POSITIVE_INFINITY
      let last = Number.NEGATIVE_INFINITY
      for (const agency of agencies) {
        const number = responses.agencies.find(agency)
        if (number === null) continue
        const [least, most] = this.#span.get({ ...allCells(number) }) as unknown as [number | null, number | null]
        if (least === null || most === null) continue
        first = Math.min(first, monthOfCell(least))
        last = Math.max(last, monthOfCell(most))
      }
      return first <= last ? { first, last } : null
    })
  }

  recount(options: Parameters<TallyStore['recount']>[0]): Promise<Recount> {
    return recount(this.#parts, options)
  }
}

const CELLS = `SELECT cell, sums FROM tally WHERE cell >= :first AND cell < :end AND ${IS_IN_CUTS}`

/** Asked together, the two would read every row between them. */
const SPAN = `
  SELECT
    (SELECT min(cell) FROM tally WHERE cell >= :first AND cell < :end),
    (SELECT max(cell) FROM tally WHERE cell >= :first AND cell < :end)`
