import { funnel, type Funnel, type FunnelUnit } from '../../scoring/funnel.ts'
import { groupMean } from '../../scoring/group-mean.ts'
import { groupPrior, type GroupPrior } from '../../scoring/group-prior.ts'
import { shrunkenIndex } from '../../scoring/shrunken-index.ts'
import { InvalidInputError } from '../domain/errors.ts'
import type { Target } from '../domain/target.ts'
import type { ComparedUnit, UnitComparison } from './unit-comparison.ts'

/** Around what the limits of a funnel plot can lie. */
export const FUNNEL_CENTRES = ['target', 'mean'] as const
export type FunnelCentre = (typeof FUNNEL_CENTRES)[number]

/** A funnel plot of units: unrounded, in the order of the comparison. */
export interface UnitFunnel {
  readonly comparison: UnitComparison
  /** Null where no unit can be placed. */
  readonly centre: { readonly kind: FunnelCentre; readonly points: number } | null
  /** The target that all placed units have; null where they have none, or not the same. */
  readonly target: Target | null
  /** Null below ten units: then the limits are those of chance alone. */
  readonly dispersion: Funnel['dispersion']
  readonly curve: Funnel['curve']
  /** What is known of a unit before it has an answer; null below two units. */
  readonly prior: GroupPrior | null
  readonly units: readonly PlacedUnit[]
}

/** One unit and where it lies. */
export interface PlacedUnit {
  readonly unit: ComparedUnit
  /** Null where its figure is suppressed. */
  readonly placed: FunnelUnit | null
  /** Its index drawn towards the group's mean: an ordering of small units, held against nothing; null where there is none. */
  readonly shrunken: number | null
}

/**
 * Places units between the limits of a funnel plot, widened additively for over-dispersion (docs/method.md, sections 6.4 and
 * 6.5). As where ranks are told, the known number of transactions narrows nothing.
 *
 * @param asked around what; null for the target where all units have the same one, otherwise for the mean of the group
 * @throws {InvalidInputError} when the figures are scores, or the target is asked for and the units have not all the same
 */
export function unitFunnel(comparison: UnitComparison, asked: FunnelCentre | null): UnitFunnel {
  const { units, scope } = comparison
  const figures = units.map(({ tested }) => tested)
  if (figures.some((figure) => figure?.kind === 'score') || scope.method.startsWith('score.')) {
    throw refused('method', 'funnel:error-score')
  }
  const group = groupMean(figures)
  const target = group && sharedTarget(units)
  if (asked === 'target' && group && !target) throw refused('centre', 'funnel:error-no-target')
  const none: UnitFunnel = {
    ...{ comparison, centre: null, target: null, dispersion: null, curve: [], prior: null },
    units: units.map((unit) => ({ unit, placed: null, shrunken: null })),
  }
  if (!group) return none
  const isTarget = target !== null && asked !== 'mean'
  const points = isTarget ? Number(target.threshold) : group.mean
  const { dispersion, curve, units: placed } = funnel(figures, points)
  const prior = groupPrior(figures)
  return {
    ...{ comparison, target, dispersion, curve, prior },
    centre: { kind: isTarget ? 'target' : 'mean', points },
    units: units.map((unit, i) => ({
      unit,
      placed: placed[i] ?? null,
      shrunken: unit.tested && prior && shrunkenIndex(unit.tested, prior),
    })),
  }
}

function sharedTarget(units: readonly ComparedUnit[]): Target | null {
  const [first, ...others] = units.filter(({ tested }) => tested !== null).map(({ target }) => target)
  return first && others.every((target) => target?.threshold === first.threshold) ? first : null
}

function refused(where: string, message: string): InvalidInputError {
  return new InvalidInputError('no funnel plot can be drawn so', [{ where, message }])
}
