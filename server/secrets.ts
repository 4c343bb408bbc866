import { hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

/** Keys that nobody types. */
export interface Secrets {
  /** Binds the forms of staff pages to their session. */
  readonly csrfKey: Buffer
  /** Hides addresses where only "the same source again" must be seen. */
  readonly sourceKey: Buffer
}

/**
 * The secrets of this installation. They follow from a key that was set, so that several machines have the same;
 * without one they are made on first start and kept in the data folder, readable by the owner alone. Two processes
 * that start at once get the same.
 *
 * @throws {Error} when the file is damaged; it is never silently replaced
 */
export function loadSecrets({ dataDir, secretKey }: Pick<Config, 'dataDir' | 'secretKey'>): Secrets {
  if (secretKey !== null) return { csrfKey: derive(secretKey, 'csrf'), sourceKey: derive(secretKey, 'source') }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'secrets.json')
  const kept = read(path) ?? create(path)
  const { csrfKey, sourceKey } = kept
  if (csrfKey === undefined || sourceKey === undefined) throw new Error(`${path} is damaged: a key is missing`)
  return { csrfKey: Buffer.from(csrfKey, 'base64url'), sourceKey: Buffer.from(sourceKey, 'base64url') }
}

function derive(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `hailong ${purpose}`, 32))
}

type Kept = Readonly<Partial<Record<keyof Secrets, string>>>

function read(path: string): Kept | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Kept
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Writes aside and links into place, so that the file is whole or absent, and the first of two writers wins. */
function create(path: string): Kept {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    const key = (): string => randomBytes(32).toString('base64url')
    writeSync(file, `${JSON.stringify({ csrfKey: key(), sourceKey: key() })}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  const kept = read(path)
  if (!kept) throw new Error(`${path} disappeared while it was made`)
  return kept
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
