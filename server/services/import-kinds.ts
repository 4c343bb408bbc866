/** What a CSV file may bring, each with its columns: those that must be there, then those that may be. */
export const IMPORT_COLUMNS = {
  agencies: {
    required: ['code', 'name_vi', 'level'],
    optional: ['name_en', 'parent', 'valid_from', 'valid_to', 'successor', 'promise_vi', 'promise_en'],
  },
  fields: { required: ['code', 'name_vi'], optional: ['name_en'] },
  points: {
    required: ['point', 'agency', 'name_vi', 'field'],
    optional: ['name_en', 'hours', 'steps', 'channel', 'questionnaire'],
  },
  targets: { required: ['instrument', 'from', 'threshold', 'source'], optional: ['agency', 'field', 'to'] },
  references: { required: ['series', 'year', 'value', 'source'], optional: ['agency'] },
  transactions: { required: ['month', 'point', 'field', 'step', 'count'], optional: [] },
  codes: { required: ['code', 'withdrawn_on'], optional: ['replace'] },
} as const

export type ImportKind = keyof typeof IMPORT_COLUMNS

/** In the order in which a report lists them: what others refer to comes first. */
export const IMPORT_KINDS = Object.keys(IMPORT_COLUMNS) as readonly ImportKind[]

/** The column that tells each kind of file from those after it. */
const TELLING: readonly (readonly [column: string, kind: ImportKind])[] = [
  ['count', 'transactions'],
  ['series', 'references'],
  ['point', 'points'],
  ['withdrawn_on', 'codes'],
  ['threshold', 'targets'],
  ['level', 'agencies'],
  ['name_vi', 'fields'],
]

/** What a file with these columns brings, or null where no column tells. */
export function importKind(columns: readonly string[]): ImportKind | null {
  return TELLING.find(([column]) => columns.includes(column))?.[1] ?? null
}

/** All columns that a kind of file may have. */
export function knownColumns(kind: ImportKind): readonly string[] {
  return [...IMPORT_COLUMNS[kind].required, ...IMPORT_COLUMNS[kind].optional]
}
