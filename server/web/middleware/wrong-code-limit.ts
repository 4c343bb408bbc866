import { rateLimit } from 'express-rate-limit'
import type { RequestHandler } from 'express'
import { TooManyTriesError } from '../../domain/errors.ts'

const WINDOW_MS = 10 * 60_000
/** Codes that lead nowhere: a mistyped one now and then, not a machine that tries them out. */
const WRONG_CODES = 40

/**
 * Lets a source try no more codes once too many of them led nowhere. Codes that are right are never counted, however many
 * people look them up behind one address. Counted in memory, by each process for itself.
 */
export function wrongCodeLimit(): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: WRONG_CODES,
    skipSuccessfulRequests: true,
    standardHeaders: false,
    legacyHeaders: false,
    // Anyone may send that header; it is looked at only as far as TRUST_PROXY says.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_req, _res, next) => {
      next(new TooManyTriesError('too many wrong codes from one source', WINDOW_MS / 1000))
    },
  })
}
