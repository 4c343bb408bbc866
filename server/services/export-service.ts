import { createHash } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { firstHour } from '../domain/calendar.ts'
import { LINEAGES } from '../domain/directory.ts'
import { NotFoundError } from '../domain/errors.ts'
import { partsOf } from '../domain/period.ts'
import { questionnaireId } from '../domain/questionnaire.ts'
import type { SurveyResponse } from '../domain/response.ts'
import { seriesAmong, seriesNamed, type Series } from '../domain/series.ts'
import type { Step } from '../domain/service-point.ts'
import type { Storage } from '../storage/port.ts'
import { agencySeenBy } from './access.ts'
import { answeredSeries } from './answered-series.ts'
import { CSV_READERS, csvPartWriter, CsvTable } from './csv-table.ts'
import type { CurrentDirectory, DirectoryService } from './directory-service.ts'
import type { FilePart } from './file-column.ts'
import { openedFilter } from './opened-filter.ts'
import { answeredMonths, periodCells } from './period-tallies.ts'
import { responseColumns } from './response-columns.ts'
import { responseFilter } from './response-filter.ts'
import type { ExportChoices, ExportManifest, ExportQuery, ResponsesFile } from './responses-file.ts'
import { responsesOf } from './shown-index.ts'
import { fileBytes, type FileFormat } from './table-file.ts'

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
   * @throws {FilterRefusedError} when the answers cannot be narrowed as asked
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
    const codes = agencies.map(({ code }) => code)
    return {
      agency,
      query,
      opened: openedFilter(query.filter, { directory, agencies: codes, versions }),
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
  contents(file: ResponsesFile, format: FileFormat): AsyncGenerator<Buffer, void, undefined> {
    return fileBytes({ name: SHEET, columns: file.columns, parts: this.#parts(file) }, format)
  }

  /** How many rows a file has by the kept tallies; null where days or a filter cut through what they count. */
  async rowCount({ agencies, versions, query }: ResponsesFile): Promise<number | null> {
    const { whole, edges } = partsOf(query.period)
    if (edges.length > 0 || query.filter.length > 0) return null
    const codes = agencies.map(({ code }) => code)
    const cells = await this.#storage.tallies.cells({
      agencies: codes,
      ...whole,
      cuts: ['channel'],
      ...stepOf(query),
    })
    const written = new Set(versions.map(questionnaireId))
    const own = cells.filter(({ questionnaire }) => written.has(questionnaire))
    return own.reduce((sum, { tally }) => sum + responsesOf(tally), 0)
  }

  /** Reads the whole file once to tell its rows and its digests. */
  async manifest(file: ResponsesFile): Promise<ExportManifest> {
    const madeAt = this.#now()
    const started = CSV_READERS.map((reader) => {
      const head = Buffer.from(new CsvTable(file.columns).head(reader))
      return { reader, headBytes: head.length, hash: createHash('sha256').update(head) }
    })
    const lines = csvPartWriter<SurveyResponse>()
    let rows = 0
    let bodyBytes = 0
    for await (const part of this.#parts(file)) {
      const bytes = Buffer.from(lines(part))
      for (const { hash } of started) hash.update(bytes)
      rows += part.rows.length
      bodyBytes += bytes.length
    }
    const digests = started.map(({ reader, headBytes, hash }) => ({
      reader,
      bytes: headBytes + bodyBytes,
      sha256: hash.digest('hex'),
    }))
    const { timeZone, method } = this.#config
    return { file, rows, digests, madeAt, timeZone, method }
  }

  async *#parts({ agencies, versions, query }: ResponsesFile): AsyncGenerator<FilePart<SurveyResponse>> {
    const hours = { from: firstHour(query.period.from), to: firstHour(query.period.to) }
    for (const version of versions) {
      const columns = responseColumns(version, versions)
      const isAskedFor = responseFilter(query.filter, version)
      const scope = { ...hours, ...stepOf(query), questionnaire: questionnaireId(version) }
      for (const { code } of agencies) {
        for await (const batch of this.#storage.responses.stream({ ...scope, agency: code }, BATCH_ROWS)) {
          yield { columns, rows: query.filter.length === 0 ? batch : batch.filter(isAskedFor) }
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
      series = answeredSeries(published, answeredMonths(await periodCells(this.#storage, questionnaires, scope))).last
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

/** What the sheet of a workbook is called. */
const SHEET = 'responses'

/** The step of a query as the store takes it: left out for both. */
function stepOf({ step }: ExportQuery): { readonly step?: Step } {
  return step === 'all' ? {} : { step }
}
