import { Directory } from '../domain/directory.ts'
import { StoreUnavailableError } from '../domain/errors.ts'
import { questionnaireId, type Questionnaire, type QuestionnaireId } from '../domain/questionnaire.ts'
import type { Storage } from '../storage/port.ts'

/** Keeps the directory and the questionnaires at hand and renews them soon after anyone changed them. */
export class DirectoryService {
  readonly #storage: Pick<Storage, 'directory' | 'questionnaires'>
  readonly #now: () => Date
  #checkedAt = Number.NEGATIVE_INFINITY
  #version = Number.NaN
  #current: Promise<CurrentDirectory> | null = null
  #atHand: CurrentDirectory | null = null

  constructor(storage: Pick<Storage, 'directory' | 'questionnaires'>, now: () => Date) {
    this.#storage = storage
    this.#now = now
  }

  /**
   * What exists, at most one second old; older only while the store cannot be reached, so that forms can still be read.
   * The same object as long as nothing changed.
   */
  async current(): Promise<CurrentDirectory> {
    const at = this.#now().getTime()
    if (this.#current && Math.abs(at - this.#checkedAt) < FRESH_MS) return this.#current
    this.#checkedAt = at
    const version = await this.#latestVersion()
    if (!this.#current || version !== this.#version) {
      this.#version = version
      this.#current = this.#load(version)
      this.#current.catch(() => {
        this.#current = null
      })
    }
    return this.#current
  }

  /** The same, looked up now: for those who have just changed it, or are about to. */
  latest(): Promise<CurrentDirectory> {
    this.#checkedAt = Number.NEGATIVE_INFINITY
    return this.current()
  }

  async #latestVersion(): Promise<number> {
    try {
      return await this.#storage.directory.version()
    } catch (error) {
      if (error instanceof StoreUnavailableError && this.#current) return this.#version
      throw error
    }
  }

  /** The same without waiting, for those who ask thousands of times a second; null where it is to be looked up anew. */
  atHand(now: Date): CurrentDirectory | null {
    return Math.abs(now.getTime() - this.#checkedAt) < FRESH_MS ? this.#atHand : null
  }

  async #load(version: number): Promise<CurrentDirectory> {
    const [records, questionnaires] = await Promise.all([
      this.#storage.directory.load(),
      this.#storage.questionnaires.all(),
    ])
    const loaded: CurrentDirectory = {
      version,
      directory: new Directory(records),
      questionnaires: new Map(questionnaires.map((one) => [questionnaireId(one), one])),
    }
    // Of two loads at once, the one that was asked for last counts.
    if (version === this.#version) this.#atHand = loaded
    return loaded
  }
}

/** One consistent reading of the directory with the published questionnaires. */
export interface CurrentDirectory {
  readonly version: number
  readonly directory: Directory
  readonly questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>
}

const FRESH_MS = 1000
