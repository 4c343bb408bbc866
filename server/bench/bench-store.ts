import { join } from 'node:path'
import { loadConfig } from '../config.ts'
import { localHour, type LocalHour } from '../domain/calendar.ts'
import type { Questionnaire } from '../domain/questionnaire.ts'
import type { PublicCode } from '../domain/service-point.ts'
import { progressBar } from '../cli/progress.ts'
import { SAMPLE_DEFAULTS } from '../sample/parameters.ts'
import { sampleDirectory, type SampleDirectory } from '../sample/sample-directory.ts'
import { ensureSample } from '../sample/sample-folder.ts'
import { prepareStore } from '../services/prepare-store.ts'
import { openStorage } from '../storage/open-storage.ts'

/** Where the stores that are measured lie; big ones stay for the next run. */
export interface BenchPlace {
  readonly cacheDir: string
}

/** A sample store of a size, made once and kept. */
export interface BenchStore {
  readonly folder: string
  readonly answers: number
  readonly sample: SampleDirectory
  readonly password: string
  /** The day on which it was made, to which its months lead. */
  readonly today: number
  /** Of a code that opens a survey. */
  readonly code: string
}

const TIME_ZONE = loadConfig({}).timeZone

/** The sample store with this many answers, filled now where it is not there yet. */
export async function benchStore({ cacheDir }: BenchPlace, answers: number): Promise<BenchStore> {
  const folder = join(cacheDir, `bench-${answers}`)
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
  return { folder, answers, sample, password, today, code: codesInUse(sample)[0]?.code ?? '' }
}

/** A new store with the sample's agencies and codes and no answers. */
export async function emptyStore(folder: string): Promise<{
  readonly codes: readonly PublicCode[]
  readonly questionnaire: Questionnaire
  readonly hour: LocalHour
}> {
  const hour = localHour(new Date(), TIME_ZONE)
  const sample = sampleDirectory(SAMPLE_DEFAULTS, Math.floor(hour / 24))
  const storage = await openStorage({ dataDir: folder })
  try {
    await prepareStore(storage)
    await storage.directory.apply(sample.records)
    const [questionnaire] = (await storage.questionnaires.all()).filter(({ key }) => key === 'counter').reverse()
    if (!questionnaire) throw new Error('no counter questionnaire is published')
    return { codes: codesInUse(sample), questionnaire, hour }
  } finally {
    await storage.close()
  }
}

/** How many answers a store holds that nobody serves. */
export async function storedAnswers(folder: string): Promise<number> {
  const storage = await openStorage({ dataDir: folder })
  try {
    return await storage.responses.count()
  } finally {
    await storage.close()
  }
}

function codesInUse({ records }: SampleDirectory): readonly PublicCode[] {
  return records.codes.filter(({ withdrawnOn }) => withdrawnOn === null)
}
