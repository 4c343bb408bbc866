import { isDeepStrictEqual } from 'node:util'
import type { ProcedureField } from '../domain/service-point.ts'
import type { DirectoryRecords } from '../storage/port.ts'
import { checkAgencies, readAgencies } from './import-agencies.ts'
import { planCodes, readWithdrawals, type CodeChanges } from './import-codes.ts'
import { IMPORT_KINDS, type ImportKind } from './import-kinds.ts'
import { checkPoints, readPoints } from './import-points.ts'
import type { ImportProblem } from './import-problem.ts'
import { ImportRow, type Imported } from './import-row.ts'
import type { ImportTable } from './import-table.ts'
import { checkTargets, readTargets, targetKey } from './import-targets.ts'

/** What an import would do, worked out without doing it. */
export interface ImportPlan {
  /** In the order of files and lines. With any of them nothing may be applied. */
  readonly problems: readonly ImportProblem[]
  /** Only what is new or different. */
  readonly change: DirectoryRecords
  readonly kinds: readonly KindChange[]
  /** Public codes made for points that lacked them, and in place of withdrawn ones. */
  readonly newCodes: CodeChanges['made']
}

/** What becomes of the records of one kind, by their keys. */
export interface KindChange {
  readonly kind: ImportKind
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly unchanged: number
}

/** What stands before the import. */
export interface ImportGround {
  readonly records: DirectoryRecords
  /** Keys of the published questionnaires. */
  readonly instruments: ReadonlySet<string>
}

/**
 * Works out what these files together would change. They may name one another's records in any order.
 *
 * @param random as of newPublicCode
 */
export function planImport(
  tables: readonly ImportTable[],
  { records, instruments }: ImportGround,
  random: (below: number) => number,
): ImportPlan {
  const rows = tables.flatMap((table) =>
    table.rows.map((line) => ({ kind: table.kind, row: new ImportRow(table, line) })),
  )
  const rowsOf = (kind: ImportKind): ImportRow[] => rows.filter((one) => one.kind === kind).map(({ row }) => row)
  const stored = {
    agencies: byKey(records.agencies, ({ code }) => code),
    fields: byKey(records.fields, ({ code }) => code),
    points: byKey(records.points, ({ id }) => id),
    codes: byKey(records.codes, ({ code }) => code),
    targets: byKey(records.targets, targetKey),
  }

  const agencies = readAgencies(rowsOf('agencies'), stored.agencies)
  const fields = readFields(rowsOf('fields'), stored.fields)
  const points = readPoints(rowsOf('points'), stored.points)
  const targets = readTargets(rowsOf('targets'), stored.targets)
  const withdrawals = readWithdrawals(rowsOf('codes'), stored.codes)

  const all = {
    agencies: withImported(stored.agencies, agencies, ({ code }) => code),
    fields: withImported(stored.fields, fields, ({ code }) => code),
    instruments,
  }
  withImported(stored.points, points, ({ id }) => id)
  withImported(stored.targets, targets, targetKey)
  withImported(stored.codes, withdrawals, ({ code }) => code)
  checkAgencies(agencies, all.agencies)
  checkPoints(points, all)
  checkTargets(targets, all)

  const { withdrawn, made } = planCodes(
    withdrawals,
    points.flatMap(({ wanted }) => wanted),
    records.codes,
    random,
  )
  const differences = {
    agencies: differing('agencies', recordsOf(agencies), stored.agencies, ({ code }) => code),
    fields: differing('fields', recordsOf(fields), stored.fields, ({ code }) => code),
    points: differing('points', recordsOf(points), stored.points, ({ id }) => id),
    targets: differing('targets', recordsOf(targets), stored.targets, targetKey),
    codes: differing('codes', withdrawn, stored.codes, ({ code }) => code),
  }
  const imported = new Set(tables.map(({ kind }) => kind))
  return {
    problems: rows.flatMap(({ row }) => row.problems),
    change: {
      agencies: differences.agencies.records,
      fields: differences.fields.records,
      points: differences.points.records,
      targets: differences.targets.records,
      codes: [...differences.codes.records, ...made],
    },
    kinds: IMPORT_KINDS.filter((kind) => imported.has(kind)).map((kind) => differences[kind].change),
    newCodes: made,
  }
}

function readFields(
  rows: readonly ImportRow[],
  stored: ReadonlyMap<string, ProcedureField>,
): Imported<ProcedureField>[] {
  return rows.map((row) => {
    const code = row.neededCode('code')
    row.needed('name_vi')
    return { record: { code, names: row.words('name', stored.get(code)?.names ?? null) ?? { vi: '' } }, row }
  })
}

function byKey<Record>(records: readonly Record[], keyOf: (record: Record) => string): ReadonlyMap<string, Record> {
  return new Map(records.map((record) => [keyOf(record), record]))
}

function recordsOf<Record>(imported: readonly Imported<Record>[]): readonly Record[] {
  return imported.map(({ record }) => record)
}

/** The records as they would be afterwards. Notes rows that say the same key again; a row without key is noted already. */
function withImported<Record>(
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

function differing<Record>(
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
