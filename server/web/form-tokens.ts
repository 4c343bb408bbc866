import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * The token that a form must send back in `_csrf`, made for one visitor: another site can neither read nor guess it.
 *
 * Each is salted anew, so that a page never holds the same secret twice and compression of pages gives nothing away.
 */
export class FormTokens {
  readonly #key: Buffer

  constructor(key: Buffer) {
    this.#key = key
  }

  /** @param binding what the visitor's cookie holds: the session's token, or the form cookie before sign-in */
  issue(binding: string): string {
    const salt = randomBytes(12).toString('base64url')
    return `${salt}.${this.#mac(salt, binding)}`
  }

  /** Whether a form came back from whom it was made for. Takes the same time whatever is wrong. */
  fits(token: string, binding: string): boolean {
    const [salt = '', mac = ''] = token.split('.')
    const expected = Buffer.from(this.#mac(salt, binding))
    const given = Buffer.from(mac)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  #mac(salt: string, binding: string): string {
    return createHmac('sha256', this.#key).update(`form\n${salt}\n${binding}`).digest('base64url')
  }
}
