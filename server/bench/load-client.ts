import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { Random } from '../sample/random.ts'
import { ID_SLOT, type LoadJob, type LoadResult } from './load.ts'
import { Latencies } from './latencies.ts'
import { ResponseReader } from './response-reader.ts'

/**
 * Sends the requests of a job over keep-alive connections and waits for what is under way when the time is up.
 *
 * It writes and reads sockets directly: a full HTTP client would take as much of the machine as the server.
 *
 * @throws {Error} when a connection fails or closes before its answer
 */
export async function runLoad(job: LoadJob): Promise<LoadResult> {
  const run = new Run(job)
  return run.result()
}

/** How long answers may take to come after the last request was sent. */
const LAST_ANSWERS_MS = 10_000

class Run {
  readonly #job: LoadJob
  readonly #requests: readonly (readonly string[])[]
  readonly #random = new Random((Math.random() * 2 ** 32) | 0, process.pid)
  readonly #latencies = new Latencies()
  readonly #statuses: Record<string, number> = {}
  readonly #idle: Lane[] = []
  #next = 0
  #underWay = 0
  #bytes = 0
  #endsAt = 0

  constructor(job: LoadJob) {
    this.#job = job
    this.#requests = job.requests.map((request) => request.split(ID_SLOT))
  }

  async result(): Promise<LoadResult> {
    const { connections, durationMs, perSecond } = this.#job
    const failed = Promise.withResolvers<never>()
    const lanes = await Promise.all(
      Array.from({ length: connections }, () =>
        this.#open((error) => {
          failed.reject(error)
        }),
      ),
    )
    const start = performance.now()
    this.#endsAt = start + durationMs
    const sending = perSecond === null ? this.#sendAtOnce(lanes) : this.#sendWhenDue(lanes, start, perSecond)
    await Promise.race([sending, failed.promise])
    const sentBy = performance.now()
    await Promise.race([this.#settled(), failed.promise])
    const elapsedMs = (perSecond === null ? performance.now() : sentBy) - start
    for (const { socket } of lanes) socket.destroy()
    return {
      elapsedMs,
      statuses: this.#statuses,
      unanswered: this.#underWay,
      bytes: this.#bytes,
      p50Ms: this.#latencies.quantile(0.5),
      p99Ms: this.#latencies.quantile(0.99),
      maxMs: this.#latencies.most,
    }
  }

  async #sendAtOnce(lanes: readonly Lane[]): Promise<void> {
    for (const lane of lanes) this.#send(lane, performance.now())
    await new Promise((resolve) => setTimeout(resolve, this.#job.durationMs))
  }

  /** A request that finds no idle connection waits for one, and its waiting counts. */
  async #sendWhenDue(lanes: readonly Lane[], start: number, perSecond: number): Promise<void> {
    this.#idle.push(...lanes)
    const gapMs = 1000 / perSecond
    let due = start
    while (due < this.#endsAt) {
      const now = performance.now()
      for (; due <= now && due < this.#endsAt; due += gapMs) {
        const lane = this.#idle.pop()
        if (!lane) break
        this.#send(lane, due)
      }
      await new Promise((resolve) => setTimeout(resolve, due > now ? Math.min(1, due - now) : 1))
      if (performance.now() > this.#endsAt + LAST_ANSWERS_MS) return
    }
  }

  #send(lane: Lane, due: number): void {
    const parts = this.#requests[this.#next] ?? []
    this.#next = (this.#next + 1) % this.#requests.length
    lane.due = due
    this.#underWay++
    lane.socket.write(parts.length === 1 ? (parts[0] ?? '') : parts.join(this.#random.id()), 'latin1')
  }

  #answered(lane: Lane, status: string): void {
    const now = performance.now()
    this.#underWay--
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1
    this.#latencies.add(now - lane.due)
    if (this.#job.perSecond !== null) this.#idle.push(lane)
    else if (now < this.#endsAt) this.#send(lane, now)
  }

  #open(onError: (error: Error) => void): Promise<Lane> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: this.#job.host, port: this.#job.port, noDelay: true })
      const lane: Lane = { socket, due: 0 }
      const reader = new ResponseReader((status) => {
        this.#answered(lane, status)
      })
      socket.once('connect', () => {
        socket.off('error', reject)
        socket.on('error', onError)
        socket.on('close', () => {
          onError(new Error('the server closed a connection'))
        })
        resolve(lane)
      })
      socket.once('error', reject)
      socket.on('data', (chunk) => {
        this.#bytes += chunk.length
        try {
          reader.read(chunk)
        } catch (error) {
          onError(error instanceof Error ? error : new Error(String(error)))
        }
      })
    })
  }

  async #settled(): Promise<void> {
    const patience = performance.now() + LAST_ANSWERS_MS
    while (this.#underWay > 0 && performance.now() < patience) await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

interface Lane {
  readonly socket: Socket
  /** When its request should have been sent. */
  due: number
}
