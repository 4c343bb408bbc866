import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SAMPLE_DEFAULTS } from '../sample/parameters.ts'
import type { BenchPlace, BenchStore, FreshPlace } from './bench-place.ts'
import { inFolder, keptStore } from './kept-store.ts'

/** Embedded stores, each in a folder of the cache. */
export class EmbeddedPlace implements BenchPlace {
  readonly cacheDir: string

  constructor(cacheDir: string) {
    this.cacheDir = cacheDir
  }

  describe(): Promise<string> {
    return Promise.resolve(`Embedded store, SQLite ${process.versions['sqlite'] ?? ''}`)
  }

  filled(answers: number): Promise<BenchStore> {
    return keptStore(join(this.cacheDir, `bench-${answers}`), { ...SAMPLE_DEFAULTS, answers })
  }

  fresh(): Promise<FreshPlace> {
    const folder = mkdtempSync(join(this.cacheDir, 'bench-new-'))
    return Promise.resolve({
      address: inFolder(folder),
      remove: async () => {
        await rm(folder, { recursive: true })
      },
    })
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}
