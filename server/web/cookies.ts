import type { CookieOptions, Request, Response } from 'express'
import type { Config } from '../config.ts'

/** One cookie of a staff page. */
export interface Cookie {
  /** What the visitor sent; null where nothing, or nothing plausible. */
  read(req: Request): string | null
  write(res: Response, value: string): void
  clear(res: Response): void
}

/** The cookies that staff pages set. Pages for citizens set none. */
export interface StaffCookies {
  /** Token of a session. */
  readonly session: Cookie
  /** Binds the forms of a visitor who has not signed in yet. */
  readonly form: Cookie
  /** Code of the language that was picked. */
  readonly language: Cookie
}

const YEAR_MS = 365 * 24 * 3_600_000

/** Out of reach of scripts and other sites; behind TLS also out of reach of other hosts of the domain, by name. */
export function staffCookies({ publicUrl }: Pick<Config, 'publicUrl'>): StaffCookies {
  const secure = publicUrl.startsWith('https:')
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure }
  const prefix = secure ? '__Host-' : ''
  return {
    session: cookie(`${prefix}hailong_session`, options),
    form: cookie(`${prefix}hailong_form`, options),
    language: cookie('hailong_language', { ...options, maxAge: YEAR_MS }),
  }
}

/** Longest value that any of our cookies has. */
const LONGEST = 64

function cookie(name: string, options: CookieOptions): Cookie {
  return {
    read: (req) => {
      for (const pair of (req.headers.cookie ?? '').split(';')) {
        const at = pair.indexOf('=')
        if (at < 0 || pair.slice(0, at).trim() !== name) continue
        const value = pair.slice(at + 1).trim()
        return /^[\w-]+$/.test(value) && value.length <= LONGEST ? value : null
      }
      return null
    },
    write: (res, value) => {
      res.cookie(name, value, options)
    },
    clear: (res) => {
      res.clearCookie(name, options)
    },
  }
}
