import { inLanguage } from '../../domain/words.ts'
import type { HeatColumn, HeatMap } from '../../services/heat-map.ts'
import type { Language } from '../language.ts'

/** In which column most units are lowest, and the lowest figure of all; nothing where there is but one column. */
export function heatMapFindings({ columns, rows, depth }: HeatMap, { t, format, code }: Language): readonly string[] {
  const shown = rows.flatMap(({ unit, cells }) => {
    const own = (cells ?? []).flatMap((cell, at) => (cell.hidden === null ? [{ ...cell, at }] : []))
    return own.length > 1 ? [{ unit, own }] : []
  })
  const counts = columns.map(() => 0)
  for (const { own } of shown) {
    const indices = own.map(({ index }) => index)
    const least = Math.min(...indices)
    // where all are alike none is the lowest
    if (least === Math.max(...indices)) continue
    for (const { at, index } of own) if (index === least) counts[at] = (counts[at] ?? 0) + 1
  }
  const most = Math.max(0, ...counts)
  const often = columns[counts.indexOf(most)]
  const lowest = shown
    .flatMap(({ unit, own }) => own.map((cell) => ({ unit, cell })))
    .reduce<LowestCell | null>((low, one) => (low && low.cell.index <= one.cell.index ? low : one), null)
  const column = lowest && columns[lowest.cell.at]
  const nameOf = (one: HeatColumn): string => inLanguage(one.words, code)
  return [
    ...(often && most > 0
      ? [
          t(`heat-map:finding-often-${depth}`, {
            ...{ code: often.code, name: nameOf(often) },
            ...{ count: format.count(most), units: format.count(shown.length) },
          }),
        ]
      : []),
    ...(lowest && column
      ? [
          t('heat-map:finding-lowest', {
            ...{ unit: inLanguage(lowest.unit.agency.names, code), code: column.code, name: nameOf(column) },
            points: format.points(lowest.cell.exact),
          }),
        ]
      : []),
  ]
}

interface LowestCell {
  readonly unit: HeatMap['rows'][number]['unit']
  readonly cell: { readonly at: number; readonly index: number; readonly exact: { num: bigint; den: bigint } }
}
