import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Request, Response } from 'express'
import type { Logger } from '../log.ts'
import { ByteLimitedCache } from '../services/byte-limited-cache.ts'
import { PUBLIC_KEPT_S } from './public-replies.ts'
import { sendBytes } from './send-bytes.ts'

/** What all kept files may take together, compressed. One of a province of thousands takes a few million bytes. */
const MOST_BYTES = 64 * 1024 * 1024

/** A file for everybody. */
export interface PublicFile {
  /** Under which it is saved; it names the file in all that it depends on. */
  readonly name: string
  readonly type: string
  /** Begins to read it; what this throws is thrown on. */
  readonly contents: () => Promise<AsyncIterable<Buffer>>
}

interface KeptFile {
  readonly packed: Buffer
  readonly bytes: number
  /** Names the contents, whether they are sent compressed or not. */
  readonly etag: string
  readonly at: number
}

/**
 * Files for everybody, made once and kept compressed for five minutes, as pages are: so that a crowd of readers costs
 * one file, a slow one costs the store nothing, and whoever has it already is told so by its ETag.
 */
export class PublicFiles {
  readonly #now: () => Date
  readonly #log: Pick<Logger, 'error'>
  readonly #kept = new ByteLimitedCache<KeptFile>(MOST_BYTES)
  readonly #making = new Map<string, Promise<KeptFile>>()

  constructor({ now, log }: { readonly now: () => Date; readonly log: Pick<Logger, 'error'> }) {
    this.#now = now
    this.#log = log
  }

  async send(req: Request, res: Response, file: PublicFile): Promise<void> {
    const { packed, etag, at } = await this.#file(file)
    const left = Math.max(0, PUBLIC_KEPT_S - Math.floor(Math.abs(this.#now().getTime() - at) / 1000))
    res.set({ 'Cache-Control': `public, max-age=${left}`, Vary: 'Accept-Encoding', ETag: etag })
    if (req.fresh) {
      res.status(304).end()
      return
    }
    res.attachment(file.name).type(file.type)
    if (req.acceptsEncodings('gzip')) {
      res.set('Content-Encoding', 'gzip').end(packed)
    } else if (req.method === 'HEAD') {
      res.end()
    } else {
      const plain = createGunzip()
      plain.end(packed)
      await sendBytes(req, res, plain, this.#log)
    }
  }

  /** The file as it is kept; whoever asks while it is made waits for the same. */
  async #file(file: PublicFile): Promise<KeptFile> {
    const at = this.#now().getTime()
    const kept = this.#kept.get(file.name)
    if (kept && Math.abs(at - kept.at) < PUBLIC_KEPT_S * 1000) return kept
    let making = this.#making.get(file.name)
    if (!making) {
      making = this.#make(file, at).finally(() => this.#making.delete(file.name))
      this.#making.set(file.name, making)
    }
    return making
  }

  async #make({ name, contents }: PublicFile, at: number): Promise<KeptFile> {
    const hash = createHash('sha256')
    const pieces: Buffer[] = []
    await pipeline(
      await contents(),
      async function* (source: AsyncIterable<Buffer>) {
        for await (const piece of source) {
          hash.update(piece)
          yield piece
        }
      },
      createGzip(),
      async (packed: AsyncIterable<Buffer>) => {
        for await (const piece of packed) pieces.push(piece)
      },
    )
    const packed = Buffer.concat(pieces)
    const file = { packed, bytes: packed.length, etag: `W/"${hash.digest('base64url')}"`, at }
    this.#kept.put(name, file)
    return file
  }
}
