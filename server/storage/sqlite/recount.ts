import { setImmediate as nextTurn } from 'node:timers/promises'
import { emptyTally } from '../../../scoring/tally.ts'
import type { Recount, TallyCell, TallyKey, TallyStore } from '../port.ts'
import { cellName, TallyCells } from '../tally-cells.ts'
import { differencesBetween, mended, type Difference, type KeptCell } from '../tally-differences.ts'
import { allCells, monthOfCell, seriesOfCell } from './cell-number.ts'
import type { Reader } from './reader.ts'
import { ALWAYS } from './response-rows.ts'
import type { ResponseParts } from './response-store.ts'
import { GET_SETTING, type Settings } from './settings.ts'

export interface RecountParts extends ResponseParts {
  readonly settings: Settings
}

interface Comparison {
  readonly responses: number
  readonly cells: number
  readonly differences: readonly Difference[]
  /** How many repairs there had been at the instant of the recount. */
  readonly repairs: number
}

/**
 * Counts all responses as of one instant and compares. The count holds no lock; a repair then adds to each differing
 * cell what it lacked at that instant. That is right whatever was recorded in the meantime, and writers wait for a
 * moment only. Where another repair came in between, everything is counted anew.
 */
export async function recount(
  parts: RecountParts,
  { repair, onProgress }: Parameters<TallyStore['recount']>[0],
): Promise<Recount> {
  for (;;) {
    const found = await compare(parts, onProgress)
    if (!repair || found.differences.length === 0 || (await mend(parts, found))) {
      return { responses: found.responses, cells: found.cells, differing: found.differences.map(({ key }) => key) }
    }
  }
}

async function compare(parts: RecountParts, onProgress?: (counted: number) => void): Promise<Comparison> {
  const reader = parts.database.openReader()
  try {
    const [repairs] = reader.prepare(GET_SETTING).get('tally-repairs') as unknown as [number]
    const differences: Difference[] = []
    let responses = 0
    let cells = 0
    for (const agency of parts.responses.agenciesIn(reader)) {
      const counted = new TallyCells<TallyCell>((key) => ({
        ...key,
        tally: emptyTally(parts.questionnaires.published(key.questionnaire).shape),
      }))
      for (const batch of parts.responses.batches(reader, { agency: agency.code, ...ALWAYS }, BATCH_SIZE)) {
        for (const response of batch) counted.count(response)
        responses += batch.length
        onProgress?.(responses)
        await nextTurn()
      }
      cells += counted.size
      differences.push(...differencesBetween(counted.takeCounted(), keptCells(parts, reader, agency)))
    }
    return { responses, cells, differences, repairs }
  } finally {
    parts.database.releaseReader(reader)
  }
}

const BATCH_SIZE = 1000

const KEPT = 'SELECT cell, sums FROM tally WHERE cell >= ? AND cell < ?'

function keptCells(
  { tallies }: RecountParts,
  reader: Reader,
  agency: { readonly number: number; readonly code: string },
): ReadonlyMap<string, KeptCell> {
  const { first, end } = allCells(agency.number)
  const rows = reader.prepare(KEPT).all(first, end) as unknown as [number, Uint8Array][]
  return new Map(
    rows.map(([cell, sums]) => {
      const series = tallies.series.entry(seriesOfCell(cell), reader)
      const key: TallyKey = { agency: agency.code, month: monthOfCell(cell), ...series }
      return [cellName(key), { key, parts: [sums] }]
    }),
  )
}

/** Whether the repair was made; not where another one came first. */
function mend({ database, settings, tallies, questionnaires }: RecountParts, found: Comparison): Promise<boolean> {
  return database.write(() => {
    if (settings.get('tally-repairs') !== found.repairs) return false
    for (const difference of found.differences) {
      const { length } = questionnaires.published(difference.key.questionnaire).shape
      const now = tallies.packed(difference.key)
      tallies.replace(difference.key, mended(difference, now ? [now] : [], length))
    }
    settings.increase('tally-repairs')
    return true
  })
}
