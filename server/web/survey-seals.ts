import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** What a sealed text is for: one made for a form under way is worth nothing where a profile is taken. */
export type SealPurpose = 'form' | 'profile'

/**
 * Lets a form carry what the platform would otherwise have to remember between two pages. Whoever has the form can read
 * it, since it is their own; changing it breaks the seal.
 */
export class SurveySeals {
  readonly #key: Buffer

  /** @param secret that all processes of the installation share; the key is made of it */
  constructor(secret: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'hailong survey seal', 32))
  }

  /** The values as one text of letters, digits, `-`, `_` and a dot. */
  seal(purpose: SealPurpose, values: Iterable<readonly [name: string, value: string]>): string {
    const text = new URLSearchParams(Array.from(values, ([name, value]) => [name, value])).toString()
    const packed = Buffer.from(text).toString('base64url')
    return `${packed}.${this.#mac(purpose, packed)}`
  }

  /** What was sealed for this purpose; null where the text is anything else. */
  open(purpose: SealPurpose, sealed: string): ReadonlyMap<string, string> | null {
    const at = sealed.lastIndexOf('.')
    const packed = sealed.slice(0, Math.max(at, 0))
    const expected = Buffer.from(this.#mac(purpose, packed))
    const given = Buffer.from(sealed.slice(at + 1))
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    return new Map(new URLSearchParams(Buffer.from(packed, 'base64url').toString()))
  }

  #mac(purpose: SealPurpose, packed: string): string {
    return createHmac('sha256', this.#key).update(`${purpose}\n${packed}`).digest('base64url')
  }
}
