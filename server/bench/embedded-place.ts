import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { progressBar } from '../cli/progress.ts'
import { SAMPLE_DEFAULTS } from '../sample/parameters.ts'
import { sampleDirectory } from '../sample/sample-directory.ts'
import { ensureSample } from '../sample/sample-folder.ts'
import {
  codesInUse,
  TIME_ZONE,
  type BenchPlace,
  type BenchStore,
  type FreshPlace,
  type StoreAddress,
} from './bench-place.ts'

/** Embedded stores, each in a folder of the cache. */
export class EmbeddedPlace implements BenchPlace {
  readonly cacheDir: string

  constructor(cacheDir: string) {
    this.cacheDir = cacheDir
  }

  describe(): Promise<string> {
    return Promise.resolve(`Embedded store, SQLite ${process.versions['sqlite'] ?? ''}`)
  }

  async filled(answers: number): Promise<BenchStore> {
    const folder = join(this.cacheDir, `bench-${answers}`)
    const parameters = { ...SAMPLE_DEFAULTS, answers }
    const { today, password } = await ensureSample({
      folder,
      timeZone: TIME_ZONE,
      anyMonth: true,
      log: console,
      parameters,
      now: new Date(),
      onProgress: progressBar(process.stderr, `Filling ${folder}`, answers),
    })
    const sample = sampleDirectory(parameters, today)
    return { address: inFolder(folder), answers, sample, password, today, code: codesInUse(sample)[0]?.code ?? '' }
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

function inFolder(folder: string): StoreAddress {
  return { dataDir: folder, mongodbUri: null }
}
