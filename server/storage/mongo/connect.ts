import { mongo, Mongoose, type Connection } from 'mongoose'

/** How long an operation looks for a server that can do it. */
export const SELECTION_MS = 3000
/** How often servers are asked whether they are there, and so about how long a dead one goes unnoticed. */
const HEARTBEAT_MS = 2000
/** The database's name where the address names none. */
const DEFAULT_NAME = 'hailong'
/** Three stages of a group of answers and what staff ask beside it; not one for each of them. */
const MOST_CONNECTIONS = 30

/** How long most members may take to write something down. */
const COMMIT_MS = 5000

/** Every write waits until it is in the journal of most members: what was acknowledged survives any one of them. */
export const DURABLE = new mongo.WriteConcern('majority', COMMIT_MS, true)

/** A connection of its own that is not open yet: nothing is shared through Mongoose itself. */
export function createConnection(): Connection {
  const mongoose = new Mongoose()
  mongoose.set('strictQuery', 'throw')
  mongoose.set('sanitizeFilter', true)
  mongoose.set('bufferCommands', false)
  mongoose.set('autoIndex', false)
  mongoose.set('autoCreate', false)
  return mongoose.createConnection()
}

/** @throws {Error} of the driver when no server answers, or refuses */
export async function openConnection(connection: Connection, uri: string): Promise<void> {
  await connection.openUri(uri, {
    dbName: databaseName(uri),
    appName: 'hailong',
    serverSelectionTimeoutMS: SELECTION_MS,
    connectTimeoutMS: SELECTION_MS,
    heartbeatFrequencyMS: HEARTBEAT_MS,
    maxPoolSize: MOST_CONNECTIONS,
    readConcernLevel: 'majority',
    writeConcern: DURABLE,
    promoteBuffers: true,
    retryReads: true,
    retryWrites: true,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
  })
}

/**
 * The name of the database in an address.
 *
 * @example
 * databaseName('mongodb://a:27017,b:27017/province?replicaSet=rs0') // 'province'
 */
export function databaseName(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/]*\/([^?]*)/.exec(uri)?.[1]
  return path ? decodeURIComponent(path) : DEFAULT_NAME
}

/** The least version that keeps responses in the order of their keys, and the wire protocol that it speaks. */
const LEAST_VERSION = { name: '6.0', wire: 17 }

/** @throws {Error} with a sentence for the operator when the server cannot keep the promises of the store */
export async function assertUsableServer(connection: Connection): Promise<void> {
  const hello = await connection.getClient().db('admin').command({ hello: 1 })
  const isReplicated = typeof hello['setName'] === 'string' || hello['msg'] === 'isdbgrid'
  if (!isReplicated) {
    throw new Error(
      'MONGODB_URI names a standalone server, which has no transactions: start mongod with --replSet rs0, run ' +
        'rs.initiate() in mongosh once, and add replicaSet=rs0 to the address.',
    )
  }
  if (Number(hello['maxWireVersion']) < LEAST_VERSION.wire) {
    throw new Error(
      `MONGODB_URI names a server that is too old: the store needs MongoDB ${LEAST_VERSION.name} or newer.`,
    )
  }
}
