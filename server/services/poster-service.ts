import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { localDay, type LocalDay } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import { NotFoundError } from '../domain/errors.ts'
import { STEPS, type ProcedureField, type PublicCode, type ServicePoint } from '../domain/service-point.ts'
import { agencySeenBy } from './access.ts'
import type { DirectoryService } from './directory-service.ts'

/** What is printed for one public code and put up at its counter. */
export interface Poster {
  readonly code: PublicCode
  readonly point: ServicePoint
  readonly agency: Agency
  readonly field: ProcedureField
  /** The address that the QR code holds: it opens the survey. */
  readonly surveyAddress: string
  /** The address at which the code can be typed. */
  readonly typingAddress: string
  /** False where the code was withdrawn: it must not be put up any more. */
  readonly isLive: boolean
}

/** The posters of one agency's own service points, and where those of the agencies below it are. */
export interface AgencyPosters {
  readonly agency: Agency
  /** Of live codes only; by point, field and step. */
  readonly posters: readonly Poster[]
  /** Agencies directly below that exist today. */
  readonly below: readonly Agency[]
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
  async ofCode(viewer: Viewer, code: string): Promise<Poster> {
    const { directory } = await this.#directory.current()
    const publicCode = directory.code(code)
    const point = publicCode && directory.point(publicCode.point)
    if (!point) throw new NotFoundError('public code', code)
    return this.#poster(directory, agencySeenBy(viewer, directory, point.agency), point, publicCode)
  }

  /** @throws {NotFoundError | ForbiddenError} when no agency has this code, or the viewer may not see it */
  async ofAgency(viewer: Viewer, agencyCode: string): Promise<AgencyPosters> {
    const { directory } = await this.#directory.current()
    const agency = agencySeenBy(viewer, directory, agencyCode)
    const today = this.#today()
    const posters = directory
      .pointsOf(agencyCode)
      .flatMap((point) => directory.codesOf(point.id).map((code) => this.#poster(directory, agency, point, code)))
      .filter(({ isLive }) => isLive)
      .sort(byPointFieldAndStep)
    const below = directory.children(agencyCode).filter(({ validTo }) => validTo === null || today < validTo)
    return { agency, posters, below }
  }

  #poster(directory: Directory, agency: Agency, point: ServicePoint, code: PublicCode): Poster {
    const field = directory.field(code.field)
    if (!field) throw new NotFoundError('procedure field', code.field)
    const typingAddress = `${this.#config.publicUrl}/s`
    return {
      code,
      point,
      agency,
      field,
      typingAddress,
      surveyAddress: `${typingAddress}/${code.code}`,
      isLive: code.withdrawnOn === null || this.#today() < code.withdrawnOn,
    }
  }

  #today(): LocalDay {
    return localDay(this.#now(), this.#config.timeZone)
  }
}

function byPointFieldAndStep(a: Poster, b: Poster): number {
  return (
    a.point.id.localeCompare(b.point.id) ||
    a.field.code.localeCompare(b.field.code) ||
    STEPS.indexOf(a.code.step) - STEPS.indexOf(b.code.step)
  )
}
