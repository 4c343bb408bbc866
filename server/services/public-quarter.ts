import { methodFigure } from '../../scoring/method-figure.ts'
import type { MethodName } from '../../scoring/methods.ts'
import { suppression } from '../../scoring/suppression.ts'
import { sumTallies } from '../../scoring/sum-tallies.ts'
import { ANSWERED, RESPONSES, type Tally } from '../../scoring/tally.ts'
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
      /** Whether the five factors may be told apart. */
      readonly showsFactors: boolean
      /** Without flagged responses: the same where none is flagged, null where that must not be told. */
      readonly unflagged: Tally | null
    }

/** The answers to one series in one quarter with the decision of what is published of them, for all agencies at once. */
export class PublicQuarter {
  readonly #own: ReadonlyMap<string, QuarterAnswers>
  readonly #whole = new Map<string, QuarterAnswers>()
  readonly #hidden: ReadonlyMap<string, HiddenReason>
  readonly #factorsHidden: ReadonlyMap<string, HiddenReason>
  readonly #flagsHidden: ReadonlyMap<string, HiddenReason>

  /**
   * @param own the answers at each agency's own service points
   * @param least fewest respondents of anything published
   */
  constructor(
    directory: Directory,
    own: ReadonlyMap<string, QuarterAnswers>,
    { method, least }: { method: MethodName; least: number },
  ) {
    this.#own = own
    for (const { code } of directory.children(null)) this.#sumUp(directory, code)
    this.#hidden = this.#decide(directory, least, (answers) => indexCounts(answers, method, least))
    const among = (count: (answers: QuarterAnswers) => readonly number[]) =>
      this.#decide(directory, least, (answers, code) =>
        plainCounts(count(answers), least, (code === null ? null : this.#hidden.get(code)) ?? null),
      )
    this.#factorsHidden = among(factorCounts)
    this.#flagsHidden = among(flagCounts)
  }

  /** How many responses there are to the series at an agency and below it. */
  responses(agency: string): number {
    return this.#whole.get(agency)?.all.sums[RESPONSES] ?? 0
  }

  /** What an agency publishes, with all below it; its answers are those of the tree as it was. */
  of(agency: string): PublicCell {
    const answers = this.#whole.get(agency)
    const hidden = answers ? this.#hidden.get(agency) : 'no-answers'
    if (!answers || hidden) return { hidden: hidden ?? 'no-answers', all: null }
    return {
      hidden: null,
      all: answers.all,
      showsFactors: !this.#factorsHidden.has(agency),
      unflagged: this.#flagsHidden.has(agency) ? null : answers.unflagged,
    }
  }

  /** Adds up an agency and what lies below it, each agency once. */
  #sumUp(directory: Directory, code: string): QuarterAnswers | null {
    const parts = directory.children(code).flatMap((child) => this.#sumUp(directory, child.code) ?? [])
    const own = this.#own.get(code)
    if (own) parts.push(own)
    const [first] = parts
    if (!first) return null
    const { shape } = first.all
    const whole =
      parts.length === 1
        ? first
        : {
            all: sumTallies(
              shape,
              parts.map(({ all }) => all),
            ),
            unflagged: sumTallies(
              shape,
              parts.map(({ unflagged }) => unflagged),
            ),
          }
    this.#whole.set(code, whole)
    return whole
  }

  #decide(
    directory: Directory,
    least: number,
    countsOf: (answers: QuarterAnswers, code: string | null) => PublicCounts,
  ): ReadonlyMap<string, HiddenReason> {
    const known = new Map<string, AgencyCounts>()
    for (const [code, whole] of this.#whole) {
      const own = this.#own.get(code)
      known.set(code, { whole: countsOf(whole, code), own: own ? countsOf(own, null) : null })
    }
    return hiddenAgencies(directory, (code) => known.get(code) ?? null, least)
  }
}

/** Those who answered what the index counts, and those who answered any criterion, which the levels count. */
function indexCounts({ all }: QuarterAnswers, method: MethodName, least: number): PublicCounts {
  const figure = methodFigure(method, all)
  const counts = [figure.n, all.sums[ANSWERED] ?? 0]
  if (figure.n === 0) return { counts, hidden: 'no-answers' }
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
