import { AGENCY_LEVELS, type Agency, type AgencyLevel } from '../domain/agency.ts'
import type { ImportRow, Imported } from './import-row.ts'

/** Reads the rows of a file of agencies; what a missing column would say stays as it is stored. */
export function readAgencies(rows: readonly ImportRow[], stored: ReadonlyMap<string, Agency>): Imported<Agency>[] {
  return rows.map((row) => {
    const code = row.neededCode('code')
    const former = stored.get(code) ?? null
    row.needed('name_vi')
    row.needed('level')
    const record: Agency = {
      code,
      names: row.words('name', former?.names ?? null) ?? { vi: '' },
      level: row.oneOf('level', AGENCY_LEVELS) ?? 'office',
      parent: row.has('parent') ? row.code('parent') : (former?.parent ?? null),
      validFrom: row.has('valid_from') ? row.day('valid_from') : (former?.validFrom ?? null),
      validTo: row.has('valid_to') ? row.day('valid_to') : (former?.validTo ?? null),
      successor: row.has('successor') ? row.code('successor') : (former?.successor ?? null),
      promise: row.words('promise', former?.promise ?? null),
    }
    return { record, row }
  })
}

/** Notes what does not fit together, given all agencies as they would be after the import. */
export function checkAgencies(imported: readonly Imported<Agency>[], all: ReadonlyMap<string, Agency>): void {
  for (const { record, row } of imported) {
    const { code, parent, successor, validFrom, validTo } = record
    for (const [column, other] of Object.entries({ parent, successor })) {
      if (other !== null && !all.has(other)) row.note(column, 'import:unknown-agency', { text: other })
    }
    noteLevel(row, record, parent === null ? null : all.get(parent), 'parent')
    if (parent !== null && leadsBack(code, (at) => all.get(at)?.parent))
      row.note('parent', 'import:parent-circle', { text: code })
    if (successor !== null && leadsBack(code, (at) => all.get(at)?.successor))
      row.note('successor', 'import:successor-circle', { text: code })
    if (validFrom !== null && validTo !== null && validTo <= validFrom) row.note('valid_to', 'import:ends-too-soon')
    if (successor !== null && validTo === null) row.note('valid_to', 'import:successor-without-end')
  }
  const rowOf = new Map(imported.map(({ record, row }) => [record.code, row]))
  for (const agency of all.values()) {
    const row = agency.parent === null || rowOf.has(agency.code) ? undefined : rowOf.get(agency.parent)
    if (row) noteLevel(row, agency, all.get(agency.parent ?? ''), 'level')
  }
}

/** How high a level stands: an agency belongs to a higher one. An office may be part of a larger office. */
const HEIGHT: Readonly<Record<AgencyLevel, number>> = { province: 3, department: 2, commune: 2, office: 1 }

function noteLevel(row: ImportRow, agency: Agency, parent: Agency | null | undefined, column: string): void {
  if (!parent) return
  const areOffices = agency.level === 'office' && parent.level === 'office'
  if (areOffices || HEIGHT[agency.level] < HEIGHT[parent.level]) return
  row.note(column, 'import:level-order', {
    text: agency.code,
    level: agency.level,
    parent: parent.code,
    above: parent.level,
  })
}

/** Whether going on from an agency ever comes back to it. */
function leadsBack(code: string, next: (code: string) => string | null | undefined): boolean {
  const seen = new Set<string>()
  for (let at = next(code); at != null && !seen.has(at); at = next(at)) {
    if (at === code) return true
    seen.add(at)
  }
  return false
}
