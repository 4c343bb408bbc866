import type { Tally } from '../../scoring/tally.ts'
import { withoutHidden, withoutSubtraction, hiddenFigure, type ShownFigure } from './shown-figure.ts'
import { responsesOf } from './shown-index.ts'

/** One of the parts that make up a unit's answers: a month, a field, a channel. */
export interface UnitPart {
  readonly name: string
  readonly shown: ShownFigure
  /** All that were counted, also those without an answer that the index counts; how many is no secret. */
  readonly responses: number
}

/** How the parts of a unit are judged. */
export interface PartRules {
  /** The figure of a part by itself. */
  readonly judge: (name: string, tally: Tally) => ShownFigure
  /** Whether a part must not be shown for the sake of the pages of all agencies. */
  readonly isHidden: (name: string) => boolean
  readonly least: number
}

/**
 * The parts of a unit whose whole is shown, hidden as on its dashboard: by themselves, for the sake of other pages, and so that
 * none of the hidden ones can be had by subtracting the others from the whole.
 *
 * @param tallies all answers of the unit by part
 * @returns by name, in the same order
 */
export function unitParts(
  tallies: ReadonlyMap<string, Tally>,
  { judge, isHidden, least }: PartRules,
): ReadonlyMap<string, UnitPart> {
  const parts = [...tallies].map(([name, tally]): UnitPart => {
    return { name, shown: judge(name, tally), responses: responsesOf(tally) }
  })
  const shown = withoutSubtraction(
    withoutHidden(parts, ({ name }) => isHidden(name)),
    least,
  )
  return new Map(shown.map((part) => [part.name, part]))
}

/** A part without responses. */
export const NO_PART = { shown: hiddenFigure(0, 'no-answers'), responses: 0 } as const
