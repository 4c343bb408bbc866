import type { Config } from '../config.ts'
import { localDay, offsetMs } from '../domain/calendar.ts'
import type { Logger } from '../log.ts'
import { DirectoryService } from '../services/directory-service.ts'
import { Intake } from '../services/intake.ts'
import type { Survey } from '../services/known-surveys.ts'
import { prepareStore } from '../services/prepare-store.ts'
import { SurveyService } from '../services/survey-service.ts'
import type { Storage } from '../storage/port.ts'
import type { LocalMs } from './moment.ts'
import type { SampleParameters } from './parameters.ts'
import { sampleDirectory } from './sample-directory.ts'
import { sampleVisits } from './visits.ts'

/** What filling needs; the sample ends with the day before `now`. */
export interface FillParts {
  readonly storage: Storage
  readonly config: Pick<Config, 'timeZone'>
  readonly log: Pick<Logger, 'warn' | 'error'>
  readonly parameters: SampleParameters
  readonly now: Date
  /** Called now and then with the number of responses stored so far. */
  readonly onProgress?: (stored: number) => void
  /** Stops the filling, which then throws its reason. */
  readonly signal?: AbortSignal
}

/** How many answers are handed to the intake before waiting for earlier ones. */
const WINDOW = 2000

/**
 * Fills an empty store with a sample province. Its answers go the way of all answers, through the survey service and
 * the intake, only that the clock of the service is the sample's.
 *
 * @throws {Error} when an answer is not taken
 */
export async function fillWithSample(parts: FillParts): Promise<void> {
  const { storage, config, log, parameters, now } = parts
  const today = localDay(now, config.timeZone)
  const sample = sampleDirectory(parameters, today)
  await prepareStore(storage)
  await storage.directory.apply(sample.records)

  const intake = new Intake(storage.responses, { queueLimit: 2 * WINDOW, log })
  let instant = now
  const service = new SurveyService({
    directory: new DirectoryService(storage, () => now),
    intake,
    responses: storage.responses,
    config,
    now: () => instant,
  })
  const surveys = new Map<string, Survey>()
  const open = async (code: string): Promise<Survey> => {
    const survey = surveys.get(code) ?? (await openSurvey(service, code))
    surveys.set(code, survey)
    return survey
  }
  const [inUse] = sample.records.codes
  if (!inUse) throw new Error('the sample has no codes')
  const { questionnaire } = await open(inUse.code)

  const toInstant = instantsIn(config.timeZone)
  const failures: unknown[] = []
  let window: Promise<unknown>[] = []
  let before: Promise<unknown> = Promise.resolve()
  let handed = 0
  try {
    for (const { code, at, form } of sampleVisits(sample, questionnaire, parameters, today)) {
      instant = toInstant(at)
      const survey = surveys.get(code.code) ?? (await open(code.code))
      window.push(service.submit(survey, form).catch((error: unknown) => failures.push(error)))
      if (window.length < WINDOW) continue
      // The next window is made while the store works on this one.
      await before
      if (failures.length > 0) throw failures[0]
      parts.signal?.throwIfAborted()
      parts.onProgress?.(handed)
      handed += window.length
      before = Promise.all(window)
      window = []
    }
    await Promise.all([before, ...window])
    if (failures.length > 0) throw failures[0]
  } finally {
    await intake.drain()
  }
  parts.onProgress?.(parameters.answers)
}

async function openSurvey(service: SurveyService, code: string): Promise<Survey> {
  const opened = await service.openSurvey(code)
  if (opened.state !== 'open') throw new Error(`the sample's code ${code} opens no survey`)
  return opened.survey
}

/** Turns moments on the province's clock into instants, working out the zone once a day. */
function instantsIn(timeZone: string): (at: LocalMs) => Date {
  let day = Number.NaN
  let offset = 0
  return (at) => {
    const its = Math.floor(at / 86_400_000)
    if (its !== day) {
      offset = offsetMs(new Date(at), timeZone)
      day = its
    }
    return new Date(at - offset)
  }
}
