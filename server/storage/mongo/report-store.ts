import { trusted, type ClientSession } from 'mongoose'
import { ConflictError } from '../../domain/errors.ts'
import type { Report } from '../../domain/report.ts'
import type { ReportStore } from '../port.ts'
import { batchesOf } from './batches.ts'
import type { MongoDatabase } from './database.ts'
import type { Documents } from './models.ts'

export class MongoReportStore implements ReportStore {
  readonly #database: MongoDatabase

  constructor(database: MongoDatabase) {
    this.#database = database
  }

  async add(report: Report): Promise<void> {
    await this.#database.write(async ({ session }) => {
      const known = await this.insert([report], session)
      if (known) throw new ConflictError(`a report has the code ${known.code} already`)
    })
  }

  /** Only within a write. Adds reports, and gives the first that is there already; then the write must be undone. */
  async insert(reports: readonly Report[], session: ClientSession): Promise<Report | null> {
    const { report } = this.#database.models
    const known = await report
      .findOne({ _id: trusted({ $in: reports.map(({ code }) => code) }) })
      .session(session)
      .lean()
    if (known) return toReport(known)
    const documents = reports.map(({ code, ...rest }) => ({ _id: code, ...rest }))
    await report.insertMany(documents, { session, lean: true })
    return null
  }

  byCode(code: string): Promise<Report | null> {
    return this.#database.read(async () => {
      const found = await this.#database.models.report.findOne({ _id: code }).lean()
      return found && toReport(found)
    })
  }

  correctionOf(code: string): Promise<Report | null> {
    return this.#database.read(async () => {
      const found = await this.#database.models.report.findOne({ replaces: code }).sort(ORDER).lean()
      return found && toReport(found)
    })
  }

  async list(
    agencies: readonly (string | null)[],
    { limit, after }: Parameters<ReportStore['list']>[1],
  ): Promise<readonly Report[]> {
    // To the database a limit of 0 is no limit.
    if (limit <= 0) return []
    return this.#database.read(async () => {
      const found = await this.#database.models.report
        .find({ agency: trusted({ $in: [...agencies] }), ...(after ? behind(after) : {}) })
        .sort(ORDER)
        .limit(limit)
        .lean()
      return found.map(toReport)
    })
  }

  /** All reports in batches of at most `batchSize`, ordered by code. */
  async *batches(session: ClientSession, batchSize: number): AsyncGenerator<readonly Report[], void> {
    const { report } = this.#database.models
    for await (const found of batchesOf<Documents['report']>(report, {}, { _id: 1 }, session, batchSize)) {
      yield found.map(toReport)
    }
  }

  count(session: ClientSession): Promise<number> {
    return this.#database.models.report.countDocuments({}).session(session).exec()
  }
}

const ORDER = { madeOn: -1, _id: 1 } as const

/** What follows a report in {@link ORDER}. */
function behind({ madeOn, code }: Pick<Report, 'madeOn' | 'code'>) {
  return { $or: [{ madeOn: trusted({ $lt: madeOn }) }, { madeOn, _id: trusted({ $gt: code }) }] }
}

function toReport({ _id, ...rest }: Documents['report']): Report {
  return { code: _id, ...rest }
}
