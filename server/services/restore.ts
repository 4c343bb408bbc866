import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ConflictError, InvalidInputError } from '../domain/errors.ts'
import type { Collection, RecordOf, Storage } from '../storage/port.ts'
import {
  MANIFEST_FILE,
  backupFileName,
  parseManifest,
  type BackupFile,
  type BackupManifest,
} from './backup-manifest.ts'
import { readRecord } from './backup-records.ts'

/** Where in a restore something is: bytes while files are checked, records while they are loaded, responses at the end. */
export type RestorePhase = 'checking' | 'loading' | 'recounting'

export interface RestoreOptions {
  /** Called now and then, and with `done` equal to `total` at the end of each phase. */
  readonly onProgress?: (phase: RestorePhase, done: number, total: number) => void
}

/**
 * Brings a backup into an empty store. Its files are checked against the manifest before anything is written, and
 * at the end all responses are counted anew and compared with the tallies that they made. Where it fails or is cut off
 * in between, the store stays marked as half restored and cannot be opened.
 *
 * @throws {InvalidInputError} with a sentence when the backup is incomplete or damaged
 * @throws {ConflictError} when the store is not empty
 */
export async function restore(
  { archive, tallies }: Pick<Storage, 'archive' | 'tallies'>,
  folder: string,
  { onProgress }: RestoreOptions = {},
): Promise<BackupManifest> {
  if (!(await archive.isEmpty())) throw new ConflictError('The store is not empty: a restore needs an empty one.')
  const manifest = await readManifest(folder)
  await checkFiles(folder, manifest, (done, total) => onProgress?.('checking', done, total))

  await archive.beginRestore()
  try {
    const total = manifest.files.reduce((sum, { records }) => sum + records, 0)
    let before = 0
    for (const file of manifest.files) {
      await loadFile(archive, folder, file, (loaded) => onProgress?.('loading', before + loaded, total))
      before += file.records
    }
    await proveTallies(tallies, manifest, (done, responses) => onProgress?.('recounting', done, responses))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The store is left half restored and cannot be opened: ${reason}`, { cause: error })
  }
  await archive.endRestore()
  return manifest
}

async function readManifest(folder: string): Promise<BackupManifest> {
  let text: string
  try {
    text = await readFile(join(folder, MANIFEST_FILE), 'utf8')
  } catch (error) {
    throw new InvalidInputError(
      `${folder} holds no finished backup: ${MANIFEST_FILE} cannot be read (${String(error)})`,
    )
  }
  return parseManifest(text)
}

async function checkFiles(
  folder: string,
  { files }: BackupManifest,
  onChecked: (bytes: number, total: number) => void,
): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  let checked = 0
  for (const file of files) {
    const name = backupFileName(file.collection)
    const hash = createHash('sha256')
    let bytes = 0
    try {
      const chunks: AsyncIterable<Buffer> = createReadStream(join(folder, name), { highWaterMark: CHUNK_BYTES })
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
        onChecked(Math.min(total, checked + bytes), total)
      }
    } catch (error) {
      throw new InvalidInputError(`${name} of the backup cannot be read (${String(error)})`)
    }
    if (bytes !== file.bytes || hash.digest('hex') !== file.sha256) {
      throw new InvalidInputError(`${name} of the backup is damaged: it is not the file that the manifest describes`)
    }
    checked += bytes
  }
}

const CHUNK_BYTES = 1024 * 1024
const BATCH_SIZE = 2000

async function loadFile(
  archive: Storage['archive'],
  folder: string,
  { collection, records }: BackupFile,
  onLoaded: (records: number) => void,
): Promise<void> {
  const name = backupFileName(collection)
  const file = await open(join(folder, name))
  let batch: RecordOf[Collection][] = []
  let loaded = 0
  const load = async (): Promise<void> => {
    await archive.load(collection, batch)
    loaded += batch.length
    batch = []
    onLoaded(loaded)
  }
  try {
    for await (const line of file.readLines()) {
      const read = readRecord(collection, line)
      if (!read.ok)
        throw new InvalidInputError(`line ${loaded + batch.length + 1} of ${name} is wrong: ${read.problem}`)
      batch.push(read.record)
      if (batch.length === BATCH_SIZE) await load()
    }
    if (batch.length > 0) await load()
  } finally {
    await file.close()
  }
  if (loaded !== records) throw new InvalidInputError(`${name} holds ${loaded} records, the manifest says ${records}`)
}

async function proveTallies(
  tallies: Storage['tallies'],
  { files }: BackupManifest,
  onCounted: (responses: number, total: number) => void,
): Promise<void> {
  const total = files.find(({ collection }) => collection === 'responses')?.records ?? 0
  const { responses, differing } = await tallies.recount({
    repair: false,
    onProgress: (counted) => {
      onCounted(counted, total)
    },
  })
  if (responses !== total || differing.length > 0) {
    throw new Error(`the store counts ${responses} of ${total} responses, and ${differing.length} tally cells differ`)
  }
}
