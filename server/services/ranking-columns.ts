import type { FileColumn } from './file-column.ts'
import { unitBands, type Banding } from './unit-bands.ts'
import { unitColumns } from './unit-columns.ts'
import type { ComparedUnit, UnitComparison } from './unit-comparison.ts'

/**
 * The columns of a ranking as a file: those of the comparison, and the band of each unit where bands were set.
 *
 * @param languages as {@link unitColumns} takes them
 */
export function rankingColumns(
  comparison: UnitComparison,
  banding: Banding | null,
  languages: readonly string[],
): readonly FileColumn<ComparedUnit>[] {
  const bands = banding && unitBands(comparison.units, banding)
  return [
    ...unitColumns(comparison, languages),
    { key: 'band', value: (unit) => bands?.get(unit)?.name ?? null },
    { key: 'band-certain', value: (unit) => CERTAIN[String(bands?.get(unit)?.isCertain)] ?? null },
    { key: 'band-thresholds', value: () => banding?.thresholds.join(';') ?? null },
    { key: 'band-names', value: () => banding?.names.join(';') ?? null },
  ]
}

const CERTAIN: Readonly<Record<string, string>> = { true: 'yes', false: 'no' }
