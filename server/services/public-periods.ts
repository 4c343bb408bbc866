import { firstDay, monthOfDay, type LocalDay, type Month, type Period } from '../domain/calendar.ts'

/** A calendar quarter: whole quarters since January 1970. */
export type Quarter = number

/** What can be looked at in public: four quarters, the last one, or those of its calendar year. */
export const PUBLIC_PERIODS = ['four-quarters', 'quarter', 'year'] as const
export type PublicPeriod = (typeof PUBLIC_PERIODS)[number]

const MONTHS = 3
const A_YEAR = 4

/**
 * The quarters of a public period, in order. Only quarters that are over count, so that no page changes from day to day
 * and none can be taken from yesterday's.
 */
export function publicQuarters(period: PublicPeriod, today: LocalDay): readonly [Quarter, ...Quarter[]] {
  const last = quarterOfMonth(monthOfDay(today)) - 1
  const count = { 'four-quarters': A_YEAR, quarter: 1, year: numberOfQuarter(last) }[period]
  const first = last - count + 1
  return [first, ...Array.from({ length: count - 1 }, (_, i) => first + 1 + i)]
}

/** The days from the first day of one quarter to the end of another. */
export function daysOfQuarters(first: Quarter, last: Quarter = first): Period {
  return { from: firstDay(first * MONTHS), to: firstDay((last + 1) * MONTHS) }
}

/** 1 to 4. */
export function numberOfQuarter(quarter: Quarter): number {
  return (((quarter % A_YEAR) + A_YEAR) % A_YEAR) + 1
}

/** The year of our era that a quarter lies in. */
export function yearOfQuarter(quarter: Quarter): number {
  return 1970 + Math.floor(quarter / A_YEAR)
}

/** `2026-Q3` */
export function isoQuarter(quarter: Quarter): string {
  return `${yearOfQuarter(quarter)}-Q${numberOfQuarter(quarter)}`
}

/** The quarter in which a month lies. */
export function quarterOfMonth(month: Month): Quarter {
  return Math.floor(month / MONTHS)
}
