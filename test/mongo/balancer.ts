import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** One port before several servers: each new connection goes to the next server that takes it. */
export class Balancer {
  readonly url: string
  /** Ports of the servers. */
  readonly #targets: number[]
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #next = 0

  private constructor(server: Server, targets: readonly number[]) {
    this.#server = server
    this.#targets = [...targets]
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('connection', (client) => {
      this.#connect(client, this.#targets.length)
    })
  }

  static async start(targets: readonly number[]): Promise<Balancer> {
    const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Balancer(server, targets)
  }

  /** Puts another server in the place of one. */
  replace(place: number, port: number): void {
    this.#targets[place] = port
  }

  async stop(): Promise<void> {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await once(this.#server, 'close')
  }

  #connect(client: Socket, triesLeft: number): void {
    const port = this.#targets[this.#next++ % this.#targets.length]
    if (triesLeft === 0 || port === undefined) {
      client.destroy()
      return
    }
    const server = connect(port, '127.0.0.1')
    const refused = (): void => {
      this.#connect(client, triesLeft - 1)
    }
    server.once('error', refused)
    server.once('connect', () => {
      server.off('error', refused)
      this.#join(client, server)
    })
  }

  #join(client: Socket, server: Socket): void {
    const pairs: [Socket, Socket][] = [
      [client, server],
      [server, client],
    ]
    for (const [from, to] of pairs) {
      this.#sockets.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        this.#sockets.delete(from)
        to.destroy()
      })
    }
    client.resume()
  }
}
