import { zstdCompressSync } from 'node:zlib'
import { mongo } from 'mongoose'
import type { BenchSize } from '../bench-size.ts'
import { figuresOf, megabytes, plainLine, whole, type Line } from '../report.ts'
import type { MongoPlace } from './mongo-place.ts'
import { withClient } from './with-client.ts'

/** What grows with the answers; the directory and the accounts are small. */
const COLLECTIONS = ['response', 'tally', 'comment'] as const
/** Size of the blocks that MongoDB's storage engine compresses. */
const BLOCK_BYTES = 32 * 1024

/**
 * What an answer takes: the documents themselves in bytes, the same with their keys in compressed blocks in the order in
 * which they lie, and what the server says of the collections and their indexes.
 */
export async function mongoSizeBench(place: MongoPlace, { big }: BenchSize): Promise<readonly Line[]> {
  const { address, answers } = await place.filled(big)
  return withClient(address.mongodbUri ?? '', async (client) => {
    const lines: Line[] = []
    for (const name of COLLECTIONS) lines.push(lineOf(name, await documentsOf(client, name), answers))
    lines.push(await statedLine(client, answers))
    return lines
  })
}

interface Stored {
  readonly documents: number
  readonly bytes: number
  /** Of the keys, which a collection that lies in their order keeps once more beside its documents. */
  readonly keyBytes: number
  /** In blocks compressed as MongoDB does when it is told to use zstd. */
  readonly compressed: number
}

async function documentsOf(client: mongo.MongoClient, name: string): Promise<Stored> {
  let [documents, bytes, keyBytes, compressed] = [0, 0, 0, 0]
  let block: Buffer[] = []
  let blockBytes = 0
  const close = (): void => {
    if (blockBytes > 0) compressed += zstdCompressSync(Buffer.concat(block)).length
    block = []
    blockBytes = 0
  }
  for await (const document of client
    .db()
    .collection(name)
    .find({}, { raw: true, sort: { _id: 1 } })) {
    const raw = document as unknown as Buffer
    const key = Buffer.from(String(mongo.BSON.deserialize(raw)['_id']))
    documents++
    bytes += raw.length
    keyBytes += key.length
    block.push(key, raw)
    blockBytes += key.length + raw.length
    if (blockBytes >= BLOCK_BYTES) close()
  }
  close()
  return { documents, bytes, keyBytes, compressed }
}

function lineOf(name: string, { documents, bytes, keyBytes, compressed }: Stored, answers: number): Line {
  return plainLine(
    `Bytes an answer in ${name}`,
    `${(bytes / answers).toFixed(1)} in ${whole(documents)} documents of ${whole(bytes / documents)} and keys of ` +
      `${whole(keyBytes / documents)}, ` +
      `${(compressed / answers).toFixed(1)} compressed by zstd in blocks`,
    figuresOf(`size.${name}`, {
      documents,
      documentBytes: bytes / documents,
      keyBytes: keyBytes / documents,
      compressedBytes: compressed / documents,
    }),
  )
}

/** What the server itself says; the test server counts documents and index keys as they are, without its files. */
async function statedLine(client: mongo.MongoClient, answers: number): Promise<Line> {
  const { dataSize, storageSize, indexSize } = await client.db().command({ dbStats: 1 })
  return plainLine(
    'The server says of the whole database',
    `data ${megabytes(Number(dataSize))}, on disk ${megabytes(Number(storageSize))}, ` +
      `indexes ${megabytes(Number(indexSize))}: ${whole((Number(storageSize) + Number(indexSize)) / answers)} bytes an answer`,
    figuresOf('size', {
      answers,
      statedDataBytes: Number(dataSize),
      statedStorageBytes: Number(storageSize),
      statedIndexBytes: Number(indexSize),
    }),
  )
}
