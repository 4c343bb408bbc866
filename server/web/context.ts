import type { Response } from 'express'
import type { Viewer } from '../domain/account.ts'
import { SignInNeededError } from '../domain/errors.ts'
import type { Language } from './language.ts'

/** What the middleware found out about a request. */
export interface RequestContext {
  readonly language: Language
  /** Null where nobody is signed in. */
  readonly viewer: Viewer | null
  /** What forms of this visitor must carry in `_csrf`; empty where no cookie binds one. */
  readonly csrfToken: string
  /** Path and query of the request, for links that keep it. */
  readonly url: string
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express types its locals in this way
  namespace Express {
    interface Locals {
      context: RequestContext
    }
  }
}

export function contextOf(res: Response): RequestContext {
  return res.locals.context
}

/** @throws {SignInNeededError} when nobody is signed in */
export function viewerOf(res: Response): Viewer {
  const { viewer } = contextOf(res)
  if (!viewer) throw new SignInNeededError('sign-in needed')
  return viewer
}
