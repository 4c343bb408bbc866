import type { ClientSession, Model } from 'mongoose'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { withinTime } from './time-limit.ts'

/**
 * The documents of a query in the batches in which the database sends them, none of them empty, none larger than
 * `batchSize`. Taken from the driver as they come: a promise for each document would cost more than all the rest.
 *
 * @param filter made of values of this program only: Mongoose does not look at it
 */
export async function* batchesOf<Document>(
  model: Pick<Model<unknown>, 'collection'>,
  filter: object,
  sort: Readonly<Record<string, 1 | -1>>,
  session: ClientSession,
  batchSize: number,
  projection: Readonly<Record<string, 0>> = {},
): AsyncGenerator<readonly Document[]> {
  const cursor = model.collection.find(filter, {
    projection,
    sort,
    session,
    batchSize,
    noCursorTimeout: true,
  })
  try {
    while (await withinTime(BATCH_MS, cursor.hasNext())) {
      yield cursor.readBufferedDocuments() as Document[]
      await nextTurn()
    }
  } finally {
    await cursor.close()
  }
}

/** How long the database may take over one batch; the first may have to be looked for long. */
const BATCH_MS = 120_000
