import { randomBytes } from 'node:crypto'

const ID_BYTES = 16
const ID_DIGITS = 2 * ID_BYTES
const IDS_A_DRAW = 256

/**
 * Makes the one-time ids of forms: 128 random bits as 32 lower-case hexadecimal digits. Random bytes are drawn many at
 * a time, because asking for sixteen costs as much as asking for thousands.
 */
export function createFormIds(): () => string {
  let digits = ''
  let at = 0
  return () => {
    if (at === digits.length) {
      digits = randomBytes(IDS_A_DRAW * ID_BYTES).toString('hex')
      at = 0
    }
    at += ID_DIGITS
    return digits.slice(at - ID_DIGITS, at)
  }
}
