import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import type { Directory } from '../domain/directory.ts'
import { ConflictError, NotFoundError } from '../domain/errors.ts'
import type { ReferenceValue } from '../domain/reference-value.ts'
import type { Logger } from '../log.ts'
import type { Storage } from '../storage/port.ts'
import { assertAdministrator, isAdministrator, maySee } from './access.ts'
import type { AgencyYears } from './agency-years.ts'
import type { DashboardService } from './dashboard-service.ts'
import type { DirectoryService } from './directory-service.ts'

/** What others published about an agency, and beside it what the platform's own answers say. */
export interface AgencyReferences {
  /** Null where no agency stands for the province. */
  readonly agency: Agency | null
  /** Whether it stands for the province, so that figures without an agency are here too. */
  readonly isProvince: boolean
  readonly references: readonly ReferenceValue[]
  /** Further agencies below the province: those with figures, with how many there are, and those of the viewer. */
  readonly others: readonly { readonly agency: Agency; readonly references: number }[]
  /** Null where the viewer may not see the agency's answers, or there is no agency. */
  readonly years: AgencyYears | null
  /** Whether the viewer may enter and correct figures. */
  readonly mayEnter: boolean
}

/** Shows what others published beside the platform's own figures, never joined with them, and lets it be entered. */
export class ReferenceService {
  readonly #storage: Pick<Storage, 'directory' | 'audit'>
  readonly #directory: DirectoryService
  readonly #dashboard: Pick<DashboardService, 'years'>
  readonly #log: Logger
  readonly #now: () => Date

  constructor(parts: {
    storage: Pick<Storage, 'directory' | 'audit'>
    directory: DirectoryService
    dashboard: Pick<DashboardService, 'years'>
    log: Logger
    now: () => Date
  }) {
    this.#storage = parts.storage
    this.#directory = parts.directory
    this.#dashboard = parts.dashboard
    this.#log = parts.log
    this.#now = parts.now
  }

  /**
   * Figures of others are published, so that everyone of the staff may read them; the platform's own of an agency are
   * for those who may see it.
   *
   * @param agencyCode null for the agency that stands for the province
   * @param questionnaire of the platform's own figures; null for the one that was answered last
   * @throws {NotFoundError} when there is no such agency or questionnaire
   */
  async ofAgency(viewer: Viewer, agencyCode: string | null, questionnaire: string | null): Promise<AgencyReferences> {
    // Who has just entered a figure is led here to see it.
    const { directory } = await this.#directory.latest()
    const province = provinceOf(directory)
    const agency = agencyCode === null ? province : directory.agency(agencyCode)
    if (agencyCode !== null && !agency) throw new NotFoundError('agency', agencyCode)
    const isProvince = agency === province
    const mayRead = agency !== null && maySee(viewer, directory, agency.code)
    return {
      agency,
      isProvince,
      references: directory.references.filter((one) =>
        one.agency === null ? isProvince : one.agency === agency?.code,
      ),
      others: othersThan([agency, province], viewer, directory),
      years: mayRead ? await this.#dashboard.years(viewer, agency.code, questionnaire) : null,
      mayEnter: isAdministrator(viewer),
    }
  }

  /**
   * What a figure can be entered about, and what was entered before.
   *
   * @throws {ForbiddenError} when the viewer is no administrator
   */
  async ground(viewer: Viewer): Promise<Directory> {
    assertAdministrator(viewer)
    return (await this.#directory.latest()).directory
  }

  /**
   * Enters a figure, or corrects the one of the same series, year and agency, and puts down in the audit who did it.
   *
   * @param known the {@link referenceMark} of what the viewer knows to stand there; empty for nothing
   * @returns null when it is stored; otherwise what stands there and the viewer did not know of, which was left alone
   * @throws {ForbiddenError} when the viewer is no administrator
   * @throws {NotFoundError} when there is no such agency
   */
  async save(viewer: Viewer, value: ReferenceValue, known: string): Promise<ReferenceValue | null> {
    assertAdministrator(viewer)
    for (let attempt = 1; ; attempt++) {
      const { directory, version } = await this.#directory.latest()
      if (value.agency !== null && !directory.agency(value.agency)) throw new NotFoundError('agency', value.agency)
      const stored = referenceIn(directory, value)
      if (isDeepStrictEqual(stored, value)) return null
      if (stored && referenceMark(stored) !== known) return stored
      try {
        await this.#storage.directory.apply({ references: [value] }, version)
      } catch (error) {
        if (error instanceof ConflictError && attempt < MOST_ATTEMPTS) continue
        throw error
      }
      await this.#putDown(viewer, value, stored)
      return null
    }
  }

  async #putDown(viewer: Viewer, reference: ReferenceValue, former: ReferenceValue | null): Promise<void> {
    const { series, year, agency, value, source } = reference
    this.#log.info({ by: viewer.id, agency, series, year }, 'reference changed')
    await this.#storage.audit.append({
      at: this.#now(),
      account: viewer.id,
      act: 'references.changed',
      agency,
      details: {
        series,
        year: String(year),
        value,
        source,
        ...(former ? { formerValue: former.value, formerSource: former.source } : {}),
      },
    })
  }
}

/** Changes to the directory are seldom; so many in a row between reading and storing are not met. */
const MOST_ATTEMPTS = 10

/** A short text that differs where value or source differ, so that a form can say which figure it was made for. */
export function referenceMark({ value, source }: Pick<ReferenceValue, 'value' | 'source'>): string {
  return createHash('sha256')
    .update(JSON.stringify([value, source]))
    .digest('hex')
    .slice(0, 16)
}

/** The stored figure of a series, year and agency; null where there is none. */
export function referenceIn(
  { references }: Pick<Directory, 'references'>,
  { series, year, agency }: Pick<ReferenceValue, 'series' | 'year' | 'agency'>,
): ReferenceValue | null {
  return references.find((one) => one.series === series && one.year === year && one.agency === agency) ?? null
}

/** The living agency of level `province` at the root, the first by code where there are several; null without one. */
function provinceOf(directory: Directory): Agency | null {
  return directory.children(null).find(({ level, validTo }) => level === 'province' && validTo === null) ?? null
}

function othersThan(
  these: readonly (Agency | null)[],
  viewer: Viewer,
  directory: Directory,
): AgencyReferences['others'] {
  const counts = new Map<string, number>()
  for (const { agency: of } of viewer.grants) if (of !== null) counts.set(of, 0)
  for (const { agency: of } of directory.references) if (of !== null) counts.set(of, (counts.get(of) ?? 0) + 1)
  return [...counts].flatMap(([code, references]) => {
    const other = directory.agency(code)
    return other && !these.includes(other) ? [{ agency: other, references }] : []
  })
}
