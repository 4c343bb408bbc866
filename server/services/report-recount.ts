import { benjaminiHochberg } from '../../scoring/benjamini-hochberg.ts'
import { difference } from '../../scoring/difference.ts'
import type { Estimate } from '../../scoring/estimate.ts'
import { figureOf } from '../../scoring/figure-of.ts'
import type { Figure } from '../../scoring/figure.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { standings } from '../../scoring/standings.ts'
import {
  fraction,
  freezeDifference,
  freezeFigure,
  thawTarget,
  thawTransactions,
  type FrozenChange,
  type FrozenFigure,
  type FrozenRow,
  type FrozenShown,
} from './frozen-figure.ts'
import { usable } from './known-transactions.ts'
import type { AgencyDraft, ComparisonDraft, FrozenCriterion, ReportDraft } from './report-content.ts'
import { isOneShare } from './satisfied-answers.ts'
import { shownFigure } from './shown-figure.ts'
import { threshold } from './shown-index.ts'

/**
 * The same draft with everything computed anew that follows from the whole numbers in it: indices, variances, intervals,
 * verdicts, differences, ranks, rank intervals and groups. It is equal to the draft where nobody tampered with either.
 *
 * @throws {RangeError} when the whole numbers contradict each other
 */
export function recounted<Draft extends ReportDraft>(draft: Draft): Draft
export function recounted(draft: ReportDraft): ReportDraft {
  return draft.kind === 'agency' ? recountedAgency(draft) : recountedComparison(draft)
}

function recountedAgency(draft: AgencyDraft): AgencyDraft {
  const { index, flagged, changes, overall, factors, months, fields } = draft
  const recount = new Recount(draft)
  const row = <Row extends FrozenRow>(one: Row): Row => ({ ...one, figure: recount.figure(one.figure, one) })
  return {
    ...draft,
    index: row(index),
    flagged: { ...flagged, without: flagged.without && recount.figure(flagged.without, index) },
    changes: changes.map((one) => ({ ...one, ...recount.change(index.figure, one) })),
    overall: recount.criterion(overall, index),
    factors: factors.map((factor) => ({
      ...factor,
      figure: recount.share(factor.figure, index),
      criteria: factor.criteria.map((one) => recount.criterion(one, index)),
    })),
    months: months.map(row),
    fields: fields.map(row),
  }
}

function recountedComparison(draft: ComparisonDraft): ComparisonDraft {
  const { units } = draft
  const rate = Number(draft.rate)
  const recount = new Recount(draft)
  const standing = standings(
    units.map(({ figure }) => recount.plain(figure)),
    rate,
  )
  const changes = units.map(({ figure, change }) => recount.change(figure, change))
  const adjusted = benjaminiHochberg(changes.map((one) => (one.difference ? Number(one.difference.p) : null)))
  return {
    ...draft,
    ranked: standing.filter((one) => one !== null).length,
    units: units.map((unit, i) => {
      const p = adjusted[i] ?? null
      const { flagged, change } = unit
      const significance = { adjusted: p === null ? null : String(p), isSignificant: p === null ? null : p <= rate }
      return {
        ...unit,
        figure: recount.figure(unit.figure, unit),
        flagged: { ...flagged, without: flagged.without && recount.figure(flagged.without, unit) },
        standing: standing[i] ?? null,
        change: { ...change, ...changes[i], ...significance },
      }
    }),
  }
}

type Against = Pick<FrozenRow, 'target' | 'transactions'>

/** Computes figures of a draft from their whole numbers, by its own targets, transactions and rules. */
class Recount {
  readonly #draft: ReportDraft
  readonly #isOneShare: boolean

  constructor(draft: ReportDraft) {
    this.#draft = draft
    this.#isOneShare = isOneShare(draft.method.name)
  }

  /** An index of the draft's method. */
  figure(frozen: FrozenFigure, against: Against): FrozenFigure {
    return frozen.hidden === null ? this.#figure(estimateOf(frozen, this.#isOneShare), against) : frozen
  }

  /** A factor, which is one share whatever the method is. */
  share(frozen: FrozenFigure, against: Against): FrozenFigure {
    return frozen.hidden === null ? this.#figure(estimateOf(frozen, true), against) : frozen
  }

  /** A criterion by its levels. */
  criterion(frozen: FrozenCriterion, against: Against): FrozenCriterion {
    const { figure, levels } = frozen
    if (figure.hidden !== null || !levels) return frozen
    const [one = 0, two = 0, three = 0, four = 0, five = 0] = levels
    const estimate = singleEstimate(four + five, one + two + three + four + five)
    return { ...frozen, figure: this.#figure(estimate, against) }
  }

  /** The index as if drawn from a far larger number of transactions, as figures are compared; null where it is hidden. */
  plain(frozen: FrozenFigure): Figure | null {
    return frozen.hidden === null ? figureOf(estimateOf(frozen, this.#isOneShare)) : null
  }

  /** A change between two shown figures; another one is as it is, since nothing in the draft could tell. */
  change(now: FrozenFigure, { former, difference: known, why }: FrozenChange): FrozenChange {
    const [a, b] = [this.plain(now), this.plain(former)]
    const found = known && a && b ? difference(a, b) : null
    return {
      former: b ? freezeFigure({ n: b.n, hidden: null, figure: b, verdict: null }) : former,
      difference: found && freezeDifference(found),
      why,
    }
  }

  #figure(estimate: Estimate, { target: place, transactions }: Against): FrozenFigure {
    const { targets, method } = this.#draft
    const target = place === null ? null : targets[place]
    const population = usable(thawTransactions(transactions))
    const figure = figureOf(estimate, population ?? undefined)
    const held = target ? threshold(thawTarget(target)) : null
    const options = population === null ? {} : { population }
    return freezeFigure(shownFigure(figure, { target: held, least: method.least, ...options }))
  }
}

/** @param isRatio whether the figure is one share of its answers, and no mean of several shares */
function estimateOf({ n, answers, share, squares }: FrozenShown, isRatio: boolean): Estimate {
  const exact = fraction(share)
  const given = isRatio ? Number(exact.den) : answers
  return { kind: 'share', n, answers: given, exact, squares: fraction(squares), least: 0 }
}
