import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { NotFoundError } from '../domain/errors.ts'
import { seriesAmong } from '../domain/series.ts'
import type { CurrentDirectory, DirectoryService } from './directory-service.ts'
import { inParts, type FileColumn } from './file-column.ts'
import type { OpenDataColumn } from './open-data-column.ts'
import { openDataColumns } from './open-data-columns.ts'
import { openDataRows, type OpenDataRow } from './open-data-rows.ts'
import { yearOfQuarter, type Quarter } from './public-periods.ts'
import { PUBLIC_KEPT_MS, type PublicService } from './public-service.ts'
import type { TableFile } from './table-file.ts'

/** What stands in one row, in the order of the columns; null is blank. */
export type OpenDataCells = readonly (string | number | null)[]

const pack = promisify(deflateRaw)
const unpack = promisify(inflateRaw)

/** So many rows are kept and handed on together. */
const A_PACK = 100

/** What the sheet of a workbook would be called. */
const NAME = 'results'

/** Hands out what the public pages show as tables, quarter by quarter. */
export class OpenDataService {
  readonly #parts: OpenDataParts
  readonly #quarters = new Map<Quarter, KeptCells>()
  #columns: KeptColumns | null = null

  constructor(parts: OpenDataParts) {
    this.#parts = parts
  }

  /** Fewest respondents of anything published. */
  get least(): number {
    return this.#parts.published.rules.least
  }

  /** The quarters that the files tell of, oldest first. */
  quarters(): Promise<readonly Quarter[]> {
    return this.#parts.published.quarters()
  }

  /**
   * The columns of every file.
   *
   * @param languages codes of the languages that get columns of names
   * @returns the same object as long as nobody changed agencies or questionnaires
   */
  async columns(languages: readonly string[]): Promise<readonly OpenDataColumn[]> {
    const current = await this.#parts.directory.current()
    const named = languages.join()
    if (this.#columns?.current !== current || this.#columns.named !== named) {
      const all = seriesAmong(current.questionnaires.values())
      this.#columns = { current, named, columns: openDataColumns(languages, all, this.#parts.published.rules) }
    }
    return this.#columns.columns
  }

  /**
   * A file, whose rows are made while it is read and kept for an hour.
   *
   * @param year only its quarters; all where null
   * @throws {NotFoundError} when no quarter of the year is told of
   */
  async file(year: number | null, languages: readonly string[]): Promise<TableFile<OpenDataCells>> {
    const quarters = (await this.quarters()).filter((one) => year === null || yearOfQuarter(one) === year)
    if (year !== null && quarters.length === 0) throw new NotFoundError('year', String(year))
    const made = await this.columns(languages)
    const columns = made.map(({ key }, i): FileColumn<OpenDataCells> => ({ key, value: (cells) => cells[i] ?? null }))
    return { name: NAME, columns, parts: inParts(columns, this.#rows(quarters, made)) }
  }

  async *#rows(
    quarters: readonly Quarter[],
    columns: readonly OpenDataColumn[],
  ): AsyncGenerator<readonly OpenDataCells[], void, undefined> {
    for (const quarter of quarters) {
      for (const packed of await this.#packed(quarter, columns)) {
        yield JSON.parse((await unpack(packed)).toString()) as readonly OpenDataCells[]
      }
    }
  }

  /** The rows of a quarter as they are kept; whoever asks while they are made waits for the same. */
  #packed(quarter: Quarter, columns: readonly OpenDataColumn[]): Promise<readonly Buffer[]> {
    const { published, now } = this.#parts
    const at = now().getTime()
    const kept = this.#quarters.get(quarter)
    if (kept?.columns === columns && Math.abs(at - kept.readAt) < PUBLIC_KEPT_MS) return kept.packs
    const made: KeptCells = {
      columns,
      readAt: at,
      packs: published.ofQuarter(quarter).then((read) => {
        // The pages may have read it before: files are made anew when they are.
        made.readAt = read.readAt
        return packed(openDataRows(read, published.rules), columns)
      }),
    }
    this.#quarters.set(quarter, made)
    made.packs.catch(() => this.#quarters.delete(quarter))
    return made.packs
  }
}

/** Rows as cells, compressed. */
async function packed(
  batches: AsyncIterable<readonly OpenDataRow[]>,
  columns: readonly OpenDataColumn[],
): Promise<readonly Buffer[]> {
  const packs: Buffer[] = []
  let cells: OpenDataCells[] = []
  for await (const rows of batches) {
    cells.push(...rows.map((row) => columns.map(({ value }) => value(row))))
    if (cells.length < A_PACK) continue
    packs.push(await pack(JSON.stringify(cells)))
    cells = []
  }
  if (cells.length > 0) packs.push(await pack(JSON.stringify(cells)))
  return packs
}

export interface OpenDataParts {
  readonly published: Pick<PublicService, 'rules' | 'quarters' | 'ofQuarter'>
  readonly directory: Pick<DirectoryService, 'current'>
  readonly now: () => Date
}

interface KeptCells {
  readonly columns: readonly OpenDataColumn[]
  readAt: number
  readonly packs: Promise<readonly Buffer[]>
}

interface KeptColumns {
  readonly current: CurrentDirectory
  readonly named: string
  readonly columns: readonly OpenDataColumn[]
}
