import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { CommentPlace } from '../storage/port.ts'

/** Where a page of comments goes on. */
export interface CommentCursor {
  /** Number of that page, from 2 on. */
  readonly page: number
  readonly after: CommentPlace
}

/**
 * Lets an address carry the place behind which a page goes on, so that nobody can read it there: it holds the day of a
 * comment, which pages do not tell.
 */
export class CommentCursors {
  readonly #key: Buffer

  /** @param secret that all processes of the installation share; the key is made of it */
  constructor(secret: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'hailong comment cursor', 32))
  }

  /** As letters, digits, `-` and `_`. */
  close({ page, after: { day, id } }: CommentCursor): string {
    const start = randomBytes(START_BYTES)
    const cipher = createCipheriv(CIPHER, this.#key, start)
    const text = Buffer.concat([cipher.update(JSON.stringify([page, day, id])), cipher.final()])
    return Buffer.concat([start, cipher.getAuthTag(), text]).toString('base64url')
  }

  /** Null where the text was not made here. */
  open(closed: string): CommentCursor | null {
    const bytes = Buffer.from(closed, 'base64url')
    if (bytes.length < START_BYTES + TAG_BYTES) return null
    const decipher = createDecipheriv(CIPHER, this.#key, bytes.subarray(0, START_BYTES))
    decipher.setAuthTag(bytes.subarray(START_BYTES, START_BYTES + TAG_BYTES))
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(START_BYTES + TAG_BYTES)), decipher.final()])
      const [page, day, id] = JSON.parse(text.toString()) as [number, number, string]
      return { page, after: { day, id } }
    } catch {
      return null
    }
  }
}

const CIPHER = 'aes-256-gcm'
const START_BYTES = 12
const TAG_BYTES = 16
