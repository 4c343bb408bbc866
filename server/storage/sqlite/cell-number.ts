import type { Month } from '../../domain/calendar.ts'
import { CUTS, type Cut } from '../port.ts'

/**
 * The key of a tally cell as one whole number: SQLite finds and changes nothing quicker than a row of a numbered table.
 * From the highest bits to the lowest: agency, month, cut, series. So the cells of an agency's month, which are added
 * to together, lie together.
 */
const SERIES = 2 ** 23
const PLACES = 2 ** 2
const MONTHS = 2 ** 11
const AGENCIES = 2 ** 17

/**
 * @param agency its number in the dictionary of agencies
 * @param series its number in the dictionary of series
 * @throws {RangeError} when a part is beyond its bits
 */
export function cellNumber(agency: number, month: Month, cut: Cut, series: number): number {
  if (!(isBelow(AGENCIES, agency) && isBelow(MONTHS, month) && isBelow(SERIES, series))) {
    throw new RangeError(`no cell can have the key ${agency}, ${month}, ${cut}, ${series}`)
  }
  return ((agency * MONTHS + month) * PLACES + CUTS.indexOf(cut)) * SERIES + series
}

function isBelow(end: number, part: number): boolean {
  return part >= 0 && part < end
}

/** The numbers of an agency's cells from month `from` up to, not including, `to`; later cells are below the end. */
export function cellRange(agency: number, from: Month, to: Month): { readonly first: number; readonly end: number } {
  const at = (month: Month): number => (agency * MONTHS + Math.min(Math.max(month, 0), MONTHS)) * PLACES * SERIES
  return { first: at(from), end: at(to) }
}

/** The numbers of all cells that an agency can have. */
export function allCells(agency: number): { readonly first: number; readonly end: number } {
  return cellRange(agency, 0, MONTHS)
}

export function monthOfCell(cell: number): Month {
  return Math.floor(cell / (SERIES * PLACES)) % MONTHS
}

export function seriesOfCell(cell: number): number {
  return cell % SERIES
}

/** One bit a cut; {@link IS_IN_CUTS} asks for it. */
export function cutBits(cuts: readonly Cut[]): number {
  return cuts.reduce((bits, cut) => bits | (1 << CUTS.indexOf(cut)), 0)
}

/** In SQL: whether a row's cell is in one of the cuts whose {@link cutBits} are `:cuts`. */
export const IS_IN_CUTS = '(:cuts >> ((cell >> 23) & 3)) & 1'
