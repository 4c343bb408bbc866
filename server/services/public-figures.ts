import type { Figure } from '../../scoring/figure.ts'
import type { MethodName } from '../../scoring/methods.ts'
import type { Agency } from '../domain/agency.ts'
import type { Period } from '../domain/calendar.ts'
import type { Series } from '../domain/series.ts'
import type { Target } from '../domain/target.ts'
import type { Words } from '../domain/words.ts'
import type { PublicPeriod, Quarter } from './public-periods.ts'
import type { HiddenReason, ShownFigure } from './shown-figure.ts'

/** What anybody may know of an agency in a period. */
export interface PublicFigures {
  readonly agency: Agency
  readonly parent: Agency | null
  /** Who took over its work, where it exists no more. */
  readonly successor: Agency | null
  readonly hasEnded: boolean
  readonly name: PublicPeriod
  /** From the first to the last day of the quarters asked for. */
  readonly period: Period
  readonly quarters: readonly [Quarter, ...Quarter[]]
  /** Quarters whose answers are in the figures: those that are published by themselves. */
  readonly counted: readonly Quarter[]
  /** Quarters that have answers and are not counted, since they are hidden by themselves. */
  readonly left: readonly Quarter[]
  /** The instrument that was answered last; null where no questionnaire is published. */
  readonly series: Series | null
  /** Whether answers to other series were given in the period; they are never pooled with these. */
  readonly hasOthers: boolean
  readonly method: MethodName
  /** Fewest respondents of anything published. */
  readonly least: number
  /** In force on the last day of the period. */
  readonly target: Target | null
  readonly index: ShownFigure
  /** Answers to all criteria at levels 1 to 5; null where the index is hidden. */
  readonly levels: readonly number[] | null
  /** Null where they are hidden; factors that nobody answered are left out. */
  readonly factors: readonly PublicFactor[] | null
  /** Null where it must not be told whether any are; {@link toldFlagged} is what may be printed of it. */
  readonly flagged: { readonly n: number; readonly without: ShownFigure } | null
}

export interface PublicFactor {
  readonly code: string
  readonly names: Words
  readonly shown: ShownFigure
}

/** One line of the list of agencies. */
export interface PublicListing {
  readonly agency: Agency
  /** It tells agencies of one name apart. */
  readonly parent: Agency | null
  readonly index: ShownFigure
  readonly target: Target | null
}

/** Why nothing is counted where no quarter is published: the reason of the latest quarter that has answers. */
export function reasonAmong(reasons: readonly HiddenReason[]): HiddenReason {
  return reasons.findLast((reason) => reason !== 'no-answers') ?? 'no-answers'
}

/**
 * How many responses are flagged, and the figure without them. Null where none are, and where that must not be told:
 * nothing that anybody sees may make a difference between the two.
 */
export function toldFlagged({
  index,
  flagged,
}: Pick<PublicFigures, 'index' | 'flagged'>): { readonly n: number; readonly without: Figure } | null {
  const without = flagged?.without.figure
  return index.figure && without && flagged.n > 0 ? { n: flagged.n, without } : null
}
