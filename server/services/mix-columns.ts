import type { FileColumn } from './file-column.ts'
import type { MixComparison, MixedUnit } from './mix-comparison.ts'
import { scopeColumns } from './scope-columns.ts'

/** As `unitColumns`: each unit as it is and at equal mix. The coverage is a whole percent, cut and not rounded. */
export function mixColumns(
  { scope, reference }: MixComparison,
  languages: readonly string[],
): readonly FileColumn<MixedUnit>[] {
  const mixed = (
    key: string,
    value: (figure: NonNullable<MixedUnit['mix']['figure']>) => number | null,
  ): FileColumn<MixedUnit> => ({ key, value: ({ mix }) => (mix.figure ? value(mix.figure) : null) })
  return [
    ...scopeColumns<MixedUnit>(scope, languages),
    { key: 'mix-by', value: () => reference.by },
    { key: 'respondents', value: ({ crude }) => crude.n },
    { key: 'index', value: ({ crude }) => crude.figure?.index ?? null },
    mixed('mix-index', ({ index }) => index),
    mixed('mix-lower', ({ lower }) => lower),
    mixed('mix-upper', ({ upper }) => upper),
    mixed('mix-variance', ({ variance }) => variance),
    { key: 'shift', value: ({ shift }) => shift },
    { key: 'coverage', value: ({ mix }) => mix.coverage && wholePercent(mix.coverage) },
    { key: 'lacking', value: ({ mix }) => mix.lacking.map(({ code }) => code).join(' ') },
    { key: 'rank', value: ({ places }) => places?.crude ?? null },
    { key: 'mix-rank', value: ({ places }) => places?.mix.rank ?? null },
    { key: 'mix-rank-best', value: ({ places }) => places?.mix.best ?? null },
    { key: 'mix-rank-worst', value: ({ places }) => places?.mix.worst ?? null },
    { key: 'hidden', value: ({ crude }) => crude.hidden ?? '' },
    { key: 'mix-why', value: ({ mix }) => mix.why ?? '' },
  ]
}

/** A share in whole percent: never rounded up, so that 79.9 does not pass for 80. */
export function wholePercent(share: number): number {
  return Math.floor(share * 100 + ROUNDING)
}

/** What a share may have lost as a double: 0.57 times 100 is a little less than 57. */
const ROUNDING = 1e-9
