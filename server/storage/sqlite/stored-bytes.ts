import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * How many bytes of an embedded store each table takes on disk with its indexes, unfilled parts of pages included.
 *
 * It reads every page of the file through a connection of its own, which takes seconds for millions of responses.
 *
 * @throws {Error} when the folder holds no store
 */
export function storedBytes(dataDir: string): ReadonlyMap<string, number> {
  const connection = new DatabaseSync(join(dataDir, 'hailong.db'), { readOnly: true })
  try {
    const rows = connection.prepare(BYTES).all() as unknown as { table: string; bytes: number }[]
    return new Map(rows.map(({ table, bytes }) => [table, bytes]))
  } finally {
    connection.close()
  }
}

/** Indexes are named in the schema with the table that they belong to. */
const BYTES = `
  SELECT coalesce(part.tbl_name, page.name) AS "table", sum(page.pgsize) AS bytes
  FROM dbstat AS page LEFT JOIN sqlite_schema AS part ON part.name = page.name
  WHERE page.aggregate = TRUE
  GROUP BY 1`
