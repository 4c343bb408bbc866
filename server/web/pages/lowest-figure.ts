import type { Fraction } from '../../../scoring/fraction.ts'
import type { ShownFigure } from '../../services/shown-figure.ts'

/** The row with the lowest shown index, the first of equals; null where no row is shown. */
export function lowestOf<Row extends { readonly shown: ShownFigure }>(
  rows: readonly Row[],
): { readonly row: Row; readonly index: number; readonly exact: Fraction } | null {
  const shown = rows.flatMap((row) => {
    const { figure } = row.shown
    return figure?.exact && figure.index !== null ? [{ row, index: figure.index, exact: figure.exact }] : []
  })
  const [lowest] = shown.toSorted((a, b) => a.index - b.index)
  return lowest ?? null
}
