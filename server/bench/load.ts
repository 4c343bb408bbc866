import { fork } from 'node:child_process'
import { join } from 'node:path'

/** What one round of load does to one server. */
export interface LoadJob {
  readonly host: string
  readonly port: number
  readonly connections: number
  readonly durationMs: number
  /**
   * Requests a second, sent when they are due whether or not earlier ones came back, so that a stall is charged to every
   * request that had to wait for it. Null sends the next request of a connection as soon as its last one is answered.
   */
  readonly perSecond: number | null
  /** Sent as they are, in turn. {@link ID_SLOT} in one is replaced by 32 fresh hexadecimal digits. */
  readonly requests: readonly string[]
}

/** Every connection sends its next request as soon as its last one is answered. */
export function fullLoad(port: number, requests: readonly string[], connections: number, durationMs: number): LoadJob {
  return { host: HOST, port, connections, durationMs, perSecond: null, requests }
}

/** So many requests a second, each sent when it is due. */
export function evenLoad(port: number, requests: readonly string[], perSecond: number, durationMs: number): LoadJob {
  return { host: HOST, port, connections: EVEN_CONNECTIONS, durationMs, perSecond, requests }
}

const HOST = '127.0.0.1'
/** Enough that a request which is due finds one that is idle. */
const EVEN_CONNECTIONS = 64

/** What stands in a request where each sending puts its own id. */
export const ID_SLOT = '{id}'

export interface LoadResult {
  readonly elapsedMs: number
  /** How many answers came, by status code. */
  readonly statuses: Readonly<Record<string, number>>
  /** Requests that were sent and never answered. */
  readonly unanswered: number
  readonly bytes: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
}

/** Runs a job in a process of its own, so that the client's work is not the server's. */
export function runLoadInChild(job: LoadJob): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'load-child.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error('the load did not end in time'))
    }, job.durationMs + PATIENCE_MS)
    child.once('message', (message: { result?: LoadResult; error?: string }) => {
      clearTimeout(timer)
      if (message.result) resolve(message.result)
      else reject(new Error(message.error))
    })
    child.once('error', reject)
    child.send(job)
  })
}

const PATIENCE_MS = 30_000
