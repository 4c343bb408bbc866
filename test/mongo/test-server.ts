import { createConnection } from 'mongoose'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** How long a server gets until it takes connections, and until it has stopped. */
const START_MS = 30_000
const STOP_MS = 10_000

/** Which commands fail, and how: a fail point of MongoDB. */
export interface Failure {
  readonly failCommands?: readonly string[]
  readonly closeConnection?: boolean
  readonly errorCode?: number
  readonly errorLabels?: readonly string[]
  readonly writeConcernError?: { readonly code: number; readonly errmsg: string }
}

/** The change is made, and nobody says so. */
export const UNCONFIRMED_COMMIT: Failure = {
  failCommands: ['commitTransaction'],
  writeConcernError: { code: 64, errmsg: 'waiting timed out' },
}

/** The order does not arrive, and nobody says so. */
export const LOST_COMMIT: Failure = { failCommands: ['commitTransaction'], closeConnection: true }

/** A database server of the kind that tests run against, in a process of its own, on a folder of its own. */
export class TestServer {
  readonly port: number
  readonly #program: string
  readonly #folder: string
  #child: ChildProcess | null = null

  private constructor(program: string, port: number) {
    this.#program = program
    this.port = port
    this.#folder = mkdtempSync(join(tmpdir(), 'hailong-mongo-'))
  }

  /** @param program path of `secantusd-py` */
  static async start(program: string, options: readonly string[] = []): Promise<TestServer> {
    const server = new TestServer(program, await freePort())
    await server.startAgain(options)
    return server
  }

  get url(): string {
    return `mongodb://127.0.0.1:${this.port}/?replicaSet=secantus`
  }

  /** Starts it on the same port and the same data, after it was killed or stopped. */
  async startAgain(options: readonly string[] = []): Promise<void> {
    const own = ['--port', String(this.port), '--storage-path', join(this.#folder, 'data'), '--sync-on-commit']
    const child = spawn(this.#program, [...own, '--enable-test-commands', '--log-level', 'ERROR', ...options], {
      stdio: ['ignore', 'ignore', 'inherit'],
      cwd: this.#folder,
    })
    this.#child = child
    const giveUpAt = Date.now() + START_MS
    while (!(await isListening(this.port))) {
      if (child.exitCode !== null) throw new Error(`the database server ended with code ${child.exitCode}`)
      if (Date.now() > giveUpAt) throw new Error('the database server does not take connections')
      await delay(50)
    }
  }

  /** Lets commands fail, as often as said. */
  fail(mode: 'alwaysOn' | 'off' | { readonly times: number }, failure: Failure = {}): Promise<void> {
    return this.order({ configureFailPoint: 'failCommand', mode, data: failure })
  }

  /** Gives it an order of an operator. */
  async order(command: Readonly<Record<string, unknown>>): Promise<void> {
    const connection = await createConnection(`${this.url}&directConnection=true`).asPromise()
    await connection.getClient().db('admin').command(command)
    await connection.close()
  }

  /** Ends it at once, as a power cut would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** Asks it to end. */
  async stop(): Promise<void> {
    const late = setTimeout(() => void this.kill(), STOP_MS)
    await this.#end('SIGTERM')
    clearTimeout(late)
  }

  /** Ends it and removes what it stored. */
  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (child?.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
