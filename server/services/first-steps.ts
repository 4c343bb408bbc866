import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import { localDay, type LocalDay } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import { isInUse, type PublicCode } from '../domain/service-point.ts'
import type { Storage } from '../storage/port.ts'
import { agencySeenBy, isAdministrator } from './access.ts'
import type { DirectoryService } from './directory-service.ts'
import { isPutUp } from './poster-reading.ts'
import { responsesOf } from './shown-index.ts'

/** With so many responses an agency has found its way, and is told the first steps no more. */
export const ENOUGH_RESPONSES = 100

/** How far an agency has come on the way to its first answers, as far as the store knows it. */
export interface AgencyFirstSteps {
  readonly agencyCode: string
  /** Service points of the agency and those below it. */
  readonly points: number
  /** Public codes in use that are put up as posters there. */
  readonly codes: number
  /** One of them to try the survey with, at the return step where there is one; null where there is none. */
  readonly trialCode: string | null
  /** All responses at both steps, those of merged agencies included; fewer than {@link ENOUGH_RESPONSES}. */
  readonly responses: number
  /** Whether the viewer may have codes made. */
  readonly mayAdd: boolean
}

/** How far a new platform has come before its first answer. */
export interface PlatformFirstSteps {
  readonly agencies: number
  readonly points: number
  readonly targets: number
  /** Accounts that are no administrator's. */
  readonly accounts: number
}

/** Tells those who begin what to do next. */
export class FirstSteps {
  readonly #storage: Pick<Storage, 'tallies' | 'accounts'>
  readonly #directory: DirectoryService
  readonly #config: Pick<Config, 'timeZone'>
  readonly #now: () => Date
  /** Agencies that have enough responses: since none is ever removed, they need not be counted again. */
  readonly #arrived = new Set<string>()

  constructor({
    storage,
    directory,
    config,
    now,
  }: {
    storage: Pick<Storage, 'tallies' | 'accounts'>
    directory: DirectoryService
    config: Pick<Config, 'timeZone'>
    now: () => Date
  }) {
    this.#storage = storage
    this.#directory = directory
    this.#config = config
    this.#now = now
  }

  /**
   * Where an agency stands; null where it has enough responses.
   *
   * @throws {ForbiddenError | NotFoundError} when the viewer may not see this agency, or no agency has this code
   */
  async ofAgency(viewer: Viewer, agencyCode: string): Promise<AgencyFirstSteps | null> {
    const { directory } = await this.#directory.current()
    agencySeenBy(viewer, directory, agencyCode)
    if (this.#arrived.has(agencyCode)) return null
    const agencies = directory.lineage(agencyCode, 'as-it-is').map(({ code }) => code)
    const responses = await this.#responses(agencies)
    if (responses >= ENOUGH_RESPONSES) {
      this.#arrived.add(agencyCode)
      return null
    }
    const points = directory.subtree(agencyCode).flatMap(({ code }) => directory.pointsOf(code))
    const codes = postersOf(directory, points, localDay(this.#now(), this.#config.timeZone))
    const trial = codes.find(({ step }) => step === 'return') ?? codes[0]
    return {
      agencyCode,
      points: points.length,
      codes: codes.length,
      trialCode: trial?.code ?? null,
      responses,
      mayAdd: isAdministrator(viewer),
    }
  }

  /** Where the platform stands; null once anybody has answered, and for all but administrators. */
  async ofPlatform(viewer: Viewer): Promise<PlatformFirstSteps | null> {
    if (!isAdministrator(viewer)) return null
    const { directory } = await this.#directory.current()
    const [span, accounts] = await Promise.all([
      this.#storage.tallies.span(directory.agencies.map(({ code }) => code)),
      this.#storage.accounts.all(),
    ])
    if (span) return null
    return {
      agencies: directory.agencies.length,
      points: directory.points.length,
      targets: directory.targets.length,
      accounts: accounts.filter(({ grants }) => grants.every(({ role }) => role !== 'administrator')).length,
    }
  }

  /**
   * How many responses there are, or at least {@link ENOUGH_RESPONSES} where there are more. Looks at ever more months
   * at once, so that an agency with many responses is left after few cells, and one with few after few questions.
   */
  async #responses(agencies: readonly string[]): Promise<number> {
    const span = await this.#storage.tallies.span(agencies)
    let responses = 0
    for (let from = span?.first ?? 0, months = 1; span && from <= span.last; from += months, months *= 2) {
      const scope = { agencies, from, to: from + months, cuts: ['channel'] } as const
      for (const { tally } of await this.#storage.tallies.cells(scope)) responses += responsesOf(tally)
      if (responses >= ENOUGH_RESPONSES) break
    }
    return responses
  }
}

function postersOf(
  directory: Directory,
  points: readonly { readonly id: string }[],
  today: LocalDay,
): readonly PublicCode[] {
  return points.flatMap(({ id }) => directory.codesOf(id)).filter((code) => isPutUp(code) && isInUse(code, today))
}
