import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'

/** The fields of a form as they were sent, each decoded. */
export interface FormBody {
  /** For a name that was sent more than once, its first value. */
  readonly fields: ReadonlyMap<string, string>
  /** Names that were sent more than once. */
  readonly repeated: readonly string[]
}

const FORM_TYPE = /^application\/x-www-form-urlencoded\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

/** Whether a content type names an ordinary form, in UTF-8 or without a charset. */
export function isFormType(contentType: string | undefined): boolean {
  return contentType !== undefined && FORM_TYPE.test(contentType)
}

/**
 * The bytes of a request, or null when there are more than `atMost`. Never settles when the sender goes away.
 *
 * What goes beyond is read and dropped, up to {@link DROPPED_AT_MOST}, so that the browser is still listening when
 * the answer comes.
 */
export function readBytes(req: IncomingMessage, atMost: number): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    req.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= atMost) chunks.push(chunk)
      else if (length > DROPPED_AT_MOST) {
        req.pause()
        resolve(null)
      }
    })
    req.on('end', () => {
      const [first] = chunks
      if (length > atMost) resolve(null)
      else resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks))
    })
  })
}

const DROPPED_AT_MOST = 1_048_576

/**
 * Reads `application/x-www-form-urlencoded` without guessing: each name is a plain text, brackets and dots in it mean
 * nothing, and nothing is read twice.
 *
 * @returns null when the bytes are no UTF-8 or a percent sign does not start an escape of UTF-8
 */
export function parseFormBody(bytes: Buffer): FormBody | null {
  const text = bytes.toString()
  // What is no UTF-8 reads as the replacement sign, which may as well have been sent.
  if (text.includes('\uFFFD') && !isUtf8(bytes)) return null
  const fields = new Map<string, string>()
  const repeated: string[] = []
  try {
    for (const pair of text.split('&')) {
      if (pair === '') continue
      const equals = pair.indexOf('=')
      const name = decoded(equals < 0 ? pair : pair.slice(0, equals))
      const value = equals < 0 ? '' : decoded(pair.slice(equals + 1))
      if (fields.has(name)) repeated.push(name)
      else fields.set(name, value)
    }
  } catch (error) {
    if (error instanceof URIError) return null
    throw error
  }
  return { fields, repeated }
}

/** @throws {URIError} when the escapes are not UTF-8 */
function decoded(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  return spaced.includes('%') ? decodeURIComponent(spaced) : spaced
}
