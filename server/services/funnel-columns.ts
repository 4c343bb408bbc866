import type { FileColumn } from './file-column.ts'
import { scopeColumns } from './scope-columns.ts'
import type { PlacedUnit, UnitFunnel } from './unit-funnel.ts'

/**
 * The columns of a funnel plot as a file: numbers unrounded, in points of 0 to 100; blank where a figure is hidden.
 *
 * @param languages as {@link scopeColumns} takes them
 */
export function funnelColumns(
  { comparison, centre, dispersion, prior }: UnitFunnel,
  languages: readonly string[],
): readonly FileColumn<PlacedUnit>[] {
  const same = (key: string, value: string | number | null): FileColumn<PlacedUnit> => ({ key, value: () => value })
  const placed = (
    key: string,
    value: (placed: NonNullable<PlacedUnit['placed']>) => string | number,
  ): FileColumn<PlacedUnit> => ({ key, value: (one) => one.placed && value(one.placed) })
  return [
    ...scopeColumns(comparison.scope, languages).map(({ key, value }): FileColumn<PlacedUnit> => ({
      key,
      value: ({ unit }) => value(unit),
    })),
    { key: 'respondents', value: ({ unit }) => unit.shown.n },
    placed('effective-size', ({ effective }) => effective),
    { key: 'index', value: ({ unit, placed: place }) => place && (unit.tested?.index ?? null) },
    same('centre', centre?.kind ?? null),
    same('centre-points', centre?.points ?? null),
    placed('lower-95', ({ limits }) => limits.inner.lower),
    placed('upper-95', ({ limits }) => limits.inner.upper),
    placed('lower-99.8', ({ limits }) => limits.outer.lower),
    placed('upper-99.8', ({ limits }) => limits.outer.upper),
    placed('place', ({ place }) => place),
    same('dispersion-phi', dispersion?.phi ?? null),
    same('dispersion-units', dispersion?.units ?? null),
    same('dispersion-variance', dispersion?.between ?? null),
    { key: 'shrunken', value: ({ shrunken }) => shrunken },
    same('prior-mean', prior?.mean ?? null),
    same('prior-size', prior && Number.isFinite(prior.size) ? prior.size : null),
    { key: 'hidden', value: ({ unit }) => unit.shown.hidden ?? '' },
  ]
}
