import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MethodName } from '../../scoring/methods.ts'
import type { Agency } from '../domain/agency.ts'
import type { Period } from '../domain/calendar.ts'
import { seriesAmong, type Series } from '../domain/series.ts'
import type { Target } from '../domain/target.ts'
import { publicMethod, type PublicRules } from './public-ledger.ts'
import { daysOfQuarters, type Quarter } from './public-periods.ts'
import type { PublishedQuarter } from './public-service.ts'
import { publicShown, type PublicShown } from './public-shown.ts'

/** What everybody may know of one agency, one quarter and one series. */
export interface OpenDataRow {
  readonly quarter: Quarter
  readonly agency: Agency
  readonly series: Series
  readonly method: MethodName
  /** In force on the last day of the quarter. */
  readonly target: Target | null
  readonly shown: PublicShown
}

/** So many rows take a few milliseconds; then others get their turn. */
const A_TURN = 25

/**
 * The rows of a quarter, some at a time: for each series that anybody answered in it, every agency that existed in it
 * or has answers, ordered by series, then by code. Where nothing is shown the row says why.
 */
export async function* openDataRows(
  { quarter, current: { directory, questionnaires }, ledger }: PublishedQuarter,
  rules: PublicRules,
): AsyncGenerator<readonly OpenDataRow[], void, undefined> {
  const days = daysOfQuarters(quarter)
  const agencies = directory.agencies.toSorted((a, b) => inOrder(a.code, b.code))
  const all = seriesAmong(questionnaires.values()).toSorted((a, b) => inOrder(seriesId(a), seriesId(b)))
  for (const series of all) {
    const answered = ledger.get(series.name)
    if (!answered) continue
    const listed = agencies.filter((agency) => existedIn(agency, days) || answered.responses(agency.code) > 0)
    const method = publicMethod(rules.method, series.latest)
    const rowOf = (agency: Agency): OpenDataRow => {
      const target = directory.targetFor(series.latest.key, agency.code, null, days.to - 1)
      const shown = publicShown([answered.of(agency.code)], { series, target, rules: { ...rules, method } })
      return { quarter, agency, series, method, target, shown }
    }
    for (let at = 0; at < listed.length; at += A_TURN) {
      yield listed.slice(at, at + A_TURN).map(rowOf)
      await nextTurn()
    }
  }
}

/** Names a series for good: by its first version, as later ones may join it. */
export function seriesId({ versions }: Series): string {
  const [first = ''] = versions
  return first
}

function existedIn({ validFrom, validTo }: Agency, { from, to }: Period): boolean {
  return (validFrom === null || validFrom < to) && (validTo === null || validTo > from)
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
