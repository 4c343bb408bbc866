import { isDeepStrictEqual } from 'node:util'
import type { ImportKind } from './import-kinds.ts'
import type { ImportRow, Imported } from './import-row.ts'

/** What becomes of the records of one kind, by their keys. */
export interface KindChange {
  readonly kind: ImportKind
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly unchanged: number
}

export function byKey<Record>(
  records: readonly Record[],
  keyOf: (record: Record) => string,
): ReadonlyMap<string, Record> {
  return new Map(records.map((record) => [keyOf(record), record]))
}

/** The records as they would be afterwards. Notes rows that say the same key again; a row without key is noted already. */
export function withImported<Record>(
  stored: ReadonlyMap<string, Record>,
  imported: readonly Imported<Record>[],
  keyOf: (record: Record) => string,
): ReadonlyMap<string, Record> {
  const all = new Map(stored)
  const first = new Map<string, ImportRow>()
  for (const { record, row } of imported) {
    const key = keyOf(record)
    if (key === '') continue
    const before = first.get(key)
    if (before) {
      row.note('', 'import:repeated-row', { file: before.file, line: before.line })
      continue
    }
    first.set(key, row)
    all.set(key, record)
  }
  return all
}

/** Those of the records that are new or not as they are stored. */
export function differing<Record>(
  kind: ImportKind,
  records: readonly Record[],
  stored: ReadonlyMap<string, Record>,
  keyOf: (record: Record) => string,
): { readonly records: readonly Record[]; readonly change: KindChange } {
  const added = records.filter((record) => !stored.has(keyOf(record)))
  const changed = records.filter((record) => {
    const before = stored.get(keyOf(record))
    return before !== undefined && !isDeepStrictEqual(before, record)
  })
  return {
    records: [...added, ...changed],
    change: {
      kind,
      added: added.map(keyOf),
      changed: changed.map(keyOf),
      unchanged: records.length - added.length - changed.length,
    },
  }
}
