import { randomBytes } from 'node:crypto'
import { startServerProcess, type ServerProcess } from '../e2e/server-process.ts'
import { Balancer } from './balancer.ts'
import { until } from './phones.ts'

/** Several app processes on one database, behind one port. */
export class AppProcesses {
  readonly #env: Readonly<Record<string, string>>
  #balancer: Balancer | null = null
  readonly #all: ServerProcess[] = []
  /** Log lines of those that were killed or stopped. */
  readonly #logged: string[] = []

  constructor(mongodbUri: string) {
    this.#env = { MONGODB_URI: mongodbUri, SECRET_KEY: randomBytes(32).toString('hex'), LOG_LEVEL: 'info' }
  }

  async start(count: number): Promise<void> {
    const started = await Promise.all(Array.from({ length: count }, () => this.#start()))
    this.#all.push(...started)
    this.#balancer = await Balancer.start(started.map(portOf))
  }

  /** The one port before all. */
  get url(): string {
    if (!this.#balancer) throw new Error('nothing was started')
    return this.#balancer.url
  }

  get all(): readonly ServerProcess[] {
    return this.#all
  }

  /** One of them, counted on from the last to the first. */
  at(place: number): ServerProcess {
    const server = this.#all[place % this.#all.length]
    if (!server) throw new Error('nothing was started')
    return server
  }

  /** What each answers when it is asked by itself. */
  statuses(path: string): Promise<readonly number[]> {
    return Promise.all(this.#all.map(async ({ url }) => (await fetch(`${url}${path}`)).status))
  }

  /** Resolves when one has printed a line that holds this. */
  printed(text: string): Promise<void> {
    return until(() => this.#all.some(({ printed }) => printed.some((line) => line.includes(text))))
  }

  /** Kills one and starts another in its place. */
  async replace(place: number): Promise<void> {
    const old = this.#all[place]
    await old?.kill()
    this.#logged.push(...(old?.logged ?? []))
    const next = await this.#start()
    this.#all[place] = next
    this.#balancer?.replace(place, portOf(next))
  }

  /** Asks all to end; nothing where they have ended. @returns their exit codes */
  async stop(): Promise<readonly (number | null)[]> {
    const servers = this.#all.splice(0)
    const codes = await Promise.all(servers.map((server) => server.stop()))
    await this.#balancer?.stop()
    this.#balancer = null
    this.#logged.push(...servers.flatMap(({ logged }) => logged))
    return codes
  }

  /** Transactions that were committed, and tries that were made again, as those that were stopped have said. */
  transactions(): { readonly writes: number; readonly retries: number } {
    const said = this.#logged
      .filter((line) => line.includes('closed the database'))
      .map((line) => JSON.parse(line) as { writes: number; retries: number })
    return {
      writes: said.reduce((sum, { writes }) => sum + writes, 0),
      retries: said.reduce((sum, { retries }) => sum + retries, 0),
    }
  }

  #start(): Promise<ServerProcess> {
    // Its keys come from the environment and its data stands elsewhere: it has no folder.
    return startServerProcess('/nowhere', this.#env)
  }
}

function portOf({ url }: ServerProcess): number {
  return Number(new URL(url).port)
}
