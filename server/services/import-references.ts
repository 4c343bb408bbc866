import type { ReferenceValue } from '../domain/reference-value.ts'
import type { ImportRow, Imported } from './import-row.ts'

/** Reads the rows of a file of figures that others published; a blank agency is the province, or the nation. */
export function readReferences(rows: readonly ImportRow[]): Imported<ReferenceValue>[] {
  return rows.map((row) => {
    const series = row.neededCode('series')
    row.needed('year')
    const record: ReferenceValue = {
      series,
      year: row.year('year') ?? 0,
      agency: row.code('agency'),
      value: row.needed('value'),
      source: row.needed('source'),
    }
    return { record, row }
  })
}

/** What makes two rows the same figure, as a report names it: `sipas 2024 *`, the star for the province or nation. */
export function referenceKey({ series, year, agency }: Omit<ReferenceValue, 'value' | 'source'>): string {
  return [series, year, agency ?? '*'].join(' ')
}

/** Notes agencies that would not exist after the import. */
export function checkReferences(
  imported: readonly Imported<ReferenceValue>[],
  all: { readonly agencies: ReadonlyMap<string, unknown> },
): void {
  for (const { record, row } of imported) {
    const { agency } = record
    if (agency !== null && !all.agencies.has(agency)) row.note('agency', 'import:unknown-agency', { text: agency })
  }
}
