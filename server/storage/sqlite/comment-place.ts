import { randomInt } from 'node:crypto'
import type { LocalDay } from '../../domain/calendar.ts'
import { InvalidInputError } from '../../domain/errors.ts'

/**
 * The key of a comment's row as one whole number: the newer the day, the lower, so that rows and index lists run from
 * the newest day to the oldest. Within a day it is drawn by chance: counted up, it would tell which came first.
 */
const PLACES = 2 ** 36
const LAST_DAY = 2 ** 17 - 1

/** @throws {InvalidInputError} when the day is none from 1970 to 2328 */
export function drawPlace(day: LocalDay): number {
  if (!(Number.isInteger(day) && day >= 0 && day <= LAST_DAY)) {
    throw new InvalidInputError(`a comment cannot be stored: there is no day ${day}`)
  }
  return firstPlace(day) + randomInt(PLACES)
}

/** The places of the days from `from` up to, not including, `to`; later days are before the end. */
export function placeRange(from: LocalDay, to: LocalDay): { readonly first: number; readonly end: number } {
  return { first: firstPlace(within(to) - 1), end: firstPlace(within(from) - 1) }
}

function firstPlace(day: LocalDay): number {
  return (LAST_DAY - day) * PLACES
}

function within(day: LocalDay): LocalDay {
  return Math.min(Math.max(day, 0), LAST_DAY + 1)
}
