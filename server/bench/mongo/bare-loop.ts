import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Round } from '../side.ts'
import type { RecordedGroup } from './group-recorder.ts'

/** What the loop is to commit, and where. */
export interface BareJob {
  /** Address of the database that the groups were recorded in. */
  readonly source: string
  /** Address of a database with the same layout and no answers. */
  readonly target: string
  readonly groups: readonly RecordedGroup[]
}

/** How long one round of the loop lasts. */
export interface BareRound {
  readonly durationMs: number
}

const PATIENCE_MS = 30_000

/**
 * What a platform's intake is held against: the driver and nothing else, in a process of its own, commits groups that
 * the platform has committed, under new ids, one after the other as the platform does.
 */
export class BareLoop {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  /** @throws {Error} when it cannot read the source or reach the target */
  static async start(job: BareJob): Promise<BareLoop> {
    const child = fork(join(import.meta.dirname, 'bare-loop-child.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    })
    const loop = new BareLoop(child)
    await loop.#ask(job, PATIENCE_MS)
    return loop
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Commits one group after the other for so long. */
  async run(durationMs: number): Promise<Round> {
    return (await this.#ask({ durationMs } satisfies BareRound, durationMs + PATIENCE_MS)) as Round
  }

  stop(): void {
    this.#child.kill('SIGKILL')
  }

  async #ask(message: BareJob | BareRound, patienceMs: number): Promise<unknown> {
    this.#child.send(message)
    const signal = AbortSignal.timeout(patienceMs)
    const [answer] = (await once(this.#child, 'message', { signal })) as [{ done?: unknown; error?: string }]
    if (answer.error !== undefined) throw new Error(`the bare loop failed: ${answer.error}`)
    return answer.done
  }
}
