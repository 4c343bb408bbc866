import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { AnswerCount, AnswerFileError } from './score-answers.ts'
import { answerColumns, type AnswerColumns } from './score-columns.ts'

/** A file of answers, counted. */
export interface CountedFile {
  readonly columns: AnswerColumns
  readonly count: AnswerCount
}

/** More than any row of a survey; a quote that is never closed must not fill the memory. */
const LONGEST_ROW = 1_000_000

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['ERR_ENCODING_INVALID_ENCODED_DATA', 'not UTF-8: save it as "CSV UTF-8"'],
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'this is a folder, not a file'],
  ['EACCES', 'this file may not be read'],
])

/**
 * Reads a CSV file from end to end and counts its answers, one row after the other, however long it is. Cells are
 * separated by commas, or by semicolons where the header has no comma, as spreadsheets write them in Vietnam.
 *
 * @throws {AnswerFileError} when the file cannot be read, is no UTF-8, or anything in it is not as it should be
 */
export async function countAnswerFile(path: string): Promise<CountedFile> {
  let counted: CountedFile | null = null
  try {
    const chunks = utf8Chunks(createReadStream(path))
    const first = await chunks.next()
    const start = first.done === true ? Buffer.alloc(0) : first.value
    const parser = parse({
      bom: true,
      delimiter: delimiterOf(start),
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: LONGEST_ROW,
      on_record: (cells: string[], { lines }: { lines: number }) => {
        if (counted) counted.count.add(cells, lines)
        else counted = open(cells)
        return null
      },
    })
    // rows are counted as they are parsed; none comes out at the end
    parser.resume()
    await pipeline(Readable.from(prepend(start, chunks)), parser)
  } catch (error) {
    throw translated(error)
  }
  // assigned in the callback above, which the type checker does not follow
  const file = counted as CountedFile | null
  if (!file) throw new AnswerFileError(['the file is empty: a header row with the names of columns is needed'])
  file.count.end()
  return file
}

function open(header: readonly string[]): CountedFile {
  const columns = answerColumns(header)
  if (!('criteria' in columns)) throw new AnswerFileError(columns)
  return { columns, count: new AnswerCount(columns) }
}

async function* utf8Chunks(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of source) {
    decoder.decode(chunk, { stream: true })
    yield chunk
  }
  decoder.decode()
}

async function* prepend(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  yield first
  yield* rest
}

function delimiterOf(start: Buffer): ',' | ';' {
  const [header = ''] = start.toString('utf8').split('\n', 1)
  return !header.includes(',') && header.includes(';') ? ';' : ','
}

/** Trouble with opening and parsing, as far as it is the file's, in words. */
function translated(error: unknown): unknown {
  if (error instanceof CsvError) return new AnswerFileError([`not a CSV file: ${error.message}`])
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  const problem = typeof code === 'string' ? PROBLEMS.get(code) : undefined
  return problem === undefined ? error : new AnswerFileError([problem])
}
