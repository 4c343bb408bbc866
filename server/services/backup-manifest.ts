import { createHash } from 'node:crypto'
import { z } from 'zod'
import { InvalidInputError } from '../domain/errors.ts'
import type { QuestionnaireId } from '../domain/questionnaire.ts'
import { COLLECTIONS, type Collection } from '../storage/port.ts'

/** The file that is written last: a folder without it is no whole backup. */
export const MANIFEST_FILE = 'manifest.json'

/** Raised when the files of a backup change in a way that an older program would misread. */
const FORMAT = 2

/** What later formats have added. */
const ADDED: readonly Collection[] = ['references', 'transactions', 'reports', 'audit']

/** The files of each format that this program can read, in their order. */
const FILES_OF: Readonly<Record<BackupManifest['format'], readonly Collection[]>> = {
  1: COLLECTIONS.filter((collection) => !ADDED.includes(collection)),
  2: COLLECTIONS,
}

/** What one file of a backup must be like. */
export interface BackupFile {
  readonly collection: Collection
  readonly records: number
  readonly bytes: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** What a backup is and how to tell that it is whole. */
export interface BackupManifest {
  readonly format: 1 | typeof FORMAT
  /** The instant, in UTC. */
  readonly createdAt: string
  /** In the order of {@link COLLECTIONS}; the first format has fewer. */
  readonly files: readonly BackupFile[]
  /** Over the collections, counts, sizes and digests of all files: equal for equal content, whatever store it came from. */
  readonly sha256: string
  readonly questionnaires: readonly QuestionnaireId[]
}

const DIGEST = z.string().regex(/^[0-9a-f]{64}$/)
const WHOLE = z.int().min(0)
const SCHEMA = z.strictObject({
  format: z.literal([1, FORMAT]),
  createdAt: z.iso.datetime(),
  files: z.array(z.strictObject({ collection: z.enum(COLLECTIONS), records: WHOLE, bytes: WHOLE, sha256: DIGEST })),
  sha256: DIGEST,
  questionnaires: z.array(z.string()),
})

export function backupFileName(collection: Collection): string {
  return `${collection}.ndjson`
}

export function newManifest(
  files: readonly BackupFile[],
  questionnaires: readonly QuestionnaireId[],
  createdAt: Date,
): BackupManifest {
  return { format: FORMAT, createdAt: createdAt.toISOString(), files, sha256: overallDigest(files), questionnaires }
}

/** @throws {InvalidInputError} with a sentence when the text is not the manifest of a backup that this program can read */
export function parseManifest(text: string): BackupManifest {
  const read = SCHEMA.safeParse(parseJson(text))
  if (!read.success) {
    const first = read.error.issues[0]
    throw new InvalidInputError(
      `${MANIFEST_FILE} is damaged or of another version: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}`,
    )
  }
  const manifest = read.data
  const wanted = FILES_OF[manifest.format]
  const isComplete = wanted.every((collection, i) => manifest.files[i]?.collection === collection)
  if (!isComplete || manifest.files.length !== wanted.length || manifest.sha256 !== overallDigest(manifest.files)) {
    throw new InvalidInputError(`${MANIFEST_FILE} is damaged: its digest is not that of its files`)
  }
  return manifest
}

function overallDigest(files: readonly BackupFile[]): string {
  const lines = files.map(({ collection, records, bytes, sha256 }) => `${collection} ${records} ${bytes} ${sha256}\n`)
  return createHash('sha256').update(lines.join('')).digest('hex')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
