import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for a cookie or a link, in signs that need no escaping. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token, hexadecimal: who reads the store cannot use it. Random tokens need no slow hash. */
export function secretTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
