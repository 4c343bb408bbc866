import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { localDay } from '../domain/calendar.ts'
import { ForbiddenError, NotFoundError } from '../domain/errors.ts'
import type { PublicCode } from '../domain/service-point.ts'
import { agencySeenBy, isAdministrator, mayChangeCodes } from './access.ts'
import type { DirectoryService } from './directory-service.ts'
import { CurrentPosters, isPutUp, type Poster, type Reach } from './poster-reading.ts'
import { byPlaceAndMeaning, latestFirst } from './poster-order.ts'

/** The poster of one code with its past. */
export interface PosterOfCode {
  readonly poster: Poster
  /** The codes whose place it took. */
  readonly inPlaceOf: readonly PublicCode[]
  /** Whether the viewer may withdraw and replace it. */
  readonly mayChange: boolean
}

/** More posters than this are too many for one print: the browser is slow to set them, and all others wait meanwhile. */
export const POSTERS_MOST = 500

/** Which posters of an agency are wanted: all of a reach, or certain codes. */
export type PosterChoice = Reach | readonly string[]

/** The posters of one agency, and where those of the agencies below it are. */
export interface AgencyPosters {
  readonly agency: Agency
  readonly reach: Reach
  /** Of the codes in use; by agency, point, field and step. */
  readonly posters: readonly Poster[]
  /** Of the codes that are no longer in use, those withdrawn last first. */
  readonly withdrawn: readonly Poster[]
  /** How many posters each reach prints as a whole. */
  readonly sizes: Readonly<Record<Reach, number>>
  /** Agencies directly below that exist today. */
  readonly below: readonly Agency[]
  /** Whether the viewer may withdraw and replace these codes. */
  readonly mayChange: boolean
  /** Whether the viewer may have further codes made. */
  readonly mayAdd: boolean
}

/** Why a code that was named is not printed: there is none, its agency lies elsewhere, it was withdrawn. */
export const REFUSALS = ['unknown', 'elsewhere', 'withdrawn'] as const

/** The posters that were chosen, and the codes that were refused. */
export interface ChosenPosters {
  readonly posters: readonly Poster[]
  readonly refused: readonly { readonly code: string; readonly why: (typeof REFUSALS)[number] }[]
}

/** Makes what is put up at the counters. */
export class PosterService {
  readonly #directory: DirectoryService
  readonly #config: Pick<Config, 'publicUrl' | 'timeZone'>
  readonly #now: () => Date

  constructor({
    directory,
    config,
    now,
  }: {
    directory: DirectoryService
    config: Pick<Config, 'publicUrl' | 'timeZone'>
    now: () => Date
  }) {
    this.#directory = directory
    this.#config = config
    this.#now = now
  }

  /**
   * The poster of a public code, withdrawn ones included.
   *
   * @param code eight signs without a hyphen
   * @throws {NotFoundError} when there is no such code
   * @throws {ForbiddenError} when the viewer may not see the agency of its service point
   */
  async ofCode(viewer: Viewer, code: string): Promise<PosterOfCode> {
    const posters = await this.#current()
    const poster = posters.find(code)
    if (!poster) throw new NotFoundError('public code', code)
    const { directory } = posters
    agencySeenBy(viewer, directory, poster.agency.code)
    return {
      poster,
      inPlaceOf: directory.codes.filter(({ replacedBy }) => replacedBy === code),
      mayChange: mayChangeCodes(viewer, directory, poster.agency.code),
    }
  }

  /** The same, for those who may withdraw and replace it. @throws {ForbiddenError} when the viewer may not */
  async changeable(viewer: Viewer, code: string): Promise<PosterOfCode> {
    const one = await this.ofCode(viewer, code)
    if (!one.mayChange) throw new ForbiddenError(`${viewer.name} may not change ${code}`)
    return one
  }

  /**
   * The posters of an agency; its own alone where those of its subtree are too many for a page.
   *
   * @throws {NotFoundError | ForbiddenError} when no agency has this code, or the viewer may not see it
   */
  async ofAgency(viewer: Viewer, agencyCode: string, wanted: Reach): Promise<AgencyPosters> {
    const posters = await this.#current()
    const { directory } = posters
    const agency = agencySeenBy(viewer, directory, agencyCode)
    const sizes = { own: posters.countPutUp(agency, 'own'), subtree: posters.countPutUp(agency, 'subtree') }
    const reach = sizes.subtree > POSTERS_MOST ? 'own' : wanted
    const found = Map.groupBy(posters.within(agency, reach), ({ isLive }) => isLive)
    return {
      agency,
      reach,
      posters: found.get(true) ?? [],
      withdrawn: (found.get(false) ?? []).sort(latestFirst),
      sizes,
      below: posters.existing(directory.children(agencyCode)),
      mayChange: mayChangeCodes(viewer, directory, agencyCode),
      mayAdd: isAdministrator(viewer),
    }
  }

  /**
   * The posters that are wanted, by agency, point, field and step, each once.
   *
   * A whole reach is what hangs on walls: codes of the channel `qr`. Those for tablets, slips and paper forms are
   * printed where they are named.
   *
   * @throws {NotFoundError | ForbiddenError} when no agency has this code, or the viewer may not see it or the agency
   *   of a code that is named
   */
  async choose(viewer: Viewer, agencyCode: string, choice: PosterChoice): Promise<ChosenPosters> {
    const posters = await this.#current()
    const { directory } = posters
    const agency = agencySeenBy(viewer, directory, agencyCode)
    if (typeof choice === 'string') {
      const whole = posters.within(agency, choice).filter(({ isLive, code }) => isLive && isPutUp(code))
      return { posters: whole, refused: [] }
    }
    const chosen: Poster[] = []
    const refused: ChosenPosters['refused'][number][] = []
    for (const code of new Set(choice)) {
      const poster = posters.find(code)
      if (poster) agencySeenBy(viewer, directory, poster.agency.code)
      if (!poster) refused.push({ code, why: 'unknown' })
      else if (!directory.isWithin(poster.agency.code, agencyCode)) refused.push({ code, why: 'elsewhere' })
      else if (!poster.isLive) refused.push({ code, why: 'withdrawn' })
      else chosen.push(poster)
    }
    return { posters: chosen.sort(byPlaceAndMeaning), refused }
  }

  async #current(): Promise<CurrentPosters> {
    const today = localDay(this.#now(), this.#config.timeZone)
    return new CurrentPosters(await this.#directory.latest(), today, this.#config.publicUrl)
  }
}
