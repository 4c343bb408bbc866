import { gunzipSync, gzipSync } from 'node:zlib'
import type { Request, Response } from 'express'

/** How long a public page may be shown before it is made or fetched anew. */
export const PUBLIC_KEPT_S = 300
/** Together; a page is about four thousand bytes. */
const MOST_BYTES = 16 * 1024 * 1024

/** A page as it is kept, compressed. */
interface KeptReply {
  readonly packed: Buffer
  readonly at: number
}

/** What a public address answers with. */
export interface PublicReply {
  readonly type: 'html' | 'json' | 'image/svg+xml'
  readonly text: string
}

/**
 * Answers for everybody, made once and kept compressed for five minutes: a crowd that opens one page costs one page.
 * They carry no cookie, and say that browsers and proxies may keep them as long.
 */
export class PublicReplies {
  readonly #now: () => Date
  /** In the order in which they were made. */
  readonly #kept = new Map<string, KeptReply & { readonly type: PublicReply['type'] }>()
  #bytes = 0

  constructor(now: () => Date) {
    this.#now = now
  }

  /**
   * @param key names the page in all that it depends on; null for one that is not worth keeping, such as a search
   * @param make makes the page where it is not kept; what it throws is thrown on
   */
  async send(req: Request, res: Response, key: string | null, make: () => Promise<PublicReply>): Promise<void> {
    const at = this.#now().getTime()
    let reply = key === null ? undefined : this.#kept.get(key)
    if (!reply || Math.abs(at - reply.at) >= PUBLIC_KEPT_S * 1000) {
      const { type, text } = await make()
      reply = { type, at, packed: gzipSync(text, { level: 9 }) }
      if (key !== null) this.#keep(key, reply)
    }
    const left = PUBLIC_KEPT_S - Math.floor(Math.abs(at - reply.at) / 1000)
    res.set({ 'Cache-Control': `public, max-age=${left}`, Vary: 'Accept-Encoding' }).type(reply.type)
    if (req.acceptsEncodings('gzip')) res.set('Content-Encoding', 'gzip').end(reply.packed)
    else res.end(gunzipSync(reply.packed))
  }

  #keep(key: string, reply: KeptReply & { readonly type: PublicReply['type'] }): void {
    this.#bytes += reply.packed.length - (this.#kept.get(key)?.packed.length ?? 0)
    this.#kept.delete(key)
    this.#kept.set(key, reply)
    for (const [oldest, { packed }] of this.#kept) {
      if (this.#bytes <= MOST_BYTES) return
      this.#kept.delete(oldest)
      this.#bytes -= packed.length
    }
  }
}
