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

export interface DatabaseServerOptions {
  /** Where its data lies and stays; without it a folder is made and goes with the server. */
  readonly folder?: string
  /** What is handed to the program beside the port and the folder. */
  readonly parameters?: readonly string[]
}

/** The database server that is measured and tested against, in a process of its own. */
export class DatabaseServer {
  readonly port: number
  readonly #program: string
  readonly #folder: string
  #child: ChildProcess | null = null

  private constructor(program: string, port: number, folder: string) {
    this.#program = program
    this.port = port
    this.#folder = folder
  }

  /**
   * Starts it on a free port.
   *
   * @param program path of `secantusd-py`
   * @throws {Error} when it does not take connections in time
   */
  static async start(program: string, options: DatabaseServerOptions = {}): Promise<DatabaseServer> {
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'hailong-mongo-'))
    const server = new DatabaseServer(program, await freePort(), folder)
    await server.startAgain(options.parameters)
    return server
  }

  get url(): string {
    return `mongodb://127.0.0.1:${this.port}/?replicaSet=secantus`
  }

  get pid(): number {
    return this.#child?.pid ?? 0
  }

  /** Starts it on the same port and the same data, after it was killed or stopped. */
  async startAgain(parameters: readonly string[] = []): Promise<void> {
    const own = ['--port', String(this.port), '--storage-path', join(this.#folder, 'data'), '--sync-on-commit']
    const child = spawn(this.#program, [...own, '--enable-test-commands', '--log-level', 'ERROR', ...parameters], {
      stdio: ['ignore', 'ignore', 'inherit'],
      cwd: this.#folder,
    })
    this.#child = child
    const giveUpAt = performance.now() + START_MS
    while (!(await isListening(this.port))) {
      if (child.exitCode !== null) throw new Error(`the database server ended with code ${child.exitCode}`)
      if (performance.now() > giveUpAt) {
        await this.kill()
        throw new Error('the database server does not take connections')
      }
      await delay(50)
    }
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
