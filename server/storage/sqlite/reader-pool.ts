import { BUSY_TIMEOUT_MS } from './connect.ts'
import { Reader } from './reader.ts'

/** Connections that only read; a few are kept for the next who asks. */
export class ReaderPool {
  readonly #path: string
  readonly #idle: Reader[] = []

  constructor(path: string) {
    this.#path = path
  }

  /** A reader of this instant, to be taken back. */
  lend(): Reader {
    const reader = this.#idle.pop() ?? new Reader(this.#path, BUSY_TIMEOUT_MS)
    try {
      reader.begin()
      return reader
    } catch (error) {
      reader.close()
      throw error
    }
  }

  takeBack(reader: Reader): void {
    reader.end()
    if (this.#idle.length < MOST_IDLE) this.#idle.push(reader)
    else reader.close()
  }

  /** To be called when all are back. */
  close(): void {
    for (const reader of this.#idle) reader.close()
  }
}

const MOST_IDLE = 4
