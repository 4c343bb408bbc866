/** One column of a file of rows: its key in the head, and what stands in it. A number stays a number; null is blank. */
export interface FileColumn<Row> {
  readonly key: string
  readonly value: (row: Row) => string | number | null
}

/** Rows with the columns in which they are written. All parts of one file have the same keys. */
export interface FilePart<Row> {
  readonly columns: readonly FileColumn<Row>[]
  readonly rows: readonly Row[]
}

/** A file of a single part, which is at hand. */
// eslint-disable-next-line @typescript-eslint/require-await -- files are written from parts as they come
export async function* inOnePart<Row>(part: FilePart<Row>): AsyncGenerator<FilePart<Row>> {
  yield part
}

/** A file whose rows come in batches and have the same columns throughout. */
export async function* inParts<Row>(
  columns: readonly FileColumn<Row>[],
  batches: AsyncIterable<readonly Row[]>,
): AsyncGenerator<FilePart<Row>> {
  for await (const rows of batches) yield { columns, rows }
}
