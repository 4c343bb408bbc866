import { mongo } from 'mongoose'

/** Lets the driver work on the server and database of an address, and closes it. */
export async function withClient<T>(uri: string, work: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(uri)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.close()
  }
}
