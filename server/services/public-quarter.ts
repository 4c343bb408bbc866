import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Figure } from '../../scoring/figure.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { MethodName } from '../../scoring/methods.ts'
import { suppression } from '../../scoring/suppression.ts'
import { sumTallies } from '../../scoring/sum-tallies.ts'
import { ANSWERED, RESPONSES, type Tally, type TallyShape } from '../../scoring/tally.ts'
import type { Directory } from '../domain/directory.ts'
import { hiddenAgencies, type AgencyCounts, type PublicCounts } from './public-hiding.ts'
import type { HiddenReason } from './shown-figure.ts'

/** Answers to one series in one quarter: of all responses, and of those that are not flagged. */
export interface QuarterAnswers {
  readonly all: Tally
  readonly unflagged: Tally
}

/** What one agency publishes of one quarter. Null where it publishes nothing, for the reason in `hidden`. */
export type PublicCell =
  | { readonly hidden: HiddenReason; readonly all: null }
  | {
      readonly hidden: null
      readonly all: Tally
      /** The index of them all. */
      readonly index: Figure
      /** Whether the five factors may be told apart. */
      readonly showsFactors: boolean
      /** Without flagged responses: the same where none is flagged, null where that must not be told. */
      readonly unflagged: Tally | null
    }

/** So many figures are computed in a few milliseconds; then others get their turn. */
const A_TURN = 50

/** The answers to one series in one quarter with the decision of what is published of them, for all agencies at once. */
export class PublicQuarter {
  readonly #decided: Decided

  private constructor(decided: Decided) {
    this.#decided = decided
  }

  /**
   * Decides, with pauses in which others get their turn: thousands of agencies take a while.
   *
   * @param own the answers at each agency's own service points
   * @param rules the method of the index, and the fewest respondents of anything published
   */
  static async of(
    directory: Directory,
    own: Answers,
    { method, least }: { readonly method: MethodName; readonly least: number },
  ): Promise<PublicQuarter> {
    const whole = wholeAnswers(directory, own)
    const figures = new Map<QuarterAnswers, Figure>()
    // Most agencies have nothing below them, so that their own answers are the whole.
    for (const answers of new Set([...own.values(), ...whole.values()])) {
      figures.set(answers, methodFigure(method, answers.all))
      if (figures.size % A_TURN === 0) await nextTurn()
    }
    const decide = async (countsOf: CountsOf): Promise<Reasons> => {
      await nextTurn()
      return reasonsAmong(directory, { own, whole }, countsOf, least)
    }
    const hidden = await decide((answers) => indexCounts(answers, figures.get(answers), least))
    const among = (count: (answers: QuarterAnswers) => readonly number[]): Promise<Reasons> =>
      decide((answers, code) => plainCounts(count(answers), least, (code === null ? null : hidden.get(code)) ?? null))
    const factorsHidden = await among(factorCounts)
    return new PublicQuarter({ whole, figures, hidden, factorsHidden, flagsHidden: await among(flagCounts) })
  }

  /** How many responses there are to the series at an agency and below it. */
  responses(agency: string): number {
    return this.#decided.whole.get(agency)?.all.sums[RESPONSES] ?? 0
  }

  /** What an agency publishes, with all below it; its answers are those of the tree as it was. */
  of(agency: string): PublicCell {
    const { whole, figures, hidden, factorsHidden, flagsHidden } = this.#decided
    const answers = whole.get(agency)
    const index = answers && figures.get(answers)
    const reason = index ? hidden.get(agency) : 'no-answers'
    if (!index || reason) return { hidden: reason ?? 'no-answers', all: null }
    return {
      hidden: null,
      all: answers.all,
      index,
      showsFactors: !factorsHidden.has(agency),
      unflagged: flagsHidden.has(agency) ? null : answers.unflagged,
    }
  }
}

/** Answers by the code of the agency. */
type Answers = ReadonlyMap<string, QuarterAnswers>
/** Why what is published of an agency is hidden, by its code; who is not in it is shown. */
type Reasons = ReadonlyMap<string, HiddenReason>
/** What speaks for and against showing answers: those of an agency with all below it, or, for null, of its own points. */
type CountsOf = (answers: QuarterAnswers, code: string | null) => PublicCounts

interface Decided {
  /** Of each agency with all below it. */
  readonly whole: Answers
  readonly figures: ReadonlyMap<QuarterAnswers, Figure>
  readonly hidden: Reasons
  readonly factorsHidden: Reasons
  readonly flagsHidden: Reasons
}

function reasonsAmong(
  directory: Directory,
  { own, whole }: { readonly own: Answers; readonly whole: Answers },
  countsOf: CountsOf,
  least: number,
): Reasons {
  const known = new Map<string, AgencyCounts>()
  for (const [code, answers] of whole) {
    const atOwnPoints = own.get(code)
    known.set(code, { whole: countsOf(answers, code), own: atOwnPoints ? countsOf(atOwnPoints, null) : null })
  }
  return hiddenAgencies(directory, (code) => known.get(code) ?? null, least)
}

/** Adds up each agency and what lies below it, each agency once. */
function wholeAnswers(directory: Directory, own: Answers): Answers {
  const whole = new Map<string, QuarterAnswers>()
  const sumUp = (code: string): QuarterAnswers | null => {
    const parts = directory.children(code).flatMap((child) => sumUp(child.code) ?? [])
    const answers = own.get(code)
    if (answers) parts.push(answers)
    const [first] = parts
    if (!first) return null
    const sum = parts.length === 1 ? first : addedUp(first.all.shape, parts)
    whole.set(code, sum)
    return sum
  }
  for (const { code } of directory.children(null)) sumUp(code)
  return whole
}

function addedUp(shape: TallyShape, parts: readonly QuarterAnswers[]): QuarterAnswers {
  const all = parts.map((part) => part.all)
  const unflagged = parts.map((part) => part.unflagged)
  return { all: sumTallies(shape, all), unflagged: sumTallies(shape, unflagged) }
}

/** Those who answered what the index counts, and those who answered any criterion, which the levels count. */
function indexCounts({ all }: QuarterAnswers, figure: Figure | undefined, least: number): PublicCounts {
  const counts = [figure?.n ?? 0, all.sums[ANSWERED] ?? 0]
  if (!figure || figure.n === 0) return { counts, hidden: 'no-answers' }
  return plainCounts(counts, least, suppression(figure, least))
}

function factorCounts({ all: { shape, sums } }: QuarterAnswers): readonly number[] {
  return shape.factors.map((_, i) => sums[shape.factorResponsesAt + i] ?? 0)
}

/** Those of flagged responses, and of the others. */
function flagCounts({ all, unflagged }: QuarterAnswers): readonly number[] {
  const others = unflagged.sums[RESPONSES] ?? 0
  return [(all.sums[RESPONSES] ?? 0) - others, others]
}

/** Nobody at all hides nothing; a few do. */
function plainCounts(counts: readonly number[], least: number, hidden: HiddenReason | null): PublicCounts {
  return { counts, hidden: hidden ?? (counts.some((n) => n > 0 && n < least) ? 'too-few' : null) }
}
