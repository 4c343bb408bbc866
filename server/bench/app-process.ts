import { spawn, type ChildProcess } from 'node:child_process'
import { openSync, closeSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import type { StoreAddress } from './bench-place.ts'

/** Hailong as an operator starts it, in a process of its own. */
export class AppProcess {
  readonly port: number
  /** From the start of the process to the first 200 of the page that was asked for. */
  readonly startedInMs: number
  readonly #child: ChildProcess
  readonly #logPath: string

  private constructor(child: ChildProcess, port: number, logPath: string, startedInMs: number) {
    this.#child = child
    this.port = port
    this.#logPath = logPath
    this.startedInMs = startedInMs
  }

  /**
   * Starts it on a store with the configuration that it has by default, and waits for a page.
   *
   * @param path of the page that must answer 200
   * @throws {Error} when it does not answer in time; the end of its log is in the message
   */
  static async start({ dataDir, mongodbUri }: StoreAddress, path = '/health'): Promise<AppProcess> {
    const port = await freePort()
    const logPath = join(dataDir, `bench-${port}.log`)
    const log = openSync(logPath, 'w')
    const start = performance.now()
    const child = spawn(process.execPath, [join(import.meta.dirname, '../start.js'), 'main'], {
      env: {
        ...SYSTEM_ENVIRONMENT,
        DATA_DIR: dataDir,
        HOST: '127.0.0.1',
        PORT: String(port),
        ...(mongodbUri !== null && { MONGODB_URI: mongodbUri }),
      },
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    while (performance.now() - start < PATIENCE_MS && child.exitCode === null) {
      if (await answersOk(port, path)) return new AppProcess(child, port, logPath, performance.now() - start)
      await delay(POLL_MS)
    }
    child.kill('SIGKILL')
    throw new Error(`the server did not answer ${path}:\n${readFileSync(logPath, 'utf8').slice(-2000)}`)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Resident memory in bytes; null on systems that do not tell. */
  residentBytes(): number | null {
    try {
      const status = readFileSync(`/proc/${this.pid}/status`, 'utf8')
      const kib = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
      return kib === undefined ? null : Number(kib) * 1024
    } catch {
      return null
    }
  }

  /**
   * Stops it as an operator does.
   *
   * @returns what it wrote to its log
   * @throws {Error} when it does not end in time, or not well
   */
  async stop(): Promise<string> {
    const ended = new Promise<number | null>((resolve) => {
      if (this.#child.exitCode !== null) resolve(this.#child.exitCode)
      else this.#child.once('exit', resolve)
    })
    this.#child.kill('SIGTERM')
    const code = await Promise.race([ended, delay(PATIENCE_MS, 'late' as const, { ref: false })])
    if (code === 0) {
      const log = readFileSync(this.#logPath, 'utf8')
      rmSync(this.#logPath)
      return log
    }
    this.#child.kill('SIGKILL')
    throw new Error(code === 'late' ? 'the server did not stop in time' : `the server ended with code ${String(code)}`)
  }
}

const PATIENCE_MS = 30_000
const POLL_MS = 5
/** A server under measurement has nothing of the caller's configuration. */
const SYSTEM_ENVIRONMENT = { LANG: 'C.UTF-8' }

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => {
        resolve(port)
      })
    })
  })
}

function answersOk(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.resume()
      response.once('end', () => {
        resolve(response.statusCode === 200)
      })
    })
    request.once('error', () => {
      resolve(false)
    })
  })
}
