/** Typed numbers are read in parts of so many to one, so that sums of them are exact. */
export const PARTS = 10_000

/** How many decimals a typed number may have: as many as {@link PARTS} holds. */
export const MOST_DECIMALS = 4

/** A typed number before it is known to be one. A point is a decimal sign like the comma, never one of thousands. */
const DECIMAL = /^(\d{1,9})(?:[.,](\d{1,4}))?$/

/**
 * A number as people write it, `83,94` or `83.94`, in ten-thousandths; null for anything else, more decimals included.
 *
 * @example
 * readParts('83,94') // 839_400
 */
export function readParts(text: string): number | null {
  const [, whole, decimals = ''] = DECIMAL.exec(text) ?? []
  return whole === undefined ? null : Number(whole) * PARTS + Number(decimals.padEnd(MOST_DECIMALS, '0'))
}

/** How many decimals print a number of parts in full. */
export function decimalsOf(parts: number): number {
  let decimals = MOST_DECIMALS
  for (let rest = parts; decimals > 0 && rest % 10 === 0; rest /= 10) decimals--
  return decimals
}

/** A count in digits alone, so that nobody has to guess what a dot in it means; null for anything else. */
export function readCount(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
