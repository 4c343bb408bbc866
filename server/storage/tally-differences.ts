import { packSums, unpackSums } from './packed-tally.ts'
import type { TallyCell, TallyKey } from './port.ts'
import { cellName } from './tally-cells.ts'

/** A cell as a store keeps it: packed numbers that add up to it. There is one part, or several where several write. */
export interface KeptCell {
  readonly key: TallyKey
  readonly parts: readonly Uint8Array[]
}

/** A cell that is not kept as it should be. */
export interface Difference {
  readonly key: TallyKey
  /** As recounted; null where no response belongs to it. */
  readonly counted: Float64Array | null
  /** As it was kept at the instant of the recount; none where it was missing. */
  readonly kept: readonly Uint8Array[]
}

/** The cells in which a recount and what is kept differ: other numbers, missing cells and superfluous ones. */
export function differencesBetween(
  counted: readonly TallyCell[],
  kept: ReadonlyMap<string, KeptCell>,
): readonly Difference[] {
  const differences: Difference[] = []
  const superfluous = new Map(kept)
  for (const { tally, ...key } of counted) {
    const name = cellName(key)
    const parts = kept.get(name)?.parts ?? []
    superfluous.delete(name)
    if (!addsUpTo(parts, tally.sums)) differences.push({ key, counted: tally.sums, kept: parts })
  }
  for (const { key, parts } of superfluous.values()) differences.push({ key, counted: null, kept: parts })
  return differences
}

/**
 * What a cell should hold now: what it should have held then, and what was added since. Null where it holds nothing.
 *
 * @param now the parts as kept now
 * @param length how many numbers the cell has
 */
export function mended({ counted, kept }: Difference, now: readonly Uint8Array[], length: number): Float64Array | null {
  // Nothing was added since; and what is damaged cannot be taken apart, nor be added to.
  if (kept.length > 0 && isSame(kept, now)) return counted
  const sums = addedUp(now, length)
  const before = addedUp(kept, length)
  for (let i = 0; i < length; i++) {
    sums[i] = (sums[i] as number) - (before[i] as number) + (counted?.[i] ?? 0)
  }
  return sums
}

/** The numbers of a cell. @throws {Error} when a part is damaged */
export function addedUp(parts: readonly Uint8Array[], length: number): Float64Array {
  const total = new Float64Array(length)
  for (const part of parts) {
    const sums = unpackSums(part, length)
    for (let i = 0; i < length; i++) total[i] = (total[i] as number) + (sums[i] as number)
  }
  return total
}

function addsUpTo(parts: readonly Uint8Array[], sums: Float64Array): boolean {
  if (parts.length === 0) return false
  try {
    return isSame([packSums(addedUp(parts, sums.length))], [packSums(sums)])
  } catch {
    return false
  }
}

function isSame(a: readonly Uint8Array[], b: readonly Uint8Array[]): boolean {
  return a.length === b.length && a.every((part, i) => Buffer.compare(part, b[i] ?? new Uint8Array()) === 0)
}
