import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isoMonth, localDay, monthOfDay } from '../domain/calendar.ts'
import { openStorage } from '../storage/open-storage.ts'
import { addDemoAccounts, newDemoPassword } from './demo-accounts.ts'
import { fillWithSample, type FillParts } from './fill.ts'
import type { SampleParameters } from './parameters.ts'
import { sampleProvince } from './province.ts'

/** Says in a folder that it belongs to a sample, of what it was made, and whether it is whole. */
export interface SampleMark {
  readonly madeBy: 'hailong-sample'
  /** Raised whenever the same parameters come to give another province. */
  readonly edition: number
  readonly parameters: SampleParameters
  /** The month in which it was made: dashboards look back from today, and so do its stories. */
  readonly month: string
  readonly today: number
  readonly password: string
  readonly isFilled: boolean
  /** Tells two fillings of the same folder apart. */
  readonly token: string
}

/** Thrown when a folder holds something that is not a sample's, or changes under the filling. */
export class SampleFolderError extends Error {}

const EDITION = 1
const MARK = 'sample.json'

/** What a folder is to hold, and how filling it is told about. */
export interface SampleWish extends Omit<FillParts, 'storage' | 'config'> {
  readonly folder: string
  readonly timeZone: string
  /** Whether a sample of an earlier month will do. */
  readonly anyMonth?: boolean
  /** Called before filling starts, with why the folder is filled. */
  readonly onStart?: (why: 'new' | 'unfinished' | 'other') => void
}

/**
 * Makes sure that a folder holds the wished sample: leaves it alone when it does, fills it when it is empty, and makes
 * it anew when it holds another sample or one that was interrupted. It never touches a folder that holds anything else.
 *
 * @returns the mark of the sample that the folder holds now
 * @throws {SampleFolderError} when the folder holds something that is not a sample's
 */
export async function ensureSample(wish: SampleWish): Promise<SampleMark> {
  const { folder, timeZone, parameters, now } = wish
  const today = localDay(now, timeZone)
  const kept = readMark(folder)
  const mark: SampleMark = {
    madeBy: 'hailong-sample',
    edition: EDITION,
    parameters,
    month: isoMonth(monthOfDay(today)),
    today,
    password: newDemoPassword(),
    isFilled: false,
    token: randomUUID(),
  }
  if (kept?.isFilled && isSame(kept, mark, wish.anyMonth ?? false)) return kept
  wish.onStart?.(kept === null ? 'new' : kept.isFilled ? 'other' : 'unfinished')
  if (kept) removeSample(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeMark(folder, mark)
  await fillFolder(wish, mark)
  if (readMark(folder)?.token !== mark.token) throw new SampleFolderError(`${folder} was filled by another process`)
  const filled = { ...mark, isFilled: true }
  writeMark(folder, filled)
  return filled
}

async function fillFolder(wish: SampleWish, { password }: SampleMark): Promise<void> {
  const storage = await openStorage({ dataDir: wish.folder })
  try {
    await fillWithSample({ ...wish, storage, config: wish })
    const { stories } = sampleProvince(24, () => 0)
    await addDemoAccounts(storage, password, stories.merged)
  } finally {
    await storage.close()
  }
}

/** @returns null where the folder is missing or empty @throws {SampleFolderError} when it holds something else */
function readMark(folder: string): SampleMark | null {
  if (namesIn(folder).length === 0) return null
  const foreign = new SampleFolderError(
    `${folder} holds something that is not a sample province. Move it away or choose another folder with DATA_DIR.`,
  )
  try {
    const mark = JSON.parse(readFileSync(join(folder, MARK), 'utf8')) as Partial<SampleMark>
    if (mark.madeBy === 'hailong-sample') return mark as SampleMark
  } catch {
    throw foreign
  }
  throw foreign
}

/** What lies in a folder, drafts of marks left out; nothing where there is no folder. */
function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => !name.startsWith(`${MARK}.`))
}

/** Moved aside first: a process that still serves it keeps what it has open, and the name is free at once. */
function removeSample(folder: string): void {
  const aside = `${folder}.old-${randomUUID().slice(0, 8)}`
  renameSync(folder, aside)
  rmSync(aside, { recursive: true })
}

function isSame(kept: SampleMark, wished: SampleMark, anyMonth: boolean): boolean {
  return (
    kept.edition === wished.edition &&
    (anyMonth || kept.month === wished.month) &&
    kept.parameters.answers === wished.parameters.answers &&
    kept.parameters.agencies === wished.parameters.agencies &&
    kept.parameters.seed === wished.parameters.seed &&
    kept.parameters.months === wished.parameters.months
  )
}

/** Written aside and moved into place, so that it is whole at any moment. Readable by the owner alone: it has the password. */
function writeMark(folder: string, mark: SampleMark): void {
  const draft = join(folder, `${MARK}.${mark.token}`)
  writeFileSync(draft, `${JSON.stringify(mark, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, join(folder, MARK))
}
