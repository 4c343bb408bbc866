import { firstDay, isoDay, monthOfDay, parseIsoDay, type LocalDay, type Period } from '../domain/calendar.ts'
import { partsOf } from '../domain/period.ts'

/** The period of the same length that ends where this one begins: as many months where it is made of whole ones. */
export function formerPeriod({ from, to }: Period): Period {
  if (partsOf({ from, to }).edges.length > 0) return { from: from - (to - from), to: from }
  const months = monthOfDay(to) - monthOfDay(from)
  return { from: firstDay(monthOfDay(from) - months), to: from }
}

/** The same days a year before. */
export function yearBefore({ from, to }: Period): Period {
  return { from: sameDayBefore(from), to: sameDayBefore(to) }
}

/** The day of the same date a year before; for 29 February the first of March. */
function sameDayBefore(day: LocalDay): LocalDay {
  const [year = '', ...date] = isoDay(day).split('-')
  const before = String(Number(year) - 1).padStart(4, '0')
  return parseIsoDay([before, ...date].join('-')) ?? firstDay(monthOfDay(day) - 11)
}
