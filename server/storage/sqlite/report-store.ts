import type { StatementSync } from 'node:sqlite'
import type { LocalDay } from '../../domain/calendar.ts'
import { ConflictError } from '../../domain/errors.ts'
import type { Report } from '../../domain/report.ts'
import type { ReportStore } from '../port.ts'
import type { SqliteDatabase } from './database.ts'
import type { Reader } from './reader.ts'

type Row = [
  code: string,
  madeOn: LocalDay,
  agency: string | null,
  content: string,
  digest: string,
  replaces: string | null,
]

export class SqliteReportStore implements ReportStore {
  readonly #database: SqliteDatabase
  readonly #insert: StatementSync
  readonly #byCode: StatementSync
  readonly #correctionOf: StatementSync
  readonly #list: StatementSync

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#insert = database.prepare('INSERT OR IGNORE INTO report VALUES (?, ?, ?, ?, ?, ?)')
    this.#byCode = database.prepare(`${REPORTS} WHERE code = ?`)
    this.#correctionOf = database.prepare(`${REPORTS} WHERE replaces = ? ORDER BY made_on DESC, code LIMIT 1`)
    this.#list = database.prepare(LIST)
  }

  add(report: Report): Promise<void> {
    return this.#database.write(() => {
      if (!this.insert(report)) throw new ConflictError(`a report has the code ${report.code} already`)
    })
  }

  /** Only within a write. Whether it was added: false where its code is there. */
  insert({ code, madeOn, agency, content, digest, replaces }: Report): boolean {
    return this.#insert.run(code, madeOn, agency, content, digest, replaces).changes !== 0
  }

  byCode(code: string): Promise<Report | null> {
    return this.#database.read(() => this.#one(this.#byCode, code))
  }

  correctionOf(code: string): Promise<Report | null> {
    return this.#database.read(() => this.#one(this.#correctionOf, code))
  }

  list(
    agencies: readonly (string | null)[],
    { limit, after }: Parameters<ReportStore['list']>[1],
  ): Promise<readonly Report[]> {
    return this.#database.read(() => {
      const place = [after?.madeOn ?? Number.MAX_SAFE_INTEGER, after?.code ?? '']
      const hasProvince = Number(agencies.includes(null))
      const rows = this.#list.all(JSON.stringify(agencies), hasProvince, ...place, Math.max(limit, 0))
      return (rows as unknown as Row[]).map(toReport)
    })
  }

  /** All reports in batches of at most `batchSize`, ordered by code. */
  *batches(reader: Reader, batchSize: number): Generator<readonly Report[]> {
    const page = reader.prepare(`${REPORTS} WHERE code > ? ORDER BY code LIMIT ?`)
    let code = ''
    for (;;) {
      const batch = (page.all(code, batchSize) as unknown as Row[]).map(toReport)
      if (batch.length > 0) yield batch
      const last = batch.at(-1)
      if (!last || batch.length < batchSize) return
      code = last.code
    }
  }

  #one(statement: StatementSync, code: string): Report | null {
    const row = statement.get(code) as unknown as Row | undefined
    return row ? toReport(row) : null
  }
}

const REPORTS = 'SELECT code, made_on, agency, content, digest, replaces FROM report'

/** The codes are chosen first, in an index that is small beside the contents. */
const LIST = `
  ${REPORTS} WHERE code IN (
    SELECT code FROM report INDEXED BY report_order
    WHERE (agency IN (SELECT value FROM json_each(?1)) OR (agency IS NULL AND ?2))
      AND made_on <= ?3 AND (made_on < ?3 OR code > ?4)
    ORDER BY made_on DESC, code
    LIMIT ?5
  )
  ORDER BY made_on DESC, code`

function toReport([code, madeOn, agency, content, digest, replaces]: Row): Report {
  return { code, madeOn, agency, content, digest, replaces }
}
