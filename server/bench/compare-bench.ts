import type { BenchPlace, BenchStore } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { twelveMonths } from './compare-addresses.ts'
import { timeComparisons, type TimedComparisons } from './compare-times.ts'
import type { PageTimes } from './page-client.ts'
import { pagesByTurns, printByTurns } from './pages-by-turns.ts'
import { figuresOf, megabytes, ms, plainLine, ratio, whole, type Figures, type Line } from './report.ts'
import { scoringMs } from './scoring-times.ts'
import { wideStore } from './wide-store.ts'

const PROVINCE = 600
const NATION = 3400
const GOAL_MS = 100
const GOAL_NATION_MS = 400
const GOAL_RATIO = 1.2
const GOAL_SCORING_MS = 50

/** Communes side by side, on a page and as a file: again, as nobody asked before, and first of all. */
export async function compareBench(place: BenchPlace, { rounds, small, big }: BenchSize): Promise<readonly Line[]> {
  const many = await wideStore(place, PROVINCE, big)
  const few = await wideStore(place, PROVINCE, small)
  const nation = await wideStore(place, NATION, big)
  return [
    ...provinceLines(await timeComparisons(many, rounds), many),
    await ratioLine(many, few, rounds),
    ...nationLines(await timeComparisons(nation, rounds), nation),
    ...scoringLines(),
  ]
}

function provinceLines(timed: TimedComparisons, { answers }: BenchStore): readonly Line[] {
  const { first, again, file, other, firstField, field } = timed.times
  const within = (what: string, taken: PageTimes, figures: Figures = {}): Line => ({
    what,
    figure: printTimes(taken),
    goal: ms(GOAL_MS),
    isReached: taken.ms <= GOAL_MS,
    figures,
  })
  return [
    within(`Comparison of ${asked(PROVINCE, answers)}, asked again`, again, figuresOf('compare', figuresIn(timed))),
    within('The same as CSV', file),
    within('The same with filters that nobody asked for before', other),
    within('The same by the answers of one field, with such filters', field),
    plainLine('The first of these after the start', printTimes(first), {}),
    plainLine('The first by the answers of one field', printTimes(firstField), {}),
    memoryLine(timed),
  ]
}

function nationLines(timed: TimedComparisons, { answers }: BenchStore): readonly Line[] {
  const { first, again, file, other, firstField, field } = timed.times
  return [
    {
      what: `Comparison of ${asked(NATION, answers)}`,
      figure: `${printTimes(again)}; as CSV ${ms(file.ms)}; with other filters ${ms(other.ms)}, by one field ${ms(field.ms)}`,
      goal: ms(GOAL_NATION_MS),
      isReached: Math.max(again.ms, file.ms, other.ms, field.ms) <= GOAL_NATION_MS,
      figures: figuresOf('compare.nation', figuresIn(timed)),
    },
    plainLine('The first of these after the start, and by one field', `${ms(first.ms)}, ${ms(firstField.ms)}`, {}),
    memoryLine(timed),
  ]
}

function asked(communes: number, answers: number): string {
  return `${whole(communes)} communes, 12 months, ${whole(answers)} answers`
}

function figuresIn({ times, bytesAboveIdle }: TimedComparisons): Readonly<Record<string, number | null>> {
  const named = Object.entries(times).flatMap(([name, taken]) => [
    [`${name}Ms`, taken.ms] as const,
    [`${name}ProcessorMs`, taken.processorMs] as const,
  ])
  return { ...Object.fromEntries(named), bytesAboveIdle }
}

function memoryLine({ bytesAboveIdle }: TimedComparisons): Line {
  const figure = bytesAboveIdle === null ? 'not told by this system' : `${megabytes(bytesAboveIdle)} above idle`
  return plainLine('Memory of the server after all of these', figure, {})
}

/** Few and many answers by turns. */
async function ratioLine(many: BenchStore, few: BenchStore, rounds: number): Promise<Line> {
  const page = (store: BenchStore) => ({ store, path: twelveMonths(store) })
  const taken = await pagesByTurns(page(many), page(few), rounds)
  const share = taken.ours.ms / taken.theirs.ms
  return {
    what: `Comparison of ${whole(PROVINCE)} communes, against the same with ${whole(few.answers)} answers`,
    figure: printByTurns(taken),
    goal: `ratio ${ratio(GOAL_RATIO)}`,
    isReached: share <= GOAL_RATIO,
    figures: figuresOf('compare', { smallMs: taken.theirs.ms, ratio: share }),
  }
}

function scoringLines(): readonly Line[] {
  const [province, nation] = [scoringMs(PROVINCE), scoringMs(NATION)]
  return [
    {
      what: `Arithmetic of ${whole(PROVINCE)} units: intervals, all pairs, ranks`,
      figure: ms(province),
      goal: ms(GOAL_SCORING_MS),
      isReached: province <= GOAL_SCORING_MS,
      figures: figuresOf('scoring', { provinceMs: province, nationMs: nation }),
    },
    plainLine(`The same of ${whole(NATION)} units`, ms(nation), {}),
  ]
}

function printTimes({ ms: taken, processorMs }: PageTimes): string {
  return processorMs === null ? ms(taken) : `${ms(taken)} (of the processors ${ms(processorMs)})`
}
