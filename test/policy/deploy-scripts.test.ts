import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs' // prettier-ignore
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Script, createContext } from 'node:vm'
import { loadConfig } from '../../server/config.ts'
import { createConnection, databaseName } from '../../server/storage/mongo/connect.ts'
import { createModels } from '../../server/storage/mongo/models.ts'
import { responseKey } from '../../server/storage/mongo/response-key.ts'
import { documentId } from '../../server/storage/mongo/tally-documents.ts'
import { deployed } from '../fixtures/deployment.ts'
import { ROOT } from '../fixtures/source-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hailong-deploy-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('deploy/mongo/shard.js', () => {
  type Key = Readonly<Record<string, unknown>>

  /** What the script asks of a router. */
  function asked(env: Record<string, string> = {}): { shards: [string, Key][]; zones: [string, Key, Key, string][] } {
    const shards: [string, Key][] = []
    const zones: [string, Key, Key, string][] = []
    const sh = {
      shardCollection: (...call: [string, Key]) => shards.push(call),
      updateZoneKeyRange: (...call: [string, Key, Key, string]) => zones.push(call),
    }
    const shell = {
      sh,
      db: { getName: () => 'province' },
      MinKey: () => -Infinity,
      print: () => undefined,
      process: { env },
    }
    new Script(deployed('mongo/shard.js')).runInContext(createContext(shell))
    return { shards, zones }
  }

  test('parts collections that exist by keys that begin with the agency', async () => {
    const connection = createConnection()
    const models = createModels(connection)
    /** A document of each kind, of the agency "b", with the fields that its key may be made of. */
    const samples: Readonly<Record<string, Record<string, unknown>>> = {
      response: { _id: responseKey({ agency: 'b', openedHour: 0, id: '0'.repeat(32) }) },
      tally: { _id: documentId('b', 0, 0) },
      comment: { agency: 'b', day: 0, _id: '0' },
    }
    const { shards } = asked()
    expect(shards.map(([name]) => name).sort()).toEqual(
      Object.keys(samples)
        .map((name) => `province.${name}`)
        .sort(),
    )
    for (const [name, key] of shards) {
      const collection = name.split('.')[1] ?? ''
      expect(Object.keys(models)).toContain(collection)
      const values = Object.keys(key).map((field) => samples[collection]?.[field])
      expect(values).not.toContain(undefined)
      expect(String(values[0])).toMatch(/^b(\t|$)/)
    }
    await connection.close()
  })

  test('keeps the agencies of a range of codes in a zone, whatever the collection', () => {
    const { zones } = asked({ ZONES: '[["north", "b", "d"]]' })
    expect(zones.map(([name]) => name)).toEqual(['province.response', 'province.tally', 'province.comment'])
    for (const [, from, to, zone] of zones) {
      expect(zone).toBe('north')
      expect([Object.values(from)[0], Object.values(to)[0]]).toEqual(['b', 'd'])
      expect(
        Object.values({ ...from, ...to })
          .slice(1)
          .every((bound) => bound === -Infinity),
      ).toBe(true)
    }
    const [first, end] = [zones[0]?.[1]['_id'], zones[0]?.[2]['_id']].map(String)
    const isInside = (agency: string): boolean => {
      const key = responseKey({ agency, openedHour: 9, id: 'f'.repeat(32) })
      return key >= (first ?? '') && key < (end ?? '')
    }
    expect(['a', 'b', 'bz', 'c-z', 'd', 'da'].filter(isInside)).toEqual(['b', 'bz', 'c-z'])
  })
})

test('deploy/mongo/init-replica-set.js is a script that can be read', () => {
  expect(() => new Script(deployed('mongo/init-replica-set.js'))).not.toThrow()
})

