/**
 * Finds the end of each HTTP/1.1 response on a keep-alive connection and tells its status. Knows lengths and chunks,
 * which is all that a server on the same machine sends.
 */
export class ResponseReader {
  readonly #onResponse: (status: string) => void
  #kept: Buffer = Buffer.alloc(0)

  constructor(onResponse: (status: string) => void) {
    this.#onResponse = onResponse
  }

  /** @throws {Error} when what comes is no HTTP response, or has a body of unknown length */
  read(chunk: Buffer): void {
    let bytes = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk])
    for (;;) {
      const end = endOfResponse(bytes)
      if (end === null) break
      this.#onResponse(bytes.toString('latin1', STATUS_AT, STATUS_AT + 3))
      bytes = bytes.subarray(end)
      if (bytes.length === 0) break
    }
    this.#kept = bytes
  }
}

const STATUS_AT = 'HTTP/1.1 '.length

/** Where the first response ends, or null where more has to come. */
function endOfResponse(bytes: Buffer): number | null {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd < 0) return null
  const head = bytes.toString('latin1', 0, headEnd)
  if (!head.startsWith('HTTP/1.1 ')) throw new Error('the server did not answer in HTTP')
  const bodyAt = headEnd + 4
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) {
    const end = bodyAt + Number(length)
    return end <= bytes.length ? end : null
  }
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return endOfChunks(bytes, bodyAt)
  if (/^HTTP\/1\.1 (?:1\d\d|204|304)/.test(head)) return bodyAt
  throw new Error('a response without a length')
}

function endOfChunks(bytes: Buffer, from: number): number | null {
  let at = from
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return null
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (Number.isNaN(size)) throw new Error('a chunk without a size')
    at = lineEnd + 2 + size + 2
    if (at > bytes.length) return null
    if (size === 0) return at
  }
}
