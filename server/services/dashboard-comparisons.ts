import { difference } from '../../scoring/difference.ts'
import type { Period } from '../domain/calendar.ts'
import type { Comparison } from './agency-dashboard.ts'
import { formerPeriod, yearBefore } from './former-periods.ts'
import type { ShownFigure } from './shown-figure.ts'

/** The index of another period, and whether other questions of the same instrument were answered in it. */
export interface FormerIndex {
  readonly shown: ShownFigure
  readonly isOfOtherSeries: boolean
}

/**
 * With which periods one is compared: the one before, and the same days a year before unless that is the same period or
 * shares days with this one, whose respondents would then be compared with themselves.
 */
export function comparedPeriods(period: Period): readonly Pick<Comparison, 'with' | 'period'>[] {
  const former = formerPeriod(period)
  const year = yearBefore(period)
  const isFurther = year.to <= period.from && year.from !== former.from
  return [{ with: 'former', period: former }, ...(isFurther ? [{ with: 'year-before', period: year } as const] : [])]
}

/** Holds an index against that of another period. */
export function comparison(
  to: Pick<Comparison, 'with' | 'period'>,
  shown: ShownFigure,
  former: FormerIndex,
): Comparison {
  const of = (why: Comparison['why']): Comparison => ({ ...to, shown: former.shown, difference: null, why })
  if (former.shown.n === 0) return of(former.isOfOtherSeries ? 'break' : 'no-answers')
  if (!shown.figure || !former.shown.figure) return of('hidden')
  const found = difference(shown.figure, former.shown.figure)
  return found ? { ...to, shown: former.shown, difference: found, why: null } : of('unknown')
}
