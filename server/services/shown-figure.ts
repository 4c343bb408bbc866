import type { Figure } from '../../scoring/figure.ts'
import type { Fraction } from '../../scoring/fraction.ts'
import { complementarySuppression, suppression } from '../../scoring/suppression.ts'
import { verdict, type Verdict } from '../../scoring/verdict.ts'

/**
 * Why a figure is not shown: nobody answered; fewer answered than may be told apart; its interval says too little; or
 * it was fit to show, but a neighbour that is hidden could be had from it by subtraction.
 */
export type HiddenReason = 'no-answers' | 'too-few' | 'too-wide' | 'by-subtraction'

/**
 * A figure with its verdict, or the reason why there is none to show. What is hidden is not here at all, so that no
 * page, file or attribute can let it out; how many answered is no secret.
 */
export type ShownFigure =
  | { readonly n: number; readonly hidden: null; readonly figure: Figure; readonly verdict: Verdict | null }
  | { readonly n: number; readonly hidden: HiddenReason; readonly figure: null; readonly verdict: null }

/**
 * Applies the rules of docs/method.md, section 5, to one figure by itself.
 *
 * @param target in percent; null where none was set, and then there is no verdict
 * @param least fewest respondents with which a figure is shown
 * @param population how many could have answered, where that is known
 */
export function shownFigure(
  figure: Figure,
  { target, least, population }: { target: Fraction | null; least: number; population?: number },
): ShownFigure {
  if (figure.n === 0) return hiddenFigure(0, 'no-answers')
  const reason = suppression(figure, least)
  if (reason) return hiddenFigure(figure.n, reason)
  return {
    n: figure.n,
    hidden: null,
    figure,
    verdict: target ? verdict(figure, target, population === undefined ? {} : { population }) : null,
  }
}

export function hiddenFigure(n: number, reason: HiddenReason): ShownFigure {
  return { n, hidden: reason, figure: null, verdict: null }
}

/** Hides the rows for which a page of the same filter must not show anything. */
export function withoutHidden<Row extends { readonly shown: ShownFigure }>(
  rows: readonly Row[],
  isHidden: (row: Row) => boolean,
): readonly Row[] {
  return rows.map((row) =>
    row.shown.hidden === null && isHidden(row) ? { ...row, shown: hiddenFigure(row.shown.n, 'by-subtraction') } : row,
  )
}

/**
 * Hides further rows where one hidden row could be had by subtracting the others from their published total.
 *
 * @param rows the parts that make up the total, all of them, each response in one
 */
export function withoutSubtraction<Row extends { readonly shown: ShownFigure }>(
  rows: readonly Row[],
  least: number,
): readonly Row[] {
  const hide = complementarySuppression(
    rows.map(({ shown: { n, hidden } }) => ({ n, suppressed: hidden !== null })),
    least,
  )
  return rows.map((row, i) =>
    hide[i] && row.shown.hidden === null ? { ...row, shown: hiddenFigure(row.shown.n, 'by-subtraction') } : row,
  )
}
