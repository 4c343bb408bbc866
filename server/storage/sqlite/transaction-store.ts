import type { StatementSync } from 'node:sqlite'
import type { Month } from '../../domain/calendar.ts'
import type { Step } from '../../domain/service-point.ts'
import type { TransactionCount } from '../../domain/transaction-count.ts'
import type { TransactionCut, TransactionScope, TransactionStore, TransactionSum } from '../port.ts'
import type { SqliteDatabase } from './database.ts'
import type { Reader } from './reader.ts'

type Row = [point: string, month: Month, field: string, step: Step, agency: string, count: number]
type SumRow = [month: Month, step: Step, point: string | null, field: string | null, count: number]

/** Counts as rows in the order in which they are added up: agency, month, step. */
export class SqliteTransactionStore implements TransactionStore {
  readonly #database: SqliteDatabase
  readonly #put: StatementSync
  readonly #add: StatementSync

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#put = database.prepare(`INSERT OR REPLACE ${INTO}`)
    this.#add = database.prepare(`INSERT OR IGNORE ${INTO}`)
  }

  put(counts: readonly TransactionCount[]): Promise<void> {
    return this.#database.write(() => {
      for (const count of counts) this.#put.run(...toRow(count))
    })
  }

  /** Only within a write. Whether it was added: false where its key is there. */
  add(count: TransactionCount): boolean {
    return this.#add.run(...toRow(count)).changes !== 0
  }

  sums(
    { agencies, from, to, step }: TransactionScope,
    by: readonly TransactionCut[],
  ): Promise<readonly TransactionSum[]> {
    return this.#database.read(() => {
      const sum = this.#database.prepare(sumBy(by, step !== undefined))
      const ofStep = step === undefined ? [] : [step]
      return [...new Set(agencies)].flatMap((agency) =>
        (sum.all(agency, from, to, ...ofStep) as unknown as SumRow[]).map((row) => toSum(agency, row)),
      )
    })
  }

  /** All counts in batches of at most `batchSize`, ordered by point, month, field, step. */
  *batches(reader: Reader, batchSize: number): Generator<readonly TransactionCount[]> {
    const page = reader.prepare(PAGE)
    let key: [string, Month, string, string] = ['', Number.MIN_SAFE_INTEGER, '', '']
    for (;;) {
      const rows = page.all(...key, batchSize) as unknown as Row[]
      if (rows.length > 0) yield rows.map(toCount)
      const last = rows.at(-1)
      if (!last || rows.length < batchSize) return
      key = [last[0], last[1], last[2], last[3]]
    }
  }
}

const COLUMNS = 'point, month, field, step, agency, count'
const INTO = `INTO transaction_count (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`
const PAGE = `
  SELECT ${COLUMNS} FROM transaction_count
  WHERE (point, month, field, step) > (?, ?, ?, ?)
  ORDER BY point, month, field, step
  LIMIT ?`

function sumBy(by: readonly TransactionCut[], isOfOneStep: boolean): string {
  const column = (cut: TransactionCut): string => (by.includes(cut) ? cut : `NULL AS ${cut}`)
  return `
    SELECT month, step, ${column('point')}, ${column('field')}, sum(count)
    FROM transaction_count
    WHERE agency = ? AND month >= ? AND month < ? ${isOfOneStep ? 'AND step = ?' : ''}
    GROUP BY ${['month', 'step', ...by].join(', ')}`
}

function toSum(agency: string, [month, step, point, field, count]: SumRow): TransactionSum {
  return { agency, month, step, point, field, count }
}

function toRow({ point, month, field, step, agency, count }: TransactionCount): Row {
  return [point, month, field, step, agency, count]
}

function toCount([point, month, field, step, agency, count]: Row): TransactionCount {
  return { agency, point, field, step, month, count }
}
