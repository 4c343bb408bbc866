import { storedBytes } from '../storage/sqlite/stored-bytes.ts'
import type { BenchSize } from './bench-size.ts'
import { benchStore, storedAnswers, type BenchPlace } from './bench-store.ts'
import { megabytes, whole, type Line } from './report.ts'

const GOAL_BYTES = 80

/** What a stored answer takes on disk with its indexes; tallies, comments and the directory apart. */
export async function sizeBench(place: BenchPlace, { big }: BenchSize): Promise<readonly Line[]> {
  const { folder } = await benchStore(place, big)
  const answers = await storedAnswers(folder)
  const bytes = storedBytes(folder)
  const of = (table: string): number => bytes.get(table) ?? 0
  const anAnswer = of('response') / answers
  return [
    {
      what: `Bytes stored an answer with indexes, ${whole(answers)} answers`,
      figure: `${anAnswer.toFixed(1)} (beside them: tallies ${megabytes(of('tally'))}, comments ${megabytes(of('comment'))})`,
      goal: `${GOAL_BYTES}`,
      isReached: anAnswer <= GOAL_BYTES,
    },
  ]
}
