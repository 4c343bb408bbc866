/**
 * The code printed under a QR code: eight signs that a person can read aloud and type.
 *
 * Signs are Crockford's base 32, which leaves out I, L, O and U: what looks alike is read alike, and codes spell no
 * words. Seven signs are random, the eighth checks them. Each sign is an element of GF(32) and a code is right when the
 * sum of its signs, each times a weight of its own place, is zero. Since all weights differ and none is zero, one wrong
 * sign and a swap of any two different signs always break the sum; of other mistakes one in 32 passes.
 */

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** How many signs a code has, the check sign included. */
export const PUBLIC_CODE_LENGTH = 8

/** x^5 + x^2 + 1, the polynomial that makes 5-bit numbers a field in which doubling runs through all but zero. */
const FIELD_POLYNOMIAL = 0b100101

/** Why a text is no public code: wrong number of signs, a sign that no code has, or a check sign that does not fit. */
export type PublicCodeFault = 'length' | 'sign' | 'check'

export type PublicCodeReading =
  { readonly ok: true; readonly code: string } | { readonly ok: false; readonly reason: PublicCodeFault }

/**
 * A fresh code.
 *
 * @param random a whole number from 0 up to, not including, `below`, all equally likely, as `randomInt` of node:crypto
 */
export function newPublicCode(random: (below: number) => number): string {
  let code = ''
  while (code.length < PUBLIC_CODE_LENGTH - 1) code += SIGNS.charAt(random(SIGNS.length))
  // The check sign weighs 1, and in this field a number added to itself is zero.
  return code + SIGNS.charAt(weightedSum(`${code}0`) ?? 0)
}

/**
 * Reads a code as people type it: lower case, spaces and hyphens anywhere, O for 0, I or L for 1.
 *
 * @returns the eight signs without hyphen; `ok` says that the code is well formed, not that it exists
 * @example
 * readPublicCode('abcd-efgk') // { ok: false, reason: 'check' }
 */
export function readPublicCode(text: string): PublicCodeReading {
  const code = publicCodeSigns(text)
  if (code.length !== PUBLIC_CODE_LENGTH) return { ok: false, reason: 'length' }
  const sum = weightedSum(code)
  if (sum === null) return { ok: false, reason: 'sign' }
  return sum === 0 ? { ok: true, code } : { ok: false, reason: 'check' }
}

/** The code as it is printed: `ABCD-EFGH`. */
export function printPublicCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/**
 * The well-formed codes that one slip away from a text: one sign wrong, missing or too many, or two signs swapped.
 * Each once; none where the text is not about as long as a code.
 */
export function codesNear(text: string): readonly string[] {
  const typed = publicCodeSigns(text)
  if (Math.abs(typed.length - PUBLIC_CODE_LENGTH) > 1) return []
  const near = new Set<string>()
  const consider = (candidate: string): void => {
    if (candidate.length === PUBLIC_CODE_LENGTH && weightedSum(candidate) === 0) near.add(candidate)
  }
  for (let at = 0; at <= typed.length; at++) {
    const [before, after] = [typed.slice(0, at), typed.slice(at)]
    for (const sign of SIGNS) {
      consider(before + sign + after.slice(1))
      consider(before + sign + after)
    }
    consider(before + after.slice(1))
    for (let other = 1; other < after.length; other++) {
      consider(before + after.charAt(other) + after.slice(1, other) + after.charAt(0) + after.slice(other + 1))
    }
  }
  return [...near]
}

/** What was typed without hyphens and spaces, each sign as it would be printed; not all of them need be signs of a code. */
export function publicCodeSigns(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}_.]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
}

/**
 * The sum over all signs of sign times weight, where the last place weighs 1 and each place before it twice the next.
 * Null when a sign is none of a code's.
 */
function weightedSum(code: string): number | null {
  let sum = 0
  for (const sign of code) {
    const element = SIGNS.indexOf(sign)
    if (element < 0) return null
    sum = double(sum) ^ element
  }
  return sum
}

/** Twice an element of the field. */
function double(element: number): number {
  const doubled = element << 1
  return doubled > 31 ? doubled ^ FIELD_POLYNOMIAL : doubled
}
