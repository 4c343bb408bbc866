import type { ClientSession, Connection } from 'mongoose'
import { setTimeout as delay } from 'node:timers/promises'
import { Availability, type DatabaseLog } from './availability.ts'
import { createConnection, openConnection } from './connect.ts'
import { createModels, type Models } from './models.ts'
import { withinTime } from './time-limit.ts'
import { endSession, runTransaction, type Attempt, type SessionSource } from './transaction.ts'
import { inTermsOfThePort, isConflict, isOutage, isWrongCredentials } from './trouble.ts'

/** A session that sees one instant. */
export interface View {
  readonly session: ClientSession
  close(): Promise<void>
}

/**
 * The connection to the database, whether it is there or not: work is refused while it is away, and goes on when it
 * is back.
 */
export class MongoDatabase {
  readonly connection: Connection
  readonly models: Models
  readonly #log: DatabaseLog | null
  readonly #availability: Availability
  readonly #writeListeners: (() => Promise<void>)[] = []
  readonly #closeListeners: (() => Promise<void>)[] = []
  readonly #closing = new AbortController()
  readonly #sessions: SessionSource = { take: () => this.connection.startSession(), giveBack: endSession }
  #trying: Promise<void> = Promise.resolve()
  #running = 0
  #whenIdle: (() => void) | null = null
  #closed: Promise<void> | null = null
  /** When, on the clock that all members share, this process last wrote. */
  #lastWrite: ClientSession['operationTime'] = undefined
  #writes = 0
  #retries = 0

  constructor(log: DatabaseLog | null) {
    this.#log = log
    this.#availability = new Availability(log)
    this.connection = createConnection()
    this.models = createModels(this.connection)
  }

  /**
   * Opens the connection. Where no server answers it resolves all the same, and goes on trying in the background.
   *
   * @param prepare brings the store in order once a server was reached, before anything else may be asked
   * @throws {Error} when the server answers and the store cannot be used; it is closed then
   */
  async open(uri: string, prepare: () => Promise<void>): Promise<void> {
    try {
      await this.#reach(uri, prepare)
    } catch (error) {
      if (isWrongCredentials(error) || !isOutage(error)) {
        await this.close()
        throw error
      }
      this.#availability.noteObstacle(error)
      this.#trying = this.#keepTrying(uri, prepare)
    }
  }

