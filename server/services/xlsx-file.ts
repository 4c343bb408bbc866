import { PassThrough, Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { contentTypes, PACKAGE_RELATIONS, STYLES, workbook, workbookRelations } from './xlsx-parts.ts'
import { sheetPieces, type XlsxSheet } from './xlsx-sheet.ts'

/** So many rows fit on a sheet, its head included; further ones go on another. */
export const ROWS_A_SHEET = 1_048_576

/**
 * A workbook for Excel (ECMA-376), piece by piece while its rows are read: values only, no formula and no macro, so
 * that what somebody has typed stays a text. Memory use does not grow with the rows; leaving early ends the reading.
 */
export async function* xlsxFile(
  sheets: readonly XlsxSheet[],
  rowsASheet = ROWS_A_SHEET,
): AsyncGenerator<Buffer, void, undefined> {
  const zip = new ZipFile()
  const output = zip.outputStream.pipe(new PassThrough())
  const stop = new AbortController()
  const add = async (path: string, pieces: AsyncIterable<string>): Promise<void> => {
    const content = Readable.from(pieces, { objectMode: true, highWaterMark: 1, signal: stop.signal })
    zip.addReadStream(content, path, { mtime: NO_TIME })
    await finished(content)
  }
  const fill = async (): Promise<void> => {
    const names: string[] = []
    for (const sheet of sheets) {
      const rows = new RowsInHand(sheet.rows)
      let part = 1
      do {
        names.push(part === 1 ? sheet.name : `${sheet.name} (${part})`)
        await add(`xl/worksheets/sheet${names.length}.xml`, sheetPieces(sheet.head, rows.next(rowsASheet - 1)))
        part++
      } while (await rows.hasMore())
    }
    addText(zip, '[Content_Types].xml', contentTypes(names.length))
    addText(zip, '_rels/.rels', PACKAGE_RELATIONS)
    addText(zip, 'xl/workbook.xml', workbook(names))
    addText(zip, 'xl/_rels/workbook.xml.rels', workbookRelations(names.length))
    addText(zip, 'xl/styles.xml', STYLES)
    zip.end()
  }
  const fail = (error: Error): void => {
    output.destroy(error)
  }
  zip.on('error', fail)
  fill().catch(fail)
  try {
    for await (const piece of output) yield piece as Buffer
  } finally {
    stop.abort()
  }
}

/** The same rows give the same bytes, whenever they are written. */
const NO_TIME = new Date(2000, 0, 1)

function addText(zip: ZipFile, path: string, text: string): void {
  zip.addBuffer(Buffer.from(text), path, { mtime: NO_TIME })
}

/** Rows that come in batches and are handed on so many at a time. */
class RowsInHand<Row> {
  readonly #source: AsyncIterator<readonly Row[]>
  #batch: readonly Row[] = []

  constructor(batches: AsyncIterable<readonly Row[]>) {
    this.#source = batches[Symbol.asyncIterator]()
  }

  async hasMore(): Promise<boolean> {
    while (this.#batch.length === 0) {
      const next = await this.#source.next()
      if (next.done) return false
      this.#batch = next.value
    }
    return true
  }

  /** The next rows, at most so many. Whoever leaves early ends the reading. */
  async *next(atMost: number): AsyncGenerator<readonly Row[]> {
    let left = atMost
    let isWhole = false
    try {
      while (left > 0 && (await this.hasMore())) {
        const taken = this.#batch.slice(0, left)
        this.#batch = this.#batch.slice(taken.length)
        left -= taken.length
        yield taken
      }
      isWhole = true
    } finally {
      if (!isWhole) await this.#source.return?.()
    }
  }
}
