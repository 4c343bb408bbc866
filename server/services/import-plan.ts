import type { CodeChanges } from '../domain/code-changes.ts'
import type { ProcedureField } from '../domain/service-point.ts'
import type { TransactionCount } from '../domain/transaction-count.ts'
import type { DirectoryRecords } from '../storage/port.ts'
import { checkAgencies, readAgencies } from './import-agencies.ts'
import { planCodes, readWithdrawals } from './import-codes.ts'
import { IMPORT_KINDS, type ImportKind } from './import-kinds.ts'
import { checkPoints, readPoints } from './import-points.ts'
import type { ImportProblem } from './import-problem.ts'
import { checkReferences, readReferences, referenceKey } from './import-references.ts'
import { ImportRow, type Imported } from './import-row.ts'
import type { ImportTable } from './import-table.ts'
import { checkTargets, readTargets, targetKey } from './import-targets.ts'
import { checkTransactions, readTransactions, transactionKey } from './import-transactions.ts'
import { byKey, differing, withImported, type KindChange } from './imported-records.ts'

/** What an import would do, worked out without doing it. */
export interface ImportPlan {
  /** In the order of files and lines. With any of them nothing may be applied. */
  readonly problems: readonly ImportProblem[]
  /** Only what is new or different. */
  readonly change: DirectoryRecords
  readonly counts: readonly TransactionCount[]
  readonly kinds: readonly KindChange[]
  /** Public codes made for points that lacked them, and in place of withdrawn ones. */
  readonly newCodes: CodeChanges['made']
}

/** What stands before the import. */
export interface ImportGround {
  readonly records: DirectoryRecords
  /** Keys of the published questionnaires. */
  readonly instruments: ReadonlySet<string>
  /** What is stored of the months that the files speak of. */
  readonly counts: readonly TransactionCount[]
}

/**
 * Works out what these files together would change. They may name one another's records in any order.
 *
 * @param random as of newPublicCode
 */
export function planImport(
  tables: readonly ImportTable[],
  { records, instruments, counts }: ImportGround,
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
    references: byKey(records.references, referenceKey),
    transactions: byKey(counts, transactionKey),
  }

  const agencies = readAgencies(rowsOf('agencies'), stored.agencies)
  const fields = readFields(rowsOf('fields'), stored.fields)
  const points = readPoints(rowsOf('points'), stored.points)
  const targets = readTargets(rowsOf('targets'), stored.targets)
  const references = readReferences(rowsOf('references'))
  const withdrawals = readWithdrawals(rowsOf('codes'), stored.codes)

  const all = {
    agencies: withImported(stored.agencies, agencies, ({ code }) => code),
    fields: withImported(stored.fields, fields, ({ code }) => code),
    points: withImported(stored.points, points, ({ id }) => id),
    instruments,
  }
  const transactions = readTransactions(rowsOf('transactions'), all.points)
  withImported(stored.targets, targets, targetKey)
  withImported(stored.references, references, referenceKey)
  withImported(stored.transactions, transactions, transactionKey)
  withImported(stored.codes, withdrawals, ({ code }) => code)
  checkAgencies(agencies, all.agencies)
  checkPoints(points, all)
  checkTargets(targets, all)
  checkReferences(references, all)
  checkTransactions(transactions, all)

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
    references: differing('references', recordsOf(references), stored.references, referenceKey),
    transactions: differing('transactions', recordsOf(transactions), stored.transactions, transactionKey),
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
      references: differences.references.records,
      codes: [...differences.codes.records, ...made],
    },
    counts: differences.transactions.records,
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

function recordsOf<Record>(imported: readonly Imported<Record>[]): readonly Record[] {
  return imported.map(({ record }) => record)
}
