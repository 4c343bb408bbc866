import type { Agency } from './agency.ts'
import type { LocalDay } from './calendar.ts'
import type { ReferenceValue } from './reference-value.ts'
import type { ProcedureField, PublicCode, ServicePoint } from './service-point.ts'
import type { Target } from './target.ts'

/**
 * The agencies, points, codes, fields, targets and figures of others of the province at one moment, with every way to
 * look them up.
 */
export class Directory {
  readonly agencies: readonly Agency[]
  readonly points: readonly ServicePoint[]
  readonly codes: readonly PublicCode[]
  readonly fields: readonly ProcedureField[]
  readonly targets: readonly Target[]
  readonly references: readonly ReferenceValue[]
  readonly #agency: ReadonlyMap<string, Agency>
  readonly #point: ReadonlyMap<string, ServicePoint>
  readonly #code: ReadonlyMap<string, PublicCode>
  readonly #field: ReadonlyMap<string, ProcedureField>
  readonly #children: ReadonlyMap<string | null, readonly Agency[]>
  readonly #predecessors: ReadonlyMap<string | null, readonly Agency[]>
  readonly #pointsOf: ReadonlyMap<string, readonly ServicePoint[]>
  readonly #codesOf: ReadonlyMap<string, readonly PublicCode[]>
  /** By instrument, then by the agency that they were set for. */
  readonly #targetsOf: ReadonlyMap<string, ReadonlyMap<string | null, readonly Target[]>>

  constructor(records: {
    readonly agencies: readonly Agency[]
    readonly points: readonly ServicePoint[]
    readonly codes: readonly PublicCode[]
    readonly fields: readonly ProcedureField[]
    readonly targets: readonly Target[]
    readonly references: readonly ReferenceValue[]
  }) {
    this.agencies = records.agencies
    this.points = records.points
    this.codes = records.codes
    this.fields = records.fields
    this.targets = records.targets
    this.references = records.references
    this.#agency = new Map(records.agencies.map((agency) => [agency.code, agency]))
    this.#point = new Map(records.points.map((point) => [point.id, point]))
    this.#code = new Map(records.codes.map((code) => [code.code, code]))
    this.#field = new Map(records.fields.map((field) => [field.code, field]))
    this.#children = Map.groupBy(records.agencies, ({ parent }) => parent)
    this.#predecessors = Map.groupBy(records.agencies, ({ successor }) => successor)
    this.#pointsOf = Map.groupBy(records.points, ({ agency }) => agency)
    this.#codesOf = Map.groupBy(records.codes, ({ point }) => point)
    const targets = Map.groupBy(records.targets, ({ instrument }) => instrument)
    this.#targetsOf = new Map([...targets].map(([of, own]) => [of, Map.groupBy(own, ({ agency }) => agency)]))
  }

  agency(code: string): Agency | null {
    return this.#agency.get(code) ?? null
  }

  point(id: string): ServicePoint | null {
    return this.#point.get(id) ?? null
  }

  /** Withdrawn codes are found too. */
  code(code: string): PublicCode | null {
    return this.#code.get(code) ?? null
  }

  field(code: string): ProcedureField | null {
    return this.#field.get(code) ?? null
  }

  /** Agencies directly below; the roots for null. */
  children(code: string | null): readonly Agency[] {
    return this.#children.get(code) ?? []
  }

  /** Agencies whose work this one took over, directly. */
  predecessors(code: string): readonly Agency[] {
    return this.#predecessors.get(code) ?? []
  }

  pointsOf(agency: string): readonly ServicePoint[] {
    return this.#pointsOf.get(agency) ?? []
  }

  codesOf(point: string): readonly PublicCode[] {
    return this.#codesOf.get(point) ?? []
  }

  /** The agency and everything below it, as the tree stands; each once. Unknown codes have none. */
  subtree(code: string): readonly Agency[] {
    const root = this.agency(code)
    if (!root) return []
    const found = new Set([root])
    for (const agency of found) for (const child of this.children(agency.code)) found.add(child)
    return [...found]
  }

  /** Whether `code` is `ancestor` or lies below it. */
  isWithin(code: string, ancestor: string): boolean {
    const seen = new Set<string>()
    for (let at: string | null = code; at !== null && !seen.has(at); at = this.agency(at)?.parent ?? null) {
      if (at === ancestor) return true
      seen.add(at)
    }
    return false
  }

  /**
   * Whose answers make up an agency's past: `as-it-is` its subtree with all that was merged into it, directly or
   * over several mergers; `as-it-was` its subtree without its predecessors.
   */
  lineage(code: string, view: Lineage): readonly Agency[] {
    const found = new Set(this.subtree(code))
    if (view === 'as-it-was') return [...found]
    for (const agency of found) {
      for (const former of this.predecessors(agency.code)) for (const part of this.subtree(former.code)) found.add(part)
    }
    return [...found]
  }

  /**
   * The target that binds an agency (and field) on a day: the one nearest to the agency on the way to the root, one
   * for the field before one for all fields, the latest where several remain. Null where none was set.
   */
  targetFor(instrument: string, agency: string, field: string | null, day: LocalDay): Target | null {
    const targetsOf = this.#targetsOf.get(instrument)
    if (!targetsOf) return null
    const way: (string | null)[] = []
    for (let at = this.agency(agency); at && !way.includes(at.code); at = at.parent ? this.agency(at.parent) : null) {
      way.push(at.code)
    }
    way.push(null)
    const fields = field === null ? [null] : [field, null]
    for (const scope of way) {
      const inForce = targetsOf.get(scope)?.filter(({ from, to }) => from <= day && (to === null || day < to)) ?? []
      for (const of of fields) {
        const found = inForce.filter((target) => target.field === of)
        const latest = found.reduce<Target | null>((best, next) => (best && best.from >= next.from ? best : next), null)
        if (latest) return latest
      }
    }
    return null
  }
}

/** Two ways to see an agency's past after mergers. */
export const LINEAGES = ['as-it-is', 'as-it-was'] as const
export type Lineage = (typeof LINEAGES)[number]
