import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import { canonicalJson } from '../domain/canonical-json.ts'
import { ConflictError } from '../domain/errors.ts'
import { questionnaireId, type QuestionnaireId } from '../domain/questionnaire.ts'
import { COLLECTIONS, type ArchiveStore, type Collection, type Snapshot } from '../storage/port.ts'
import { MANIFEST_FILE, backupFileName, newManifest, type BackupFile, type BackupManifest } from './backup-manifest.ts'

export interface BackupOptions {
  readonly now: () => Date
  /** Called now and then with the records written so far, of all there are. */
  readonly onProgress?: (written: number, total: number) => void
}

/**
 * Writes everything that must survive into a folder, as it stands at one instant, while others go on reading and
 * writing: a file of JSON lines a collection, and last the manifest. When this resolves, the files are on the disk.
 * They hold password hashes and comments, and only their owner may read them.
 *
 * @param folder made where there is none
 * @throws {ConflictError} when the folder is not empty, or there is nothing to back up
 */
export async function backUp(
  archive: Pick<ArchiveStore, 'snapshot' | 'isEmpty'>,
  folder: string,
  { now, onProgress }: BackupOptions,
): Promise<BackupManifest> {
  if (await archive.isEmpty()) throw new ConflictError('The store is empty: there is nothing to back up.')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0)
    throw new ConflictError(`${folder} is not empty: a backup needs a new folder.`)

  const snapshot = await archive.snapshot()
  try {
    const createdAt = now()
    const total = await countAll(snapshot)
    const files: BackupFile[] = []
    let before = 0
    for (const collection of COLLECTIONS) {
      const file = await writeCollection(snapshot, folder, collection, (written) =>
        onProgress?.(before + written, total),
      )
      before += file.records
      files.push(file)
    }
    const manifest = newManifest(files, await questionnairesIn(snapshot), createdAt)
    await writeManifest(folder, manifest)
    return manifest
  } finally {
    await snapshot.close()
  }
}

async function countAll(snapshot: Snapshot): Promise<number> {
  let total = 0
  for (const collection of COLLECTIONS) total += await snapshot.count(collection)
  return total
}

async function questionnairesIn(snapshot: Snapshot): Promise<QuestionnaireId[]> {
  const ids: QuestionnaireId[] = []
  for await (const batch of snapshot.records('questionnaires')) ids.push(...batch.map(questionnaireId))
  return ids
}

async function writeCollection(
  snapshot: Snapshot,
  folder: string,
  collection: Collection,
  onWritten: (records: number) => void,
): Promise<BackupFile> {
  const hash = createHash('sha256')
  let records = 0
  let bytes = 0
  const file = await open(join(folder, backupFileName(collection)), 'wx', 0o600)
  try {
    const batches: AsyncIterable<readonly unknown[]> = snapshot.records(collection)
    for await (const batch of batches) {
      const lines = Buffer.from(batch.map((record) => `${canonicalJson(record)}\n`).join(''))
      hash.update(lines)
      await file.writeFile(lines)
      records += batch.length
      bytes += lines.length
      onWritten(records)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { collection, records, bytes, sha256: hash.digest('hex') }
}

/** Under another name first, so that there is never half a manifest; then the folder itself is brought to the disk. */
async function writeManifest(folder: string, manifest: BackupManifest): Promise<void> {
  const draft = join(folder, `${MANIFEST_FILE}.draft`)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, join(folder, MANIFEST_FILE))
  // Windows has no such thing as bringing a folder to the disk.
  if (platform() === 'win32') return
  const directory = await open(folder)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
