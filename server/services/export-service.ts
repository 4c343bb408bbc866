import { createHash } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { firstHour } from '../domain/calendar.ts'
import { LINEAGES } from '../domain/directory.ts'
import { NotFoundError } from '../domain/errors.ts'
import { questionnaireId } from '../domain/questionnaire.ts'
import { seriesAmong, seriesNamed, type Series } from '../domain/series.ts'
import { STEPS } from '../domain/service-point.ts'
import type { Storage } from '../storage/port.ts'
import { agencySeenBy } from './access.ts'
import { answeredSeries } from './answered-series.ts'
import { CSV_READERS, CsvTable, type CsvReader } from './csv-table.ts'
import type { CurrentDirectory, DirectoryService } from './directory-service.ts'
import { periodCells } from './period-tallies.ts'
import { responseColumns } from './response-columns.ts'
import type { ExportChoices, ExportManifest, ExportQuery, ResponsesFile } from './responses-file.ts'

/** Hands out the responses behind an agency's figures, so that anybody can recount them. */
export class ExportService {
  readonly #directory: DirectoryService
  readonly #storage: Pick<Storage, 'responses' | 'tallies'>
  readonly #config: Pick<Config, 'method' | 'timeZone'>
  readonly #now: () => Date

  constructor({
    directory,
    storage,
    config,
    now,
  }: {
    directory: DirectoryService
    storage: Pick<Storage, 'responses' | 'tallies'>
    config: Pick<Config, 'method' | 'timeZone'>
    now: () => Date
  }) {
    this.#directory = directory
    this.#storage = storage
    this.#config = config
    this.#now = now
  }

  /**
   * What a file would hold.
   *
   * @throws {ForbiddenError | NotFoundError} when the viewer may not see this agency, or there is no such agency or
   *   questionnaire
   */
  async file(viewer: Viewer, agencyCode: string, query: ExportQuery): Promise<ResponsesFile> {
    const current = await this.#directory.current()
    const { directory, questionnaires } = current
    const agency = agencySeenBy(viewer, directory, agencyCode)
    const agencies = directory.lineage(agencyCode, query.view)
    const series = await this.#series(current, agencies, query)
    const versions = [...series.versions]
      .flatMap((id) => questionnaires.get(id) ?? [])
      .sort((a, b) => b.version - a.version)
    return {
      agency,
      query,
      agencies,
      points: agencies.flatMap(({ code }) => directory.pointsOf(code)),
      fields: directory.fields,
      series,
      versions,
      columns: responseColumns(series.latest, versions),
    }
  }

  /** The file of a query together with what else could be asked for; fails as {@link file} does. */
  async choices(viewer: Viewer, agencyCode: string, query: ExportQuery): Promise<ExportChoices> {
    const file = await this.file(viewer, agencyCode, query)
    const { directory, questionnaires } = await this.#directory.current()
    const [asItIs, asItWas] = LINEAGES.map((view) => directory.lineage(agencyCode, view).length)
    return { file, hasFormers: asItIs !== asItWas, series: seriesAmong(questionnaires.values()) }
  }

  /**
   * The file, a batch of rows at a time. Memory use does not grow with the rows, and leaving early frees the store.
   *
   * Rows stand by questionnaire version, agency and the hour in which the form was opened; their order within an hour
   * says nothing.
   */
  async *contents(file: ResponsesFile, reader: CsvReader): AsyncGenerator<Buffer, void, undefined> {
    yield headOf(file, reader)
    for await (const { bytes } of this.#body(file)) yield bytes
  }

  /** Reads the whole file once to tell its rows and its digests. */
  async manifest(file: ResponsesFile): Promise<ExportManifest> {
    const madeAt = this.#now()
    const started = CSV_READERS.map((reader) => {
      const head = headOf(file, reader)
      return { reader, headBytes: head.length, hash: createHash('sha256').update(head) }
    })
    let rows = 0
    let bodyBytes = 0
    for await (const piece of this.#body(file)) {
      for (const { hash } of started) hash.update(piece.bytes)
      rows += piece.rows
      bodyBytes += piece.bytes.length
    }
    const digests = started.map(({ reader, headBytes, hash }) => ({
      reader,
      bytes: headBytes + bodyBytes,
      sha256: hash.digest('hex'),
    }))
    const { timeZone, method } = this.#config
    return { file, rows, digests, madeAt, timeZone, method }
  }

  async *#body({ agencies, versions, query }: ResponsesFile): AsyncGenerator<{ rows: number; bytes: Buffer }> {
    const hours = { from: firstHour(query.period.from), to: firstHour(query.period.to) }
    const step = STEPS.find((one) => one === query.step)
    for (const version of versions) {
      const table = new CsvTable(responseColumns(version, versions))
      const scope = { ...hours, ...(step ? { step } : {}), questionnaire: questionnaireId(version) }
      for (const { code } of agencies) {
        for await (const batch of this.#storage.responses.stream({ ...scope, agency: code }, BATCH_ROWS)) {
          yield { rows: batch.length, bytes: Buffer.from(table.lines(batch)) }
        }
      }
    }
  }

  /** The series whose figures the dashboard shows for the same query. */
  async #series(
    { questionnaires }: CurrentDirectory,
    agencies: readonly Agency[],
    { period, questionnaire }: ExportQuery,
  ): Promise<Series> {
    const published = [...questionnaires.values()]
    let series: Series | null
    if (questionnaire === null) {
      const codes = agencies.map(({ code }) => code)
      const scope = { agencies: codes, period, cuts: ['point' as const], step: 'return' as const }
      series = answeredSeries(published, await periodCells(this.#storage, questionnaires, scope)).last
    } else {
      series = seriesNamed(seriesAmong(published), questionnaire)
    }
    if (!series) throw new NotFoundError('questionnaire', questionnaire ?? '')
    return series
  }
}

/**
 * So few that a batch keeps other requests waiting for a millisecond or two, and that buffers which are done with do
 * not heap up: with 1000 rows a batch memory peaks twice as high and nothing is faster.
 */
const BATCH_ROWS = 250

/** The first line of a file. */
function headOf({ columns }: ResponsesFile, reader: CsvReader): Buffer {
  return Buffer.from(new CsvTable(columns).head(reader))
}
