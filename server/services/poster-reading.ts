import type { Agency } from '../domain/agency.ts'
import type { LocalDay } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import { isInUse, type ProcedureField, type PublicCode, type ServicePoint } from '../domain/service-point.ts'
import type { Words } from '../domain/words.ts'
import type { CurrentDirectory } from './directory-service.ts'
import { byPlaceAndMeaning } from './poster-order.ts'

/** What is printed for one public code and put up at its counter. */
export interface Poster {
  readonly code: PublicCode
  readonly point: ServicePoint
  readonly agency: Agency
  readonly field: ProcedureField
  /** What the questionnaire is called that it opens. */
  readonly questionnaire: Words
  /** The address that the QR code holds: it opens the survey. */
  readonly surveyAddress: string
  /** The address at which the code can be typed. */
  readonly typingAddress: string
  /** False where the code was withdrawn: it must not be put up any more. */
  readonly isLive: boolean
}

/** Whose posters: those of an agency's own service points, or those of the agencies below it as well. */
export const REACHES = ['own', 'subtree'] as const
export type Reach = (typeof REACHES)[number]

/** Whether a code is printed with all the others: a tablet's code on the wall would count answers as the tablet's. */
export function isPutUp({ channel }: PublicCode): boolean {
  return channel === 'qr'
}

/** The posters of one reading of the directory, on one day. */
export class CurrentPosters {
  readonly directory: Directory
  readonly #questionnaires: ReadonlyMap<string, Words>
  readonly #today: LocalDay
  readonly #publicUrl: string

  constructor({ directory, questionnaires }: CurrentDirectory, today: LocalDay, publicUrl: string) {
    this.directory = directory
    this.#questionnaires = new Map([...questionnaires.values()].map(({ key, names }) => [key, names]))
    this.#today = today
    this.#publicUrl = publicUrl
  }

  /** Null where there is no such code, or the directory lacks what it points to. */
  find(publicCode: string): Poster | null {
    const code = this.directory.code(publicCode)
    return code && this.#poster(code)
  }

  /** All posters of a reach, withdrawn codes included, by agency, point, field and step. */
  within(agency: Agency, reach: Reach): Poster[] {
    return this.#codesWithin(agency, reach)
      .flatMap((code) => this.#poster(code) ?? [])
      .sort(byPlaceAndMeaning)
  }

  /** How many posters of a reach are printed with all the others. */
  countPutUp(agency: Agency, reach: Reach): number {
    return this.#codesWithin(agency, reach).filter((code) => isInUse(code, this.#today) && isPutUp(code)).length
  }

  /** Those agencies that exist today. */
  existing(agencies: readonly Agency[]): readonly Agency[] {
    return agencies.filter(({ validTo }) => validTo === null || this.#today < validTo)
  }

  #codesWithin(agency: Agency, reach: Reach): readonly PublicCode[] {
    const below = reach === 'own' ? [] : this.existing(this.directory.subtree(agency.code).slice(1))
    return [agency, ...below]
      .flatMap(({ code }) => this.directory.pointsOf(code))
      .flatMap(({ id }) => this.directory.codesOf(id))
  }

  #poster(code: PublicCode): Poster | null {
    const point = this.directory.point(code.point)
    const agency = point && this.directory.agency(point.agency)
    const field = this.directory.field(code.field)
    if (!point || !agency || !field) return null
    const typingAddress = `${this.#publicUrl}/s`
    return {
      code,
      point,
      agency,
      field,
      questionnaire: this.#questionnaires.get(code.questionnaire) ?? { vi: code.questionnaire },
      typingAddress,
      surveyAddress: `${typingAddress}/${code.code}`,
      isLive: isInUse(code, this.#today),
    }
  }
}
