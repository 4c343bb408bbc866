import type { ClientSession } from 'mongoose'
import type { Models } from './models.ts'

/** The few whole numbers of which a store holds one each. */
export const SETTINGS = ['directory-version', 'tally-repairs', 'restoring'] as const
export type Setting = (typeof SETTINGS)[number]

export class Settings {
  readonly #model: Models['setting']

  constructor({ setting }: Pick<Models, 'setting'>) {
    this.#model = setting
  }

  /** @throws {Error} when the store has lost one of them */
  async all(session: ClientSession | null = null): Promise<Readonly<Record<Setting, number>>> {
    const found = await this.#model.find({}).session(session).lean()
    const values = new Map(found.map(({ _id, value }) => [_id, value]))
    const one = (name: Setting): number => {
      const value = values.get(name)
      if (value === undefined) throw new Error(`the store is damaged: it has lost its ${name}`)
      return value
    }
    return {
      'directory-version': one('directory-version'),
      'tally-repairs': one('tally-repairs'),
      restoring: one('restoring'),
    }
  }

  /** Only within a write. Whether it was changed: not where it is not `from` any more. */
  async move(name: Setting, from: number, to: number, session: ClientSession): Promise<boolean> {
    const { matchedCount } = await this.#model.updateOne(
      { _id: name, value: from },
      { $set: { value: to } },
      { session },
    )
    return matchedCount === 1
  }

  /** Only within a write. */
  async increase(name: Setting, session: ClientSession): Promise<void> {
    await this.#model.updateOne({ _id: name }, { $inc: { value: 1 } }, { session })
  }
}
