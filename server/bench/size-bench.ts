import { SAMPLE_DEFAULTS } from '../sample/parameters.ts'
import { storedBytes } from '../storage/sqlite/stored-bytes.ts'
import { storedAnswers, type BenchPlace } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { figuresOf, megabytes, whole, type Line } from './report.ts'

const GOAL_BYTES = 80

/** What a stored answer takes on disk with its indexes; tallies, comments and the directory apart. */
export async function sizeBench(place: BenchPlace, { big }: BenchSize): Promise<readonly Line[]> {
  const { address } = await place.filled(big)
  const answers = await storedAnswers(address)
  const bytes = storedBytes(address.dataDir)
  const of = (table: string): number => bytes.get(table) ?? 0
  const [response, tally, comment] = [of('response') / answers, of('tally'), of('comment')]
  return [
    {
      what: `Bytes stored an answer with indexes, ${whole(answers)} answers`,
      figure: `${response.toFixed(1)} (beside them: tallies ${megabytes(tally)}, comments ${megabytes(comment)})`,
      goal: `${GOAL_BYTES}`,
      isReached: response <= GOAL_BYTES,
      figures: figuresOf('size', {
        answers,
        bytesAnAnswer: response,
        tallyBytesAnAgencyMonth: tally / (SAMPLE_DEFAULTS.agencies * SAMPLE_DEFAULTS.months),
        commentBytesAnAnswer: comment / answers,
      }),
    },
  ]
}
