import { randomInt } from 'node:crypto'
import { InvalidInputError } from '../domain/errors.ts'
import type { TransactionCount } from '../domain/transaction-count.ts'
import type { DirectoryRecords, Storage } from '../storage/port.ts'
import { planImport, type ImportPlan } from './import-plan.ts'
import type { ImportProblem } from './import-problem.ts'
import { readImportTable, type ImportTable } from './import-table.ts'
import { importedMonths } from './import-transactions.ts'

/** What an import reads and writes. */
export type ImportStores = Pick<Storage, 'directory' | 'questionnaires' | 'transactions'>

/** A file as it was handed in. */
export interface ImportFile {
  readonly name: string
  /** Null where the file could not be opened. */
  readonly bytes: Uint8Array | null
}

/** What the files would do, or what is wrong with them. */
export type ImportCheck =
  { readonly ok: true; readonly plan: ImportPlan } | { readonly ok: false; readonly problems: readonly ImportProblem[] }

/**
 * Brings agencies, service points, fields, targets, withdrawals of codes, figures of others and counts of transactions
 * in by CSV files.
 */
export class ImportService {
  readonly #storage: ImportStores

  constructor(storage: ImportStores) {
    this.#storage = storage
  }

  /** Reads and checks the files together, against what is stored. Changes nothing. */
  async check(files: readonly ImportFile[]): Promise<ImportCheck> {
    const readings = files.map(({ name, bytes }) => readImportTable(name, bytes))
    const unreadable = readings.flatMap((reading) => (reading.ok ? [] : reading.problems))
    // Without one of its files every reference into it would be reported as well.
    if (unreadable.length > 0) return { ok: false, problems: unreadable }

    const tables = readings.flatMap((reading) => (reading.ok ? [reading.table] : []))
    const [records, questionnaires] = await Promise.all([
      this.#storage.directory.load(),
      this.#storage.questionnaires.all(),
    ])
    const instruments = new Set(questionnaires.map(({ key }) => key))
    const counts = await this.#storedCounts(tables, records)
    const plan = planImport(tables, { records, instruments, counts }, (below) => randomInt(below))
    return plan.problems.length > 0 ? { ok: false, problems: plan.problems } : { ok: true, plan }
  }

  /**
   * Does what a plan says: the directory as one act, then the counts of transactions of each month as one; those of
   * years would be more than a database takes at once. Where it is cut off, the same files bring in what is missing.
   *
   * @throws {InvalidInputError} when the plan has problems
   */
  async apply({ problems, change, counts }: ImportPlan): Promise<void> {
    if (problems.length > 0) throw new InvalidInputError('an import with problems cannot be applied', problems)
    await this.#storage.directory.apply(change)
    const months = Map.groupBy(counts, ({ month }) => month)
    for (const ofMonth of months.values()) await this.#storage.transactions.put(ofMonth)
  }

  /** What is stored of the months that the files speak of. */
  async #storedCounts(
    tables: readonly ImportTable[],
    { agencies }: DirectoryRecords,
  ): Promise<readonly TransactionCount[]> {
    const months = importedMonths(tables)
    if (!months) return []
    const scope = { agencies: agencies.map(({ code }) => code), ...months }
    const sums = await this.#storage.transactions.sums(scope, ['point', 'field'])
    return sums.flatMap(({ point, field, ...rest }) =>
      point === null || field === null ? [] : { point, field, ...rest },
    )
  }
}
