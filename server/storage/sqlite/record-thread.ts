import { Worker } from 'node:worker_threads'
import { ConflictError, InvalidInputError, NotFoundError } from '../../domain/errors.ts'
import type { ResponseIdentity, Submission } from '../../domain/response.ts'
import type { RecordOutcome } from '../port.ts'

/** A group of submissions, or what a respondent told afterwards, on its way to the thread. */
export interface RecordOrder {
  readonly number: number
  readonly kind: 'group' | 'profile'
  /** As JSON: one string crosses between threads at a fraction of what the objects cost. */
  readonly content: string
}

/** What a respondent told afterwards, and about which response. */
export interface ProfileOrder {
  readonly of: ResponseIdentity
  readonly profile: string
}

/** What became of an order: an outcome for each submission, or for the profile. */
export interface RecordReport {
  readonly number: number
  readonly outcomes: readonly RecordOutcome[] | null
  readonly error: ReportedError | null
}

/** Errors lose their class on the way between threads. */
export interface ReportedError {
  readonly name: string
  readonly message: string
  /** What a NotFoundError was about. */
  readonly sought?: readonly [kind: string, key: string]
}

interface Waiting {
  readonly resolve: (outcomes: readonly RecordOutcome[]) => void
  readonly reject: (error: Error) => void
}

/**
 * Stores groups of submissions in a thread with a connection of its own, so that the disk makes none wait but those
 * whose answers it writes: pages and forms are served meanwhile.
 */
export class RecordThread {
  readonly #dataDir: string
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #ended: Promise<void> = Promise.resolve()
  #number = 0
  #isClosed = false

  /** The thread itself starts with the first group: a command that stores no answers needs none. */
  constructor(dataDir: string) {
    this.#dataDir = dataDir
  }

  /** As `ResponseStore.record`. A thread that died is replaced by the next group; what it held is rejected. */
  record(group: readonly Submission[]): Promise<readonly RecordOutcome[]> {
    return this.#order('group', group)
  }

  /** As `ResponseStore.addProfile`. */
  async addProfile(of: ResponseIdentity, profile: string): Promise<RecordOutcome> {
    const [outcome] = await this.#order('profile', { of, profile } satisfies ProfileOrder)
    if (outcome === undefined) throw new Error('the writing thread said nothing')
    return outcome
  }

  #order(kind: RecordOrder['kind'], content: unknown): Promise<readonly RecordOutcome[]> {
    if (this.#isClosed) return Promise.reject(new Error('the store is closed'))
    return new Promise((resolve, reject) => {
      const number = this.#number++
      this.#waiting.set(number, { resolve, reject })
      const worker = this.#worker ?? this.#start()
      worker.ref()
      worker.postMessage({ number, kind, content: JSON.stringify(content) } satisfies RecordOrder)
    })
  }

  /** Resolves when the groups handed over are settled and the thread's connection is closed. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#worker?.ref()
    this.#worker?.postMessage(null)
    await this.#ended
  }

  #start(): Worker {
    const worker = new Worker(new URL('./record-worker.ts', import.meta.url), { workerData: this.#dataDir })
    // A command that has nothing left to store may end.
    worker.unref()
    let failure = new Error('the writing thread ended')
    worker.on('message', (report: RecordReport) => {
      this.#settle(report)
      if (this.#waiting.size === 0) worker.unref()
    })
    worker.on('error', (error) => {
      failure = new Error('the writing thread failed', { cause: error })
    })
    this.#ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#worker = null
        for (const { reject } of this.#waiting.values()) reject(failure)
        this.#waiting.clear()
        resolve()
      })
    })
    this.#worker = worker
    return worker
  }

  #settle({ number, outcomes, error }: RecordReport): void {
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    if (outcomes) waiting?.resolve(outcomes)
    else waiting?.reject(errorOf(error ?? { name: 'Error', message: 'the writing thread said nothing' }))
  }
}

function errorOf({ name, message, sought }: ReportedError): Error {
  if (sought) return new NotFoundError(...sought)
  if (name === InvalidInputError.name) return new InvalidInputError(message)
  if (name === ConflictError.name) return new ConflictError(message)
  return new Error(message)
}
