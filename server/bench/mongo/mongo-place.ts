import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { progressBar } from '../../cli/progress.ts'
import { canonicalJson } from '../../domain/canonical-json.ts'
import { backUp } from '../../services/backup.ts'
import { restore } from '../../services/restore.ts'
import { openStorage } from '../../storage/open-storage.ts'
import type { Storage } from '../../storage/port.ts'
import type { BenchPlace, BenchStore, FreshPlace, StoreAddress } from '../bench-place.ts'
import { EmbeddedPlace } from '../embedded-place.ts'
import { DatabaseServer } from './database-server.ts'
import { withDatabase } from './mongo-address.ts'
import { fetchedServer, SERVER_NAME } from './server-program.ts'
import { withClient } from './with-client.ts'

/** Stores in MongoDB, each in a database whose name begins with `hailong_bench_`. */
export class MongoPlace implements BenchPlace {
  readonly cacheDir: string
  /** The embedded stores that the filled ones are copies of. */
  readonly embedded: EmbeddedPlace
  /** The server where this has started it. */
  readonly server: DatabaseServer | null
  readonly #url: string
  /** Secrets and logs of the platforms that run on it. */
  readonly #folder: string
  /** Those that were found to be whole, by their number of answers. */
  readonly #filled = new Map<number, BenchStore>()

  private constructor(cacheDir: string, url: string, server: DatabaseServer | null) {
    this.cacheDir = cacheDir
    this.embedded = new EmbeddedPlace(cacheDir)
    this.server = server
    this.#url = url
    this.#folder = mkdtempSync(join(cacheDir, 'bench-mongo-app-'))
  }

  /**
   * @param url of the server to measure; null starts the test server, on data that stays in the cache
   * @throws {Error} when the test server cannot be fetched or started
   */
  static async open(cacheDir: string, url: string | null): Promise<MongoPlace> {
    if (url !== null) return new MongoPlace(cacheDir, url, null)
    const folder = join(cacheDir, 'bench-mongo')
    mkdirSync(folder, { recursive: true })
    const server = await DatabaseServer.start(fetchedServer(cacheDir), { folder })
    return new MongoPlace(cacheDir, server.url, server)
  }

  async describe(): Promise<string> {
    const version = await withClient(this.#url, async (client) => {
      const { version } = await client.db('admin').command({ buildInfo: 1 })
      return String(version)
    })
    return this.server ? `${SERVER_NAME}, a server for tests that answers as MongoDB ${version}` : `MongoDB ${version}`
  }

  /** A copy of the embedded store with as many answers, brought over by backup and restore. */
  async filled(answers: number): Promise<BenchStore> {
    const known = this.#filled.get(answers)
    if (known) return known
    const original = await this.embedded.filled(answers)
    const address = this.#addressOf(`hailong_bench_${answers}`)
    if (!(await isCopy(address, original.address))) {
      await this.#drop(address)
      await this.#copy(original.address, address, answers)
    }
    const store = { ...original, address }
    this.#filled.set(answers, store)
    return store
  }

  fresh(): Promise<FreshPlace> {
    const address = this.#addressOf(`hailong_bench_${randomBytes(4).toString('hex')}`)
    return Promise.resolve({ address, remove: () => this.#drop(address) })
  }

  async close(): Promise<void> {
    await this.server?.stop()
    await rm(this.#folder, { recursive: true })
  }

  #addressOf(database: string): StoreAddress {
    return { dataDir: this.#folder, mongodbUri: withDatabase(this.#url, database) }
  }

  async #copy(from: StoreAddress, to: StoreAddress, answers: number): Promise<void> {
    const folder = join(this.#folder, 'copy')
    const [source, target] = [await openStorage(from), await openStorage(to)]
    try {
      await backUp(source.archive, folder, { now: () => new Date() })
      const draw = progressBar(process.stderr, `Copying ${answers} answers into MongoDB`, 2 * answers)
      await restore(target, folder, {
        onProgress: (phase, done) => {
          if (phase === 'loading') draw(Math.min(done, answers))
          if (phase === 'recounting') draw(answers + done)
        },
      })
    } finally {
      await source.close()
      await target.close()
      await rm(folder, { recursive: true, force: true })
    }
  }

  async #drop({ mongodbUri }: StoreAddress): Promise<void> {
    await withClient(mongodbUri ?? '', (client) => client.db().dropDatabase())
  }
}

/** Whether a store holds the accounts and as many answers as another: a filling that was cut off cannot be opened. */
async function isCopy(address: StoreAddress, original: StoreAddress): Promise<boolean> {
  const there = await openStorage(address).then(glance, () => null)
  return there !== null && there === (await glance(await openStorage(original)))
}

async function glance(storage: Storage): Promise<string> {
  try {
    return canonicalJson([await storage.responses.count(), await storage.accounts.all()])
  } finally {
    await storage.close()
  }
}
