import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Config } from './config.ts'
import type { Logger } from './log.ts'
import { loadSecrets } from './secrets.ts'
import { everyHour } from './services/every-hour.ts'
import { createServices, type Services } from './services/index.ts'
import { prepareStore } from './services/prepare-store.ts'
import { whenReachable } from './services/when-reachable.ts'
import { openStorage } from './storage/open-storage.ts'
import { createApp } from './web/app.ts'
import { httpClasses } from './web/http-classes.ts'

/** Thrown when another program listens where this one should. */
export class AddressTakenError extends Error {
  constructor(host: string, port: number) {
    super(`Another program listens on ${host}:${port}, perhaps another Hailong. Set PORT to another number.`)
  }
}

export interface RunningServer {
  readonly services: Services
  /** Where it listens, as this machine reaches it. */
  readonly url: string
  /** As {@link Services} gives it, once the store can be reached and is ready for use. */
  firstSetUpLink(): Promise<string | null>
  /** Takes no new connections, answers what was asked, stores what is queued, closes the store. */
  stop(): Promise<void>
}

/** Opens the store, wires everything and listens; where the store is away it listens all the same. */
export async function startServer(
  config: Config,
  log: Logger,
  now: () => Date = () => new Date(),
): Promise<RunningServer> {
  const secrets = loadSecrets(config)
  const storage = await openStorage(config, log)
  const stopping = new AbortController()
  try {
    const { done: prepared } = await whenReachable(async () => {
      await prepareStore(storage)
      // Wakes what stores answers before the first one arrives.
      await storage.responses.record([])
    }, stopping.signal)
    const services = createServices({ storage, config, secrets, log, now })
    const app = createApp({ services, config, secrets, log, now })
    const server = createServer(httpClasses(app), app)
    // A phone on a weak network keeps its connection between the page and the answer.
    server.keepAliveTimeout = 65_000
    await listen(server, config)
    const expiring = everyHour(() => services.commentExpiry.run(), { signal: stopping.signal, log })
    let reading: Promise<void> | null = null
    prepared.then(
      () => (reading = services.readAhead.run(stopping.signal)),
      // Whoever asks for the first link is told.
      () => undefined,
    )
    const { port } = server.address() as AddressInfo
    return {
      services,
      url: `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`,
      firstSetUpLink: async () => {
        await prepared
        const { done } = await whenReachable(() => services.accounts.firstSetUpLink(), stopping.signal)
        return done
      },
      stop: async () => {
        stopping.abort()
        const closed = closing(server)
        // In connections that a proxy keeps, forms are on their way: they are taken until it has let go of each.
        await Promise.race([closed, lastCall()])
        await services.intake.drain()
        await Promise.race([closed, lastCall()])
        server.closeAllConnections()
        await closed
        await expiring
        await reading
        await storage.close()
      },
    }
  } catch (error) {
    stopping.abort()
    await storage.close()
    throw error
  }
}

/** Takes no new connections, and lets go of each open one with its next answer. Resolves when none is left. */
function closing(server: Server): Promise<void> {
  server.keepAliveTimeout = 1
  server.prependListener('request', (_req, res) => {
    res.setHeader('Connection', 'close')
  })
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** How long open connections get to send what they have begun, and to take their answers, when the server stops. */
function lastCall(): Promise<void> {
  return delay(5000, undefined, { ref: false })
}

function listen(server: Server, { host, port }: Pick<Config, 'host' | 'port'>): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject('code' in error && error.code === 'EADDRINUSE' ? new AddressTakenError(host, port) : error)
    })
    server.listen(port, host, () => {
      server.removeAllListeners('error')
      resolve()
    })
  })
}
