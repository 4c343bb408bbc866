import { BusyError, InvalidInputError } from '../domain/errors.ts'
import type { Submission } from '../domain/response.ts'
import type { Logger } from '../log.ts'
import type { RecordOutcome, ResponseStore } from '../storage/port.ts'

/** More than this in one transaction saves nothing and makes the first of the group wait for the last. */
const LARGEST_GROUP = 500

interface Waiting {
  readonly submission: Submission
  readonly resolve: (outcome: RecordOutcome) => void
  readonly reject: (error: unknown) => void
}

/**
 * The one way of answers into the store. What arrives within a turn of the event loop, or while the store is at work,
 * becomes one transaction; each sender hears only after it is committed.
 */
export class Intake {
  readonly #store: Pick<ResponseStore, 'record'>
  readonly #queueLimit: number
  readonly #log: Pick<Logger, 'warn' | 'error'>
  #queue: Waiting[] = []
  /** Submissions handed to the store that it has not settled yet. */
  #inStore = 0
  #isScheduled = false
  #isDraining = false
  #isFull = false
  #whenEmpty: (() => void)[] = []

  /** @param options `queueLimit`: how many submissions may wait, those that the store is writing included */
  constructor(
    store: Pick<ResponseStore, 'record'>,
    options: { queueLimit: number; log: Pick<Logger, 'warn' | 'error'> },
  ) {
    this.#store = store
    this.#queueLimit = options.queueLimit
    this.#log = options.log
  }

  /**
   * Resolves when the submission is stored for good: `stored` when it was new, `known` when the same one had been
   * stored before.
   *
   * @throws {BusyError} when the queue is full, when the store fails, or while draining: nothing is stored then, and
   *   sending the same submission again is safe
   * @throws {InvalidInputError} when the store finds that this submission breaks a rule
   */
  submit(submission: Submission): Promise<RecordOutcome> {
    if (this.#isDraining) return Promise.reject(new BusyError('the intake is closing', 5))
    if (this.#queue.length + this.#inStore >= this.#queueLimit) {
      if (!this.#isFull) this.#log.warn({ limit: this.#queueLimit }, 'the intake queue is full: forms are turned away')
      this.#isFull = true
      return Promise.reject(new BusyError('the intake queue is full'))
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ submission, resolve, reject })
      this.#schedule()
    })
  }

  /** Takes nothing new from now on, and resolves when all that waited is settled. */
  async drain(): Promise<void> {
    this.#isDraining = true
    if (this.#queue.length + this.#inStore === 0) return
    await new Promise<void>((resolve) => this.#whenEmpty.push(resolve))
  }

  #schedule(): void {
    if (this.#isScheduled || this.#inStore > 0) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      void this.#storeGroup()
    })
  }

  async #storeGroup(): Promise<void> {
    const group = this.#queue.length <= LARGEST_GROUP ? this.#queue : this.#queue.slice(0, LARGEST_GROUP)
    this.#queue = this.#queue.slice(group.length)
    this.#inStore = group.length
    await this.#settle(group)
    this.#inStore = 0
    this.#isFull = false
    if (this.#queue.length > 0) {
      this.#schedule()
      return
    }
    for (const resolve of this.#whenEmpty) resolve()
    this.#whenEmpty = []
  }

  async #settle(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#store.record(group.map(({ submission }) => submission))
      for (const [i, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[i]
        if (outcome) resolve(outcome)
        else reject(new Error(`the store settled ${outcomes.length} of ${group.length} submissions`))
      }
    } catch (error) {
      if (!(error instanceof InvalidInputError)) {
        this.#refuse(group, error)
        return
      }
      if (group.length === 1) {
        for (const { reject } of group) reject(error)
        return
      }
      // One submission that breaks a rule must not sink the others of its group: halve until it stands alone.
      const middle = group.length >> 1
      await this.#settle(group.slice(0, middle))
      await this.#settle(group.slice(middle))
    }
  }

  #refuse(group: readonly Waiting[], error: unknown): void {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#log.error({ error: reason, submissions: group.length }, 'the store did not take a group of answers')
    for (const { reject } of group) reject(new BusyError('the store failed', 5))
  }
}
