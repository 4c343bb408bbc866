import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Config } from '../config.ts'
import { fixedSecurityHeaders } from './middleware/security-headers.ts'
import type { PackedPage } from './packed-page.ts'

/** Header names and values in turn, as node:http takes them without looking at each. */
type FlatHeaders = readonly string[]

/**
 * Writes the answers of the survey's addresses straight to node:http: these are what a province's phones ask for all
 * at once, and everything that is the same each time is worked out once.
 */
export class SurveyReplies {
  readonly #always: FlatHeaders
  readonly #page: FlatHeaders
  readonly #packedPage: FlatHeaders

  constructor(config: Pick<Config, 'publicUrl'>) {
    this.#always = fixedSecurityHeaders(config).flat()
    // A page is asked for anew each time it is opened, so that it gets an id of its own; going back shows it as it was.
    const page = ['Content-Type', 'text/html; charset=utf-8', 'Cache-Control', 'private, no-cache']
    this.#page = [...this.#always, ...page, 'Vary', 'Accept-Encoding']
    this.#packedPage = [...this.#page, 'Content-Encoding', 'gzip']
  }

  /** A page that is kept compressed, with the part that differs. */
  packed(req: IncomingMessage, res: ServerResponse, page: PackedPage, tail: string): void {
    const packs = acceptsGzip(req)
    const body = packs ? page.gzip(tail) : page.plain(tail)
    res.writeHead(200, [...(packs ? this.#packedPage : this.#page), 'Content-Length', String(body.length)])
    res.end(body, 'latin1')
  }

  /** A page made for this one request. */
  page(req: IncomingMessage, res: ServerResponse, status: number, html: string, extra: FlatHeaders = []): void {
    const packs = acceptsGzip(req)
    const body = packs ? gzipSync(html) : Buffer.from(html)
    const headers = packs ? this.#packedPage : this.#page
    res.writeHead(status, [...headers, ...extra, 'Content-Length', String(body.length)])
    res.end(body)
  }

  /** To a page that is to be fetched next (303), or to the address that this one should have been (301). */
  redirect(res: ServerResponse, status: 301 | 303, location: string): void {
    res.writeHead(status, [...this.#always, 'Location', location, 'Content-Length', '0'])
    res.end()
  }

  /** Sets what every answer carries, for one that somebody else writes. */
  prepare(res: ServerResponse): void {
    for (let i = 0; i + 1 < this.#always.length; i += 2) res.setHeader(this.#always[i] ?? '', this.#always[i + 1] ?? '')
  }
}

/** gzip named, and not with a weight of nought. */
const GZIP = /\bgzip\b(?!\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$))/

function acceptsGzip(req: IncomingMessage): boolean {
  const accepted = req.headers['accept-encoding']
  return accepted !== undefined && GZIP.test(accepted)
}