  /** How many transactions were committed, and how many tries besides were undone and made again. */
  get transactions(): { readonly writes: number; readonly retries: number } {
    return { writes: this.#writes, retries: this.#retries }
  }

  /** Registers what has to be asked beside every write before it is kept; it may throw to refuse the write. */
  onWrite(listener: () => Promise<void>): void {
    this.#writeListeners.push(listener)
  }

  onClose(listener: () => Promise<void>): void {
    this.#closeListeners.push(listener)
  }

  /** Asks the primary whether it is there. */
  ping(): Promise<void> {
    return this.read(async () => {
      await this.connection.getClient().db().command({ ping: 1 }, { readPreference: 'primary' })
    })
  }

  /**
   * Runs queries.
   *
   * @param limitMs how long they may take
   */
  async read<T>(work: () => Promise<T>, limitMs = SHORT_MS): Promise<T> {
    this.#begin()
    try {
      const result = await withinTime(limitMs, work())
      this.#availability.noteAnswer()
      return result
    } catch (error) {
      throw this.thrown(error)
    } finally {
      this.#end()
    }
  }

  /** Makes changes of one document each, which no transaction is needed for. */
  change<T>(work: () => Promise<T>): Promise<T> {
    return this.read(async () => {
      await this.#askListeners()
      return work()
    })
  }

  /**
   * Runs a change as one transaction, again where others were in the way.
   *
   * @param work may be called several times; what it noted in memory the time before was not kept
   * @param isRepeatable whether it finds out by itself what a try of unknown outcome has left
   * @param sessions where the sessions come from, if not from all those of this connection
   */
  write<T>(
    work: (attempt: Attempt) => Promise<T>,
    { isRepeatable = false, sessions = this.#sessions }: { isRepeatable?: boolean; sessions?: SessionSource } = {},
  ): Promise<T> {
    return this.read(async () => {
      const result = await runTransaction(
        sessions,
        async (attempt) => {
          await this.#askListeners()
          return work(attempt)
        },
        {
          patienceMs: WRITE_PATIENCE_MS,
          isRepeatable,
          onRetry: () => {
            this.#retries++
          },
          onCommit: ({ operationTime }) => {
            this.#lastWrite = operationTime
          },
        },
      )
      this.#writes++
      return result
    }, LONG_MS)
  }

  /** Runs queries that must see the same instant, and see it whole: for what takes less than a minute. */
  view<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    return this.read(async () => {
      for (let number = 1; ; number++) {
        const session = await this.connection.startSession()
        try {
          session.startTransaction({ readConcern: { level: 'snapshot' }, readPreference: 'primary' })
          return await work(session)
        } catch (error) {
          if (!(isConflict(error) || isOutage(error)) || number >= MOST_VIEWS) throw error
        } finally {
          await endSession(session)
        }
      }
    }, LONG_MS)
  }

  /**
   * Runs queries that may be answered by a member which is a little behind, though never behind this process's own
   * writes.
   */
  readNearby<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    return this.read(async () => {
      const session = await this.connection.startSession({ causalConsistency: true })
      try {
        if (this.#lastWrite) session.advanceOperationTime(this.#lastWrite)
        return await work(session)
      } finally {
        await endSession(session)
      }
    })
  }

  /** A session for long readings, whose queries all see the instant of the first. It must be closed. */
  async openView(): Promise<View> {
    this.#begin()
    try {
      const session = await this.connection.startSession({ snapshot: true })
      let isOpen = true
      return {
        session,
        close: async () => {
          if (!isOpen) return
          isOpen = false
          await session.endSession()
          this.#end()
        },
      }
    } catch (error) {
      this.#end()
      throw this.thrown(error)
    }
  }

  /** An error that was met here, as it is to be thrown. */
  thrown(error: unknown): unknown {
    this.#availability.noteTrouble(error)
    return inTermsOfThePort(error)
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    this.#closing.abort()
    await this.#trying
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve
      })
    }
    for (const listener of this.#closeListeners) await listener()
    await this.connection.close()
    if (this.#writes > 0) this.#log?.info(this.transactions, 'closed the database')
  }

  async #reach(uri: string, prepare: () => Promise<void>): Promise<void> {
    await openConnection(this.connection, uri)
    await prepare()
    this.#availability.open()
  }

  /** Until the store was reached and found in order, or this is closed. */
  async #keepTrying(uri: string, prepare: () => Promise<void>): Promise<void> {
    while (await this.#stayedOpenFor(REACH_AGAIN_MS)) {
      try {
        await this.#reach(uri, prepare)
        this.#availability.noteAnswer()
        return
      } catch (error) {
        this.#availability.noteObstacle(error)
      }
    }
  }

  /** Waits, or learns at once that this is being closed. */
  async #stayedOpenFor(ms: number): Promise<boolean> {
    const { signal } = this.#closing
    await delay(ms, undefined, { signal }).catch(() => undefined)
    return !signal.aborted
  }

  #begin(): void {
    if (this.#closed) throw new Error('the store is closed')
    this.#availability.assertUsable()
    this.#running++
  }

  #end(): void {
    this.#running--
    if (this.#running === 0) this.#whenIdle?.()
  }

  async #askListeners(): Promise<void> {
    for (const listener of this.#writeListeners) await listener()
  }
}

/** What a page asks is answered within this time, or not at all. */
const SHORT_MS = 15_000
/** What counts or changes much may take as long; its single steps have limits of their own. */
export const LONG_MS = 10 * 60_000
/** How long a write waits for a new primary, or for those who are in its way; longer than anyone holds a dead one's place. */
const WRITE_PATIENCE_MS = 10_000
const REACH_AGAIN_MS = 1000
const MOST_VIEWS = 5
