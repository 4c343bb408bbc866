import { yearOfQuarter, type Quarter } from '../../services/public-periods.ts'
import type { FileFormat } from '../../services/table-file.ts'

/** In which forms the open data can be had: CSV for programs, CSV for Excel, a JSON object a line. */
const OPEN_DATA_FORMATS = ['plain', 'excel', 'ndjson'] as const satisfies readonly FileFormat[]

/** The file that describes all others, for programs. */
export const PACKAGE_FILE = 'datapackage.json'
/** The columns of all others, for programs. */
export const SCHEMA_FILE = 'schema.json'

/** The quarters of one file in every form. */
export interface OpenDataPart {
  /** Null for all quarters. */
  readonly year: number | null
  readonly first: Quarter
  readonly last: Quarter
  readonly files: readonly OpenDataFile[]
}

/** One file that can be had. */
export interface OpenDataFile {
  /** The last part of its address, and the name under which it is saved. */
  readonly name: string
  readonly year: number | null
  readonly format: (typeof OPEN_DATA_FORMATS)[number]
}

/** All files that there are for some quarters, which follow each other: all in one first, then each year, the last one first. */
export function openDataParts(quarters: readonly Quarter[]): readonly OpenDataPart[] {
  const years = [...new Set(quarters.map(yearOfQuarter))].reverse()
  return [null, ...years].flatMap((year): OpenDataPart[] => {
    const of = quarters.filter((quarter) => year === null || yearOfQuarter(quarter) === year)
    const [first] = of
    const last = of.at(-1)
    return first === undefined || last === undefined ? [] : [{ year, first, last, files: filesOf(year) }]
  })
}

function filesOf(year: number | null): readonly OpenDataFile[] {
  const stem = year === null ? 'results' : `results-${year}`
  const names = { plain: `${stem}.csv`, excel: `${stem}-excel.csv`, ndjson: `${stem}.ndjson` }
  return OPEN_DATA_FORMATS.map((format) => ({ name: names[format], year, format }))
}
