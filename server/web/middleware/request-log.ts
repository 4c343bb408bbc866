import { performance } from 'node:perf_hooks'
import type { RequestHandler } from 'express'
import type { Logger } from '../../log.ts'

/** Logs each answered request: method, path without query, status, milliseconds. Nothing that names the visitor. */
export function requestLog({ log }: { readonly log: Logger }): RequestHandler {
  return (req, res, next) => {
    const start = performance.now()
    res.on('finish', () => {
      const ms = Math.round((performance.now() - start) * 10) / 10
      log.info({ method: req.method, path: loggedPath(req.path), status: res.statusCode, ms }, 'request')
    })
    next()
  }
}

/** A path as a log may hold it: who reads the log must find no set-up link there that still works, and no code of a report. */
export function loggedPath(path: string): string {
  return path.replace(/^(\/(?:set-up|verify)\/).+$/i, '$1…')
}
