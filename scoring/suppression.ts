import type { Figure } from './figure.ts'

const WIDEST = 30
const ALWAYS_NARROW = 5
const WIDEST_OF_ESTIMATE = 1.3

/** How many responses a shown figure rests on at least. */
const LEAST_RESPONSES = 5

/**
 * Why a figure must not be shown, if it must not: it rests on too few responses to protect those who gave them
 * (`too-few`), or its interval is too wide to say anything (`too-wide`): wider than 30 points, or wider than 130 % of
 * the estimate where it is over 5 points wide. Source: National Center for Health Statistics, Data Presentation
 * Standards for Proportions (2017); docs/method.md, section 5.
 *
 * The same rule holds on pages, in files and in public. A figure without an interval, for want of a second respondent,
 * is as wide as can be.
 *
 * @param least responses that a shown figure has at least; 10 for whatever could point at one officer
 * @returns null when the figure may be shown
 * @example
 * suppression(figureOf(singleEstimate(4, 4))) // 'too-few'
 * suppression(figureOf(singleEstimate(6, 10))) // 'too-wide'
 * suppression(figureOf(singleEstimate(960, 1000))) // null
 */
export function suppression(
  { n, index, lower, upper }: Figure,
  least: number = LEAST_RESPONSES,
): 'too-few' | 'too-wide' | null {
  if (n < least) return 'too-few'
  if (index === null || lower === null || upper === null) return 'too-wide'
  const width = upper - lower
  const isTooWide = width > WIDEST || (width > ALWAYS_NARROW && width > WIDEST_OF_ESTIMATE * index)
  return isTooWide ? 'too-wide' : null
}

/**
 * Which cells to hide so that none of the suppressed ones can be had by subtracting the shown ones from a shown total.
 *
 * What a reader gets by subtraction is the hidden cells pooled. That may not be one cell alone, nor fewer responses than
 * a shown figure needs; so further cells are hidden, the smallest first, until neither is so or none is left to hide.
 * Cells without responses hide nothing and give nothing away. Source: docs/method.md, section 5.
 *
 * @param cells parts of one total that is shown, disjoint, with their responses and whether {@link suppression} hides them
 * @param least as for {@link suppression}
 * @returns for each cell, in the same order, whether to hide it
 * @example
 * complementarySuppression([{ n: 3, suppressed: true }, { n: 40, suppressed: false }, { n: 9, suppressed: false }]) // [true, false, true]
 * complementarySuppression([{ n: 30, suppressed: false }, { n: 40, suppressed: false }]) // [false, false]
 */
export function complementarySuppression(
  cells: readonly { readonly n: number; readonly suppressed: boolean }[],
  least: number = LEAST_RESPONSES,
): boolean[] {
  const hidden = cells.map(({ suppressed }) => suppressed)
  const isGivenAway = (): boolean => {
    const filled = cells.filter(({ n }, i) => hidden[i] === true && n > 0)
    const pooled = filled.reduce((sum, { n }) => sum + n, 0)
    return filled.length === 1 || (filled.length > 0 && pooled < least)
  }
  const shown = cells
    .map(({ n }, i) => ({ n, i }))
    .filter(({ n, i }) => n > 0 && hidden[i] === false)
    .sort((a, b) => a.n - b.n)
  for (const { i } of shown) {
    if (!isGivenAway()) break
    hidden[i] = true
  }
  return hidden
}
