import { progressBar } from '../cli/progress.ts'
import type { SampleParameters } from '../sample/parameters.ts'
import { sampleDirectory } from '../sample/sample-directory.ts'
import { ensureSample } from '../sample/sample-folder.ts'
import { codesInUse, TIME_ZONE, type BenchStore, type StoreAddress } from './bench-place.ts'

/** The embedded store with this sample in a folder: the one that is there, of whatever month, or a new one. */
export async function keptStore(folder: string, parameters: SampleParameters): Promise<BenchStore> {
  const { answers } = parameters
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

/** Address of the embedded store in a folder. */
export function inFolder(folder: string): StoreAddress {
  return { dataDir: folder, mongodbUri: null }
}
