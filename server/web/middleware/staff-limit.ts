import { rateLimit } from 'express-rate-limit'
import type { RequestHandler } from 'express'
import { TooManyTriesError } from '../../domain/errors.ts'

const WINDOW_MS = 60_000
/** Pages and forms that one source may ask for in a minute: an office behind one address, not a machine that tries out. */
const REQUESTS_A_MINUTE = 3000
const FORMS_A_MINUTE = 300

/**
 * A ceiling for what one source may ask of staff pages. Each app process counts for itself, in memory: this is against
 * floods. What slows down guessing of passwords stands in services/sign-in-throttle.ts, shared by all processes.
 */
export function staffLimit(): RequestHandler[] {
  return [limit(REQUESTS_A_MINUTE, () => false), limit(FORMS_A_MINUTE, ({ method }) => method !== 'POST')]
}

function limit(most: number, skip: (req: { method: string }) => boolean): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: most,
    skip,
    standardHeaders: false,
    legacyHeaders: false,
    // Anyone may send that header; it is looked at only as far as TRUST_PROXY says.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_req, _res, next) => {
      next(new TooManyTriesError('too many requests from one source', WINDOW_MS / 1000))
    },
  })
}
