/**
 * The numbers of a tally as few bytes: each as a base-128 number, lowest seven bits first, the high bit saying that
 * more follow. Most numbers of a cell are small or zero, so a cell takes one or two bytes a number instead of eight.
 */

const MORE = 0x80
/** Below this the bit operations, which know 32 bits, do; they take half the time. */
const SMALL = 2 ** 31
/** Seven bits a byte of a number of at most 53 bits. */
const MOST_BYTES = 8

/** @throws {RangeError} when a number is negative, not whole, or beyond what a double holds exactly */
export function packSums(sums: Float64Array): Buffer {
  const bytes = Buffer.allocUnsafe(sums.length * MOST_BYTES)
  let at = 0
  for (const sum of sums) {
    if (!(sum >= 0 && Number.isSafeInteger(sum))) throw new RangeError(`a tally cannot hold ${sum}`)
    let rest = sum
    while (rest >= SMALL) {
      bytes[at++] = (rest % MORE) | MORE
      rest = Math.floor(rest / MORE)
    }
    while (rest >= MORE) {
      bytes[at++] = (rest & (MORE - 1)) | MORE
      rest >>>= 7
    }
    bytes[at++] = rest
  }
  return bytes.subarray(0, at)
}

/**
 * @param length how many numbers there must be
 * @throws {Error} when the bytes are no such list of numbers: what is kept is damaged
 */
export function unpackSums(bytes: Uint8Array, length: number): Float64Array {
  const sums = new Float64Array(length)
  const end = addPackedSums(bytes, 0, sums)
  if (end !== bytes.length) throw new Error('a kept tally is damaged: it holds more numbers than its questionnaire')
  return sums
}

/**
 * Adds as many packed numbers as there are places to what those hold.
 *
 * @param at where the first of them begins
 * @returns where the last of them ends
 * @throws {Error} when the bytes end before: what is kept is damaged
 */
export function addPackedSums(bytes: Uint8Array, at: number, into: Float64Array): number {
  let next = at
  for (let i = 0; i < into.length; i++) {
    let byte = bytes[next++] ?? MORE
    let sum = byte & (MORE - 1)
    for (let place = MORE; byte >= MORE; place *= MORE) {
      if (next >= bytes.length) throw new Error('a kept tally is damaged: it ends too early')
      byte = bytes[next++] as number
      sum += (byte & (MORE - 1)) * place
    }
    into[i] = (into[i] as number) + sum
  }
  return next
}
