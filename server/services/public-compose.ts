import type { Agency } from '../domain/agency.ts'
import type { LocalDay } from '../domain/calendar.ts'
import { seriesAmong, type Series } from '../domain/series.ts'
import type { CurrentDirectory } from './directory-service.ts'
import type { PublicFigures } from './public-figures.ts'
import { publicMethod, type PublicRules, type QuarterLedger } from './public-ledger.ts'
import { daysOfQuarters, type PublicPeriod, type Quarter } from './public-periods.ts'
import type { PublicCell } from './public-quarter.ts'
import { publicShown } from './public-shown.ts'

/** What the public figures of an agency are made from. */
export interface PublicParts {
  readonly current: CurrentDirectory
  readonly agency: Agency
  readonly name: PublicPeriod
  readonly quarters: readonly [Quarter, ...Quarter[]]
  readonly ledgers: readonly (readonly [Quarter, QuarterLedger])[]
  readonly rules: PublicRules
  readonly today: LocalDay
}

/**
 * The figures of a period are sums of quarters that are published by themselves, and of nothing else: so a longer period
 * tells no more than its quarters do, and none can be had by taking one period from another.
 */
export function composePublic(parts: PublicParts): PublicFigures {
  const { current, agency, name, quarters, ledgers, today } = parts
  const { directory } = current
  const period = daysOfQuarters(quarters[0], quarters.at(-1))
  const all = seriesAmong(current.questionnaires.values())
  const series = answeredLast(all, agency.code, ledgers)
  const cells = ledgers.map(([quarter, ledger]) => {
    const none: PublicCell = { hidden: 'no-answers', all: null }
    return { quarter, cell: (series && ledger.get(series.name)?.of(agency.code)) ?? none }
  })
  const rules = {
    ...parts.rules,
    method: series ? publicMethod(parts.rules.method, series.latest) : parts.rules.method,
  }
  const target = series && directory.targetFor(series.latest.key, agency.code, null, period.to - 1)
  const hasEnded = agency.validTo !== null && agency.validTo <= today
  return {
    agency,
    parent: agency.parent === null ? null : directory.agency(agency.parent),
    successor: hasEnded && agency.successor !== null ? directory.agency(agency.successor) : null,
    hasEnded,
    name,
    period,
    quarters,
    counted: cells.flatMap(({ quarter, cell }) => (cell.hidden === null ? [quarter] : [])),
    left: cells.flatMap(({ quarter, cell }) => (cell.hidden !== null && cell.hidden !== 'no-answers' ? [quarter] : [])),
    series,
    hasOthers: ledgers.some(([, ledger]) =>
      [...ledger].some(([other, answered]) => other !== series?.name && answered.responses(agency.code) > 0),
    ),
    ...rules,
    target,
    ...publicShown(
      cells.map(({ cell }) => cell),
      { series, target, rules },
    ),
  }
}

/** The series with the most responses in the latest quarter that has any; the first there is where none has. */
function answeredLast(all: readonly Series[], agency: string, ledgers: PublicParts['ledgers']): Series | null {
  for (const [, ledger] of ledgers.toReversed()) {
    const responses = (series: Series): number => ledger.get(series.name)?.responses(agency) ?? 0
    const [most] = all.toSorted((a, b) => responses(b) - responses(a))
    if (most && responses(most) > 0) return most
  }
  return all[0] ?? null
}
