import { monthOfDay, parseIsoDay, parseYear, type LocalDay, type Month } from '../domain/calendar.ts'
import { isRecordCode } from '../domain/record-code.ts'
import type { Words } from '../domain/words.ts'
import type { ImportProblem } from './import-problem.ts'
import type { ImportLine, ImportTable } from './import-table.ts'

const LONGEST_TEXT = 500

/** One row of a file while it is read: takes cells as what they must be, and notes what they are not. */
export class ImportRow {
  readonly file: string
  readonly line: number
  readonly problems: ImportProblem[] = []
  readonly #cells: ReadonlyMap<string, string>

  constructor({ file, columns }: Pick<ImportTable, 'file' | 'columns'>, { line, cells }: ImportLine) {
    this.file = file
    this.line = line
    this.#cells = new Map(columns.map((column, at) => [column, (cells[at] ?? '').normalize('NFC')]))
  }

  /** Whether the file has this column: one that is missing leaves what is stored as it is. */
  has(column: string): boolean {
    return this.#cells.has(column)
  }

  /** A cell's text, empty where it is blank or the column is missing. */
  text(column: string): string {
    const text = this.#cells.get(column) ?? ''
    if (text.length <= LONGEST_TEXT) return text
    this.note(column, 'import:too-long', { most: LONGEST_TEXT })
    return ''
  }

  /** A cell's text, noted where it is blank. */
  needed(column: string): string {
    if ((this.#cells.get(column) ?? '') === '') this.note(column, 'import:blank')
    return this.text(column)
  }

  /** A code as it stands in addresses; null where the cell is blank or holds none. */
  code(column: string): string | null {
    return this.#asCode(column, this.text(column))
  }

  neededCode(column: string): string {
    return this.#asCode(column, this.needed(column)) ?? ''
  }

  /** Codes with semicolons or commas between them, each once; noted where the cell is blank. */
  neededCodes(column: string): readonly string[] {
    const codes = partsOf(this.needed(column)).map((part) => this.#asCode(column, part))
    return [...new Set(codes.filter((code) => code !== null))]
  }

  /** A day, as `2026-11-23` or as spreadsheets show it, `23/11/2026`; null where the cell is blank or holds none. */
  day(column: string): LocalDay | null {
    const text = this.text(column)
    if (text === '') return null
    const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
    const [, day = '', month = '', year = ''] = slashed ?? []
    const found = parseIsoDay(slashed ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text)
    if (found === null) this.note(column, 'import:no-day', { text })
    return found
  }

  /** A month, as `2026-11` or `11/2026`; null where the cell is blank or holds none. */
  month(column: string): Month | null {
    const text = this.text(column)
    if (text === '') return null
    const [, month = '', year = ''] = /^(\d{1,2})\/(\d{4})$/.exec(text) ?? []
    const day = parseIsoDay(`${year === '' ? text : `${year}-${month.padStart(2, '0')}`}-01`)
    if (day === null) this.note(column, 'import:no-month', { text })
    return day === null ? null : monthOfDay(day)
  }

  /** A year of this age; null where the cell is blank or holds none. */
  year(column: string): number | null {
    const text = this.text(column)
    if (text === '') return null
    const year = parseYear(text)
    if (year === null) this.note(column, 'import:no-year', { text })
    return year
  }

  /** A whole number from 0 in digits alone, so that nobody has to guess what a dot in it means; null where it is none. */
  count(column: string): number | null {
    const text = this.text(column)
    if (text === '') return null
    if (/^\d{1,9}$/.test(text)) return Number(text)
    this.note(column, 'import:no-count', { text })
    return null
  }

  /** One of some words; null where the cell is blank or holds another. */
  oneOf<Word extends string>(column: string, words: readonly Word[]): Word | null {
    return this.#asOneOf(column, this.text(column), words)
  }

  /** Some of some words, with semicolons or commas between them, in the order in which `words` has them. */
  someOf<Word extends string>(column: string, words: readonly Word[]): readonly Word[] {
    const found = partsOf(this.text(column)).map((part) => this.#asOneOf(column, part, words))
    return words.filter((word) => found.includes(word))
  }

  /** The columns `<stem>_vi` and `<stem>_en` as words; a column that is missing leaves that language as it was. */
  words(stem: string, former: Words | null): Words | null {
    const words = new Map(Object.entries(former ?? {}))
    for (const language of ['vi', 'en']) {
      if (this.has(`${stem}_${language}`)) words.set(language, this.text(`${stem}_${language}`))
    }
    const { vi, ...others } = Object.fromEntries([...words].filter(([, text]) => text !== ''))
    if (vi !== undefined) return { vi, ...others }
    if (Object.keys(others).length > 0) this.note(`${stem}_vi`, 'import:vietnamese-missing')
    return null
  }

  note(column: string, message: string, values?: ImportProblem['values']): void {
    this.problems.push({ file: this.file, line: this.line, where: column, message, ...(values ? { values } : {}) })
  }

  #asOneOf<Word extends string>(column: string, text: string, words: readonly Word[]): Word | null {
    if (text === '') return null
    const found = words.find((word) => word === text.toLowerCase())
    if (found === undefined) this.note(column, 'import:not-one-of', { text, known: words.join(', ') })
    return found ?? null
  }

  #asCode(column: string, text: string): string | null {
    if (text === '') return null
    if (isRecordCode(text)) return text
    this.note(column, 'import:no-code', { text })
    return null
  }
}

function partsOf(text: string): readonly string[] {
  return text
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** A record with the row it stands in. */
export interface Imported<Record> {
  readonly record: Record
  readonly row: ImportRow
}
