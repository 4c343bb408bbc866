import type { SurveyResponse } from '../../../server/domain/response.ts'
import { CUTS, type ResponseScope, type Storage, type TallyCell } from '../../../server/storage/port.ts'

/** Everything that a loop over batches gives, in one list. */
export async function collect<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const batch of batches) all.push(...batch)
  return all
}

/** Every response of some agencies, or of a narrower scope. */
export async function responsesOf(
  storage: Storage,
  agencies: readonly string[],
  scope: Partial<ResponseScope> = {},
): Promise<SurveyResponse[]> {
  const all: SurveyResponse[] = []
  for (const agency of agencies) {
    all.push(...(await collect(storage.responses.stream({ agency, from: 0, to: 1_000_000, ...scope }))))
  }
  return all
}

/** Every tally cell of some agencies. */
export function cellsOf(storage: Storage, agencies: readonly string[]): Promise<readonly TallyCell[]> {
  return storage.tallies.cells({ agencies, from: 0, to: 2000, cuts: CUTS })
}

/** Cells as plain lists in one order, to be compared. */
export function plainCells(cells: readonly TallyCell[]): readonly (readonly unknown[])[] {
  return cells
    .map(({ agency, month, questionnaire, step, flagged, cut, value, tally }) => {
      return [agency, month, questionnaire, step, flagged, cut, value, [...tally.sums]]
    })
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

/** Counts the turns that others have from now on until the answer is asked for. */
export function countTurns(): () => number {
  let turns = 0
  let next = setImmediate(function turn() {
    turns++
    next = setImmediate(turn)
  })
  return () => {
    clearImmediate(next)
    return turns
  }
}
