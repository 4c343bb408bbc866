import { AGENCY_LEVELS, type Agency, type AgencyLevel } from '../domain/agency.ts'
import type { LocalDay } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import { withoutMarks } from '../domain/plain-text.ts'

/** The agencies that exist, by level and name, to be found by their names. */
export class PublicDirectory {
  readonly #byLevel: ReadonlyMap<AgencyLevel, readonly Agency[]>
  readonly #searched: ReadonlyMap<Agency, string>

  constructor({ agencies }: Directory, today: LocalDay) {
    const { compare } = new Intl.Collator('vi')
    const living = agencies
      .filter(({ validFrom, validTo }) => (validFrom ?? today) <= today && (validTo === null || validTo > today))
      .sort((a, b) => compare(a.names.vi, b.names.vi))
    this.#byLevel = Map.groupBy(living, ({ level }) => level)
    this.#searched = new Map(living.map((one) => [one, Object.values(one.names).map(withoutMarks).join(' ')]))
  }

  /** The agencies of each level whose names have all of these words, with or without marks; levels without any are left out. */
  find(search: string): readonly { readonly level: AgencyLevel; readonly agencies: readonly Agency[] }[] {
    const words = withoutMarks(search).split(' ').filter(Boolean)
    const isFound = (agency: Agency): boolean =>
      words.every((word) => this.#searched.get(agency)?.includes(word) ?? false)
    return AGENCY_LEVELS.flatMap((level) => {
      const agencies = this.#byLevel.get(level)?.filter(isFound) ?? []
      return agencies.length === 0 ? [] : [{ level, agencies }]
    })
  }
}
