import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import type { StoreAddress } from '../bench-place.ts'
import { byWayOf, firstServer } from './mongo-address.ts'

/** Is handed what one connection of a platform sends. */
type Listener = (chunk: Buffer) => void

/** Passes on what a platform and its database server say to each other, counts the bytes, and lets others listen. */
export class Relay {
  readonly #server: Server
  readonly #uri: string
  readonly #listen: (() => Listener) | null
  readonly #sockets = new Set<Socket>()
  /** Bytes from the platform to the database server. */
  sent = 0
  /** Bytes from the database server to the platform. */
  received = 0

  private constructor(server: Server, uri: string, listen: (() => Listener) | null) {
    this.#server = server
    this.#uri = uri
    this.#listen = listen
    server.on('connection', (client) => {
      this.#join(client)
    })
  }

  /**
   * @param address of the store that the platform is to work on
   * @param listen asked for a listener for each connection
   * @throws {Error} when the store lies in no MongoDB, or one that is talked to over TLS
   */
  static async start({ mongodbUri }: StoreAddress, listen: (() => Listener) | null = null): Promise<Relay> {
    if (mongodbUri === null) throw new Error('only what goes to a MongoDB can be passed on')
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Relay(server, mongodbUri, listen)
  }

  /** The store's address by way of this. */
  get uri(): string {
    return byWayOf(this.#uri, (this.#server.address() as AddressInfo).port)
  }

  async stop(): Promise<void> {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await once(this.#server, 'close')
  }

  #join(platform: Socket): void {
    const database = connect({ ...firstServer(this.#uri), noDelay: true })
    const listener = this.#listen?.()
    platform.on('data', (chunk) => {
      this.sent += chunk.length
      listener?.(chunk)
    })
    database.on('data', (chunk) => (this.received += chunk.length))
    this.#pass(platform, database)
    this.#pass(database, platform)
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from)
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => {
      this.#sockets.delete(from)
      to.destroy()
    })
  }
}
