import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '../../config.ts'

/** Helmet with nothing inline and nothing from elsewhere; HSTS only where the platform is reached by TLS. */
export function securityHeaders({ publicUrl }: Pick<Config, 'publicUrl'>): RequestHandler {
  const behindTls = publicUrl.startsWith('https:')
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        ...(behindTls ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: behindTls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
}

/**
 * The same headers worked out once, for routes that are too busy to have them worked out each time.
 * A test holds them against what {@link securityHeaders} sets.
 */
export function fixedSecurityHeaders(config: Pick<Config, 'publicUrl'>): readonly (readonly [string, string])[] {
  const headers = new Map<string, string>()
  const response = {
    setHeader: (name: string, value: string | number) => headers.set(name, String(value)),
    removeHeader: (name: string) => headers.delete(name),
  }
  securityHeaders(config)({} as never, response as never, () => undefined)
  return [...headers]
}
