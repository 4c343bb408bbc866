import { randomInt } from 'node:crypto'
import { InvalidInputError } from '../domain/errors.ts'
import type { Storage } from '../storage/port.ts'
import { planImport, type ImportPlan } from './import-plan.ts'
import type { ImportProblem } from './import-problem.ts'
import { readImportTable } from './import-table.ts'

/** A file as it was handed in. */
export interface ImportFile {
  readonly name: string
  /** Null where the file could not be opened. */
  readonly bytes: Uint8Array | null
}

/** What the files would do, or what is wrong with them. */
export type ImportCheck =
  { readonly ok: true; readonly plan: ImportPlan } | { readonly ok: false; readonly problems: readonly ImportProblem[] }

/** Brings agencies, service points, fields, targets and withdrawals of codes in by CSV files: all of it or nothing. */
export class ImportService {
  readonly #storage: Pick<Storage, 'directory' | 'questionnaires'>

  constructor(storage: Pick<Storage, 'directory' | 'questionnaires'>) {
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
    const plan = planImport(tables, { records, instruments }, (below) => randomInt(below))
    return plan.problems.length > 0 ? { ok: false, problems: plan.problems } : { ok: true, plan }
  }

  /** Does what a plan says, as one act. @throws {InvalidInputError} when the plan has problems */
  async apply({ problems, change }: ImportPlan): Promise<void> {
    if (problems.length > 0) throw new InvalidInputError('an import with problems cannot be applied', problems)
    await this.#storage.directory.apply(change)
  }
}
