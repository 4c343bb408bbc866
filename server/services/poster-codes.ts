import { randomInt } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { localDay } from '../domain/calendar.ts'
import { CodeChanges, type CodeMeaning } from '../domain/code-changes.ts'
import type { Directory } from '../domain/directory.ts'
import { ConflictError, ForbiddenError, NotFoundError } from '../domain/errors.ts'
import { isInUse, type ProcedureField, type PublicCode, type ServicePoint } from '../domain/service-point.ts'
import type { Words } from '../domain/words.ts'
import type { Logger } from '../log.ts'
import type { Storage } from '../storage/port.ts'
import { agencySeenBy, assertAdministrator, mayChangeCodes } from './access.ts'
import type { DirectoryService } from './directory-service.ts'

/**
 * What becomes of a code: `withdraw` ends it, `replace` ends it and has another take its place, `succeed` makes the
 * other for one that has ended already.
 */
export const CODE_ACTS = ['replace', 'withdraw', 'succeed'] as const
export type CodeAct = (typeof CODE_ACTS)[number]

/** A code after somebody wanted it changed. */
export interface ChangedCode {
  readonly code: PublicCode
  /** False where somebody was first, so that nothing was changed now. */
  readonly isDone: boolean
}

/** What a new code can stand for. */
export interface NewCodesGround {
  readonly agency: Agency
  /** The agency's own. */
  readonly points: readonly ServicePoint[]
  readonly fields: readonly ProcedureField[]
  /** What each instrument is called, by its key. */
  readonly questionnaires: ReadonlyMap<string, Words>
}

/** Withdraws, replaces and adds public codes, and puts down in the audit who did it. */
export class PosterCodes {
  readonly #storage: Pick<Storage, 'directory' | 'audit'>
  readonly #directory: DirectoryService
  readonly #timeZone: string
  readonly #log: Logger
  readonly #now: () => Date

  constructor(parts: {
    storage: Pick<Storage, 'directory' | 'audit'>
    directory: DirectoryService
    config: Pick<Config, 'timeZone'>
    log: Logger
    now: () => Date
  }) {
    this.#storage = parts.storage
    this.#directory = parts.directory
    this.#timeZone = parts.config.timeZone
    this.#log = parts.log
    this.#now = parts.now
  }

  /**
   * Ends a code from today on, or gives one that has ended a successor. Of several who want it at once, one does it.
   *
   * @param code eight signs without a hyphen
   * @throws {NotFoundError} when there is no such code
   * @throws {ForbiddenError} when the viewer may not change it
   * @throws {ConflictError} when a successor is wanted for a code that is in use
   */
  async change(viewer: Viewer, code: string, act: CodeAct): Promise<ChangedCode> {
    const now = this.#now()
    const today = localDay(now, this.#timeZone)
    const { result, agency } = await this.#apply((directory) => {
      const { stored, agency } = changeableBy(viewer, directory, code)
      const changes = new CodeChanges(directory.codes, randomInt)
      const lives = isInUse(stored, today)
      if (act === 'succeed' && lives) throw new ConflictError(`${code} is in use`)
      if (act === 'succeed' ? stored.replacedBy !== null : !lives) {
        return { changes, agency, result: { code: stored, isDone: false } }
      }
      const ended = lives ? { ...stored, withdrawnOn: today } : stored
      return { changes, agency, result: { code: changes.withdraw(ended, act !== 'withdraw'), isDone: true } }
    })
    if (result.isDone) {
      const { replacedBy } = result.code
      await this.#putDown(viewer, now, agency, { change: act, code, ...(replacedBy === null ? {} : { replacedBy }) })
    }
    return result
  }

  /**
   * What codes of an agency's own points can stand for.
   *
   * @throws {ForbiddenError | NotFoundError} when the viewer is no administrator, or there is no such agency
   */
  async ground(viewer: Viewer, agencyCode: string): Promise<NewCodesGround> {
    assertAdministrator(viewer)
    const { directory, questionnaires } = await this.#directory.latest()
    const agency = agencySeenBy(viewer, directory, agencyCode)
    return {
      agency,
      points: directory.pointsOf(agencyCode),
      fields: directory.fields,
      questionnaires: new Map([...questionnaires.values()].map(({ key, names }) => [key, names])),
    }
  }

  /**
   * Makes the codes that points of an agency lack.
   *
   * @returns those that were made; none where all were there
   * @throws {ForbiddenError} when the viewer is no administrator
   * @throws {NotFoundError} when there is no such agency, or it has no such point
   */
  async add(viewer: Viewer, agencyCode: string, wanted: readonly CodeMeaning[]): Promise<readonly PublicCode[]> {
    assertAdministrator(viewer)
    const { result } = await this.#apply((directory) => {
      agencySeenBy(viewer, directory, agencyCode)
      const changes = new CodeChanges(directory.codes, randomInt)
      for (const meaning of wanted) {
        if (directory.point(meaning.point)?.agency !== agencyCode) throw new NotFoundError('point', meaning.point)
        changes.supply(meaning)
      }
      return { changes, result: changes.made }
    })
    if (result.length > 0) {
      const codes = result.map(({ code }) => code).join(' ')
      await this.#putDown(viewer, this.#now(), agencyCode, { change: 'add', codes })
    }
    return result
  }

  /** Works a change out from what is stored, and once more where somebody else changed that before it was stored. */
  async #apply<Plan extends { readonly changes: CodeChanges }>(plan: (directory: Directory) => Plan): Promise<Plan> {
    for (let attempt = 1; ; attempt++) {
      const { directory, version } = await this.#directory.latest()
      const planned = plan(directory)
      const codes = [...planned.changes.withdrawn, ...planned.changes.made]
      if (codes.length === 0) return planned
      try {
        await this.#storage.directory.apply({ codes }, version)
        return planned
      } catch (error) {
        if (!(error instanceof ConflictError) || attempt === MOST_ATTEMPTS) throw error
      }
    }
  }

  async #putDown(viewer: Viewer, at: Date, agency: string, details: Readonly<Record<string, string>>): Promise<void> {
    this.#log.info({ by: viewer.id, agency, ...details }, 'codes changed')
    await this.#storage.audit.append({ at, account: viewer.id, act: 'codes.changed', agency, details })
  }
}

/** Changes to the directory are seldom; so many in a row between reading and storing are not met. */
const MOST_ATTEMPTS = 10

/** @throws {NotFoundError | ForbiddenError} when there is no such code, or the viewer may not change it */
function changeableBy(viewer: Viewer, directory: Directory, code: string): { stored: PublicCode; agency: string } {
  const stored = directory.code(code)
  const point = stored && directory.point(stored.point)
  if (!point) throw new NotFoundError('public code', code)
  if (!mayChangeCodes(viewer, directory, point.agency))
    throw new ForbiddenError(`${viewer.name} may not change ${code}`)
  return { stored, agency: point.agency }
}