describe('deploy/mongo/backup.sh', () => {
  /** Runs it with a program in the place of mongodump that writes the archive, or fails. */
  function backUp(dump: string, keep: number): { status: number | null; stderr: string } {
    const programs = join(folder, 'bin')
    mkdirSync(programs, { recursive: true })
    const archive = 'for o; do case $o in --archive=*) out=${o#*=} ;; esac; done'
    writeFileSync(join(programs, 'mongodump'), `#!/bin/sh\n${archive}\n${dump}\n`, { mode: 0o755 })
    const env = {
      PATH: `${programs}:${process.env['PATH'] ?? ''}`,
      BACKUP_DIR: join(folder, 'dumps'),
      MONGODUMP_CONFIG: '/dev/null',
      KEEP: String(keep),
    }
    return spawnSync('sh', [join(ROOT, 'deploy/mongo/backup.sh')], { env, encoding: 'utf8' })
  }
  const WRITES = 'echo dumped | gzip >"$out"'
  const kept = (): string[] => readdirSync(join(folder, 'dumps')).sort()
  const OLD = ['dump-2026-01-01T000000Z', 'dump-2026-01-02T000000Z', 'dump-2026-01-03T000000Z']

  beforeEach(() => {
    for (const name of [...OLD, 'mine']) mkdirSync(join(folder, 'dumps', name), { recursive: true })
  })

  test('leaves a dump with its digest, and removes the oldest beyond those to keep and nothing else', () => {
    expect(backUp(WRITES, 2)).toMatchObject({ status: 0, stderr: '' })
    const [third, newest, mine] = kept()
    expect([third, mine, kept().length]).toEqual([OLD[2], 'mine', 3])
    const dump = join(folder, 'dumps', newest ?? '')
    expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: dump, encoding: 'utf8' })).toBe(
      'all.archive.gz: OK\n',
    )
    expect(statSync(join(dump, 'all.archive.gz')).mode & 0o077).toBe(0)
  })

  test.each([
    ['the dump fails', `${WRITES}; exit 3`],
    ['the archive is cut off', `${WRITES}; truncate -s -4 "$out"`],
  ])('leaves everything as it was where %s', (_, dump) => {
    expect(backUp(dump, 1).status).not.toBe(0)
    expect(kept()).toEqual([...OLD, 'mine'])
  })

  test.each([0, -1, Number.NaN])('refuses to keep %d dumps', (keep) => {
    expect(backUp(WRITES, keep).status).toBe(2)
    expect(kept()).toEqual([...OLD, 'mine'])
  })
})

// Gives files to users of containers, which root alone may.
const testAsRoot = process.getuid?.() === 0 ? test : test.skip

describe('deploy/make-secrets.sh', () => {
  const make = (...parameters: string[]): number | null =>
    spawnSync('sh', [join(folder, 'make-secrets.sh'), ...parameters], { encoding: 'utf8' }).status

  beforeEach(() => {
    cpSync(join(ROOT, 'deploy/make-secrets.sh'), join(folder, 'make-secrets.sh'))
  })

  testAsRoot('makes settings that the platform takes, and files that nobody else can read', () => {
    expect(make('https://hailong.example.vn')).toBe(0)
    const config = loadConfig(parseEnv(readFileSync(join(folder, 'secrets/hailong.env'), 'utf8')))
    expect(config.publicUrl).toBe('https://hailong.example.vn')
    expect(databaseName(config.mongodbUri ?? '')).toBe('hailong')
    expect(config.secretKey).toMatch(/^[0-9a-f]{64}$/)
    const files = readdirSync(join(folder, 'secrets'))
    expect(files.sort()).toEqual(['hailong.env', 'mongo-admin-password', 'mongo.key', 'mongodump.yaml', 'tls'])
    expect(files.filter((name) => (statSync(join(folder, 'secrets', name)).mode & 0o007) !== 0)).toEqual([])
  })

  testAsRoot('makes them once', () => {
    expect(make('https://hailong.example.vn')).toBe(0)
    const before = readFileSync(join(folder, 'secrets/hailong.env'), 'utf8')
    expect(make('https://hailong.example.vn')).toBe(1)
    expect(readFileSync(join(folder, 'secrets/hailong.env'), 'utf8')).toBe(before)
  })

  test('asks for the address that citizens reach', () => {
    expect(make()).toBe(2)
    expect(existsSync(join(folder, 'secrets'))).toBe(false)
  })
})
