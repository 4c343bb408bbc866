import type { SentCommand } from './message-reader.ts'

/** What one transaction of a group of answers wrote, as BSON. */
export interface RecordedGroup {
  readonly responses: readonly Buffer[]
  /** Changes of tally documents, as the `updates` of a command. */
  readonly tallies: readonly Buffer[]
  /** Comments that were put beside the answers, as the `updates` of a command. */
  readonly comments: readonly Buffer[]
}

const WRITES = { 'insert response': 'responses', 'update tally': 'tallies', 'update comment': 'comments' } as const

/** Keeps the groups of answers that a platform commits. Those that make a new tally document are left out. */
export class GroupRecorder {
  readonly groups: RecordedGroup[] = []
  readonly #open = new Map<string, Record<keyof RecordedGroup, Buffer[]>>()

  note({ name, on, transaction, parts }: SentCommand): void {
    if (transaction === '') return
    if (name === 'commitTransaction') {
      const group = this.#open.get(transaction)
      this.#open.delete(transaction)
      if (group && group.responses.length > 0 && group.tallies.length > 0) this.groups.push(group)
      return
    }
    const what = WRITES[`${name} ${String(on)}` as keyof typeof WRITES] as keyof RecordedGroup | undefined
    if (what === undefined) {
      this.#open.delete(transaction)
      return
    }
    const group = this.#open.get(transaction) ?? { responses: [], tallies: [], comments: [] }
    this.#open.set(transaction, group)
    group[what].push(...parts)
  }
}
