import type { FileColumn } from './file-column.ts'
import type { HeatMap, HeatRow } from './heat-map.ts'
import { scopeColumns } from './scope-columns.ts'

/**
 * The columns of a heat map as a file: the index of each unit, then for each factor or criterion the share of satisfied
 * answers, how many answered, and why nothing is shown. Numbers are unrounded, in points of 0 to 100; of a unit that is
 * hidden only the number of its respondents is told.
 *
 * @param languages as {@link scopeColumns} takes them
 */
export function heatMapColumns(
  { comparison, columns }: HeatMap,
  languages: readonly string[],
): readonly FileColumn<HeatRow>[] {
  return [
    ...scopeColumns(comparison.scope, languages).map(({ key, value }): FileColumn<HeatRow> => ({
      key,
      value: ({ unit }) => value(unit),
    })),
    { key: 'respondents', value: ({ unit }) => unit.shown.n },
    { key: 'index', value: ({ unit }) => unit.shown.figure?.index ?? null },
    { key: 'hidden', value: ({ unit }) => unit.shown.hidden ?? '' },
    ...columns.flatMap(({ code }, i): FileColumn<HeatRow>[] => [
      { key: code, value: ({ cells }) => cells?.[i]?.index ?? null },
      { key: `${code}-respondents`, value: ({ cells }) => cells?.[i]?.n ?? null },
      { key: `${code}-hidden`, value: ({ cells }) => cells?.[i]?.hidden ?? '' },
    ]),
  ]
}
