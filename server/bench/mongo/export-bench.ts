import type { BenchStore } from '../bench-place.ts'
import type { BenchSize } from '../bench-size.ts'
import { figuresOf, perSecond, plainLine, ratio, whole, type Line } from '../report.ts'
import { memoryLine, timeExports } from '../timed-exports.ts'
import { afterAgency } from '../../storage/mongo/response-key.ts'
import type { ResponseDocument } from '../../storage/mongo/models.ts'
import type { MongoPlace } from './mongo-place.ts'
import { withClient } from './with-client.ts'

const BATCH_SIZE = 1000

/**
 * Rows a second of the province's CSV, against the bare driver that reads the same answers agency by agency, and how
 * far the server's memory rises. One round: the test server looks through all answers for each agency.
 */
export async function mongoExportBench(place: MongoPlace, { big }: BenchSize): Promise<readonly Line[]> {
  const store = await place.filled(big)
  const exports = await timeExports(store, 1)
  const { rows, rate, processorUs } = exports
  const bare = await readBare(store)
  return [
    plainLine(
      `CSV export of ${whole(rows)} rows`,
      `${perSecond(rate)} rows, against ${perSecond(bare)} that the bare driver reads, ratio ${ratio(rate / bare)}` +
        (processorUs === null ? '' : `; ${processorUs.toFixed(0)} µs of processor time a row`),
      figuresOf('export', { rows, rowsPerSecond: rate, bareRowsPerSecond: bare, processorUs }),
    ),
    memoryLine(exports),
  ]
}

/** Answers a second that the driver reads alone, in the ranges in which the platform asks for them. */
function readBare({ address, sample }: BenchStore): Promise<number> {
  return withClient(address.mongodbUri ?? '', async (client) => {
    const responses = client.db().collection<ResponseDocument>('response')
    const start = performance.now()
    let read = 0
    for (const { code } of sample.records.agencies) {
      const range = { _id: { $gte: `${code}\t`, $lt: afterAgency(code) } }
      const cursor = responses.find(range, { sort: { _id: 1 }, batchSize: BATCH_SIZE })
      while (await cursor.hasNext()) read += cursor.readBufferedDocuments().length
    }
    return (read * 1000) / (performance.now() - start)
  })
}
