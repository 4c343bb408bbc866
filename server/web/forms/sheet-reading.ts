import type { Problem } from '../../domain/errors.ts'
import { textOf } from './dashboard-query.ts'
import type { FormReading } from './form-reading.ts'
import { readCount, readParts, PARTS } from './typed-number.ts'

/** What was typed into a sheet, by the names of its fields. */
export type TypedSheet = Readonly<Record<string, string>>

/** A sheet as its address carries it: nothing yet, or what was typed with what it means. */
export interface SheetReading<Value> {
  readonly typed: TypedSheet
  /** Null where the sheet has not been sent. */
  readonly reading: FormReading<Value> | null
}

/** Takes the fields of a sheet as the numbers that they must be, and notes what they are not. */
export class SheetFields {
  readonly #problems: Problem[] = []
  readonly typed: TypedSheet
  /** Whether any of the fields was sent, even an empty one. */
  readonly isSent: boolean

  constructor(query: Readonly<Record<string, unknown>>, names: readonly string[]) {
    this.typed = Object.fromEntries(names.map((name) => [name, textOf(query[name])]))
    this.isSent = names.some((name) => query[name] !== undefined)
  }

  /** A number from 0 to `most` in parts of {@link PARTS}; null where nothing was typed, or noted as something else. */
  parts(name: string, most: number): number | null {
    const text = this.#text(name)
    if (text === '') return null
    const parts = readParts(text)
    if (parts === null) return this.#note(name, 'sheets:error-number', { text })
    if (parts > most * PARTS) return this.#note(name, 'sheets:error-most', { text, most })
    return parts
  }

  /** The same of a field that must not be left empty. */
  neededParts(name: string, most: number): number {
    if (this.#text(name) === '') this.#note(name, 'sheets:error-missing')
    return this.parts(name, most) ?? 0
  }

  /** A whole number from 0 of a field that must not be left empty. */
  neededCount(name: string): number {
    const text = this.#text(name)
    const count = readCount(text)
    if (text === '') this.#note(name, 'sheets:error-missing')
    else if (count === null) this.#note(name, 'sheets:error-count', { text })
    return count ?? 0
  }

  /** Notes a part that is larger than its whole. What is no count is noted already, and larger than nothing. */
  partOf(part: string, whole: string): void {
    const few = readCount(this.#text(part)) ?? 0
    const all = readCount(this.#text(whole)) ?? Number.POSITIVE_INFINITY
    if (few > all) this.#note(part, 'sheets:error-part', { whole })
  }

  /** The sheet with a value made from its numbers, where it was sent; or what is wrong, in the order of the fields. */
  reading<Value>(value: Value): SheetReading<Value> {
    const { typed } = this
    if (!this.isSent) return { typed, reading: null }
    const order = Object.keys(typed)
    const problems = this.#problems.toSorted((a, b) => order.indexOf(a.where) - order.indexOf(b.where))
    return { typed, reading: problems.length > 0 ? { ok: false, problems } : { ok: true, value } }
  }

  #text(name: string): string {
    return this.typed[name] ?? ''
  }

  #note(where: string, message: string, values: Problem['values'] = {}): null {
    this.#problems.push({ where, message, values })
    return null
  }
}
