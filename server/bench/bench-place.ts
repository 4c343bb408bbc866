import { loadConfig, type Config } from '../config.ts'
import { localHour, type LocalHour } from '../domain/calendar.ts'
import type { Questionnaire } from '../domain/questionnaire.ts'
import type { PublicCode } from '../domain/service-point.ts'
import { SAMPLE_DEFAULTS } from '../sample/parameters.ts'
import { sampleDirectory, type SampleDirectory } from '../sample/sample-directory.ts'
import { prepareStore } from '../services/prepare-store.ts'
import { openStorage } from '../storage/open-storage.ts'

/** What the platform is told of its store. The folder holds its secrets where the answers lie in MongoDB. */
export type StoreAddress = Pick<Config, 'dataDir' | 'mongodbUri'>

/** Where the stores that are measured lie: one for each kind of store. */
export interface BenchPlace {
  /** What is kept for the next run lies here. */
  readonly cacheDir: string
  /** What keeps the stores, in one line. */
  describe(): Promise<string>
  /** The sample store with this many answers, filled now where it is not there yet. */
  filled(answers: number): Promise<BenchStore>
  /** Room for a new store, with nothing in it. */
  fresh(): Promise<FreshPlace>
  /** Ends what was started for it. */
  close(): Promise<void>
}

/** A sample store of a size, made once and kept. */
export interface BenchStore {
  readonly address: StoreAddress
  readonly answers: number
  readonly sample: SampleDirectory
  readonly password: string
  /** The day on which it was made, to which its months lead. */
  readonly today: number
  /** Of a code that opens a survey. */
  readonly code: string
}

export interface FreshPlace {
  readonly address: StoreAddress
  /** Removes the store that was made there. */
  remove(): Promise<void>
}

/** A store with the sample's agencies and codes and no answers. */
export interface EmptyStore extends FreshPlace {
  readonly codes: readonly PublicCode[]
  readonly questionnaire: Questionnaire
  /** The present hour. */
  readonly hour: LocalHour
}

export const TIME_ZONE = loadConfig({}).timeZone

export async function emptyStore(place: BenchPlace): Promise<EmptyStore> {
  const fresh = await place.fresh()
  const hour = localHour(new Date(), TIME_ZONE)
  const sample = sampleDirectory(SAMPLE_DEFAULTS, Math.floor(hour / 24))
  const storage = await openStorage(fresh.address)
  try {
    await prepareStore(storage)
    await storage.directory.apply(sample.records)
    const [questionnaire] = (await storage.questionnaires.all()).filter(({ key }) => key === 'counter').reverse()
    if (!questionnaire) throw new Error('no counter questionnaire is published')
    return { ...fresh, codes: codesInUse(sample), questionnaire, hour }
  } finally {
    await storage.close()
  }
}

/** How many answers a store holds that nobody serves. */
export async function storedAnswers(address: StoreAddress): Promise<number> {
  const storage = await openStorage(address)
  try {
    return await storage.responses.count()
  } finally {
    await storage.close()
  }
}

export function codesInUse({ records }: SampleDirectory): readonly PublicCode[] {
  return records.codes.filter(({ withdrawnOn }) => withdrawnOn === null)
}
