import { rateLimit, type Options } from 'express-rate-limit'
import type { RequestHandler } from 'express'
import { TooManyTriesError } from '../../domain/errors.ts'
import type { Services } from '../../services/index.ts'
import { SharedLimitStore } from './shared-limit-store.ts'

const WINDOW_MS = 60_000
/** Pages and forms that one source may ask for in a minute: an office behind one address, not a machine that tries out. */
const REQUESTS_A_MINUTE = 3000
const FORMS_A_MINUTE = 300

/**
 * Ceilings for what one source may ask of staff pages: against floods. Forms are counted in the store, for all app
 * processes together, because a form changes something and is worth a write. Pages are counted in memory by each
 * process for itself: a write for every page would be a flood of its own. What slows down guessing of passwords stands
 * in services/sign-in-throttle.ts.
 */
export function staffLimit({ sentForms }: Pick<Services, 'sentForms'>): RequestHandler[] {
  return [
    rateLimit({ ...COMMON, limit: REQUESTS_A_MINUTE }),
    rateLimit({
      ...COMMON,
      limit: FORMS_A_MINUTE,
      skip: ({ method }) => method !== 'POST',
      store: new SharedLimitStore(sentForms),
    }),
  ]
}

const COMMON: Partial<Options> = {
  windowMs: WINDOW_MS,
  standardHeaders: false,
  legacyHeaders: false,
  // Anyone may send that header; it is looked at only as far as TRUST_PROXY says.
  validate: { xForwardedForHeader: false, forwardedHeader: false },
  handler: (_req, _res, next) => {
    next(new TooManyTriesError('too many requests from one source', WINDOW_MS / 1000))
  },
}
