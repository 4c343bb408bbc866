import { isoDay } from '../domain/calendar.ts'
import type { Target } from '../domain/target.ts'
import type { ImportRow, Imported } from './import-row.ts'

/** Reads the rows of a file of targets; a blank agency is the province, a blank field is all fields. */
export function readTargets(rows: readonly ImportRow[], stored: ReadonlyMap<string, Target>): Imported<Target>[] {
  return rows.map((row) => {
    row.needed('from')
    const key = {
      instrument: row.needed('instrument'),
      agency: row.code('agency'),
      field: row.code('field'),
      from: row.day('from') ?? 0,
    }
    const to = row.has('to') ? row.day('to') : (stored.get(targetKey(key))?.to ?? null)
    return { record: { ...key, to, threshold: readThreshold(row), source: row.needed('source') }, row }
  })
}

/** What makes two rows the same target, as a report names it: `counter so-y-te * 2026-01-01`, the star for all. */
export function targetKey({ instrument, agency, field, from }: Omit<Target, 'to' | 'threshold' | 'source'>): string {
  return [instrument, agency ?? '*', field ?? '*', isoDay(from)].join(' ')
}

/** Notes what does not exist after the import, and targets that end before they start. */
export function checkTargets(
  imported: readonly Imported<Target>[],
  all: {
    readonly agencies: ReadonlyMap<string, unknown>
    readonly fields: ReadonlyMap<string, unknown>
    readonly instruments: ReadonlySet<string>
  },
): void {
  for (const { record, row } of imported) {
    const { instrument, agency, field, from, to } = record
    if (instrument !== '' && !all.instruments.has(instrument)) {
      const known = [...all.instruments].join(', ')
      row.note('instrument', 'import:not-one-of', { text: instrument, known })
    }
    if (agency !== null && !all.agencies.has(agency)) row.note('agency', 'import:unknown-agency', { text: agency })
    if (field !== null && !all.fields.has(field)) row.note('field', 'import:unknown-field', { text: field })
    if (to !== null && to <= from) row.note('to', 'import:ends-too-soon')
  }
}

/** The threshold as decimal text: `92,5 %` and `92.5` are `92.5`. */
function readThreshold(row: ImportRow): string {
  const text = row.needed('threshold')
  const threshold = text.replace(/\s*%$/, '').replace(',', '.')
  if (text !== '' && (!/^\d{1,3}(\.\d{1,4})?$/.test(threshold) || Number(threshold) > 100)) {
    row.note('threshold', 'import:no-threshold', { text })
  }
  return threshold
}
