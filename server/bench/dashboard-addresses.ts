import { firstDay, isoDay, monthOfDay } from '../domain/calendar.ts'
import type { BenchStore } from './bench-place.ts'

/** Twelve whole months, the current one among them, as a dashboard's address says them. */
export function twelveMonthsOf({ today }: BenchStore): string {
  const month = monthOfDay(today)
  return `from=${isoDay(firstDay(month - 11))}&to=${isoDay(firstDay(month + 1) - 1)}`
}

/** The address of an agency's dashboard of these months. */
export function dashboardOf(agency: string, store: BenchStore): string {
  return `/agencies/${agency}?${twelveMonthsOf(store)}`
}
