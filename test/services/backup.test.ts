import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { ConflictError, InvalidInputError } from '../../server/domain/errors.ts'
import { backUp } from '../../server/services/backup.ts'
import { newManifest, parseManifest } from '../../server/services/backup-manifest.ts'
import { restore } from '../../server/services/restore.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { COLLECTIONS, type Collection, type Storage } from '../../server/storage/port.ts'
import { openTestStore } from '../fixtures/test-store.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aSubmission } from '../fixtures/submission.ts'
import { fillStore } from '../fixtures/filled-store.ts'
import { collect } from '../storage/contract/reading.ts'
import { useDataFolder } from '../storage/sqlite/data-folder.ts'

const NOW = new Date('2026-11-23T01:00:00Z')
const RESPONSES = 2500

let source: Storage
let target: Storage
const parent = useDataFolder()
const folder = () => join(parent(), 'backup')
const file = (name: string) => join(folder(), name)
const backUpSource = () => backUp(source.archive, folder(), { now: () => NOW })

beforeEach(async () => {
  source = await openTestStore()
  target = await openTestStore()
  await fillStore(source, RESPONSES)
})
afterEach(async () => {
  await source.close()
  await target.close()
})

async function everything({ archive }: Storage): Promise<ReadonlyMap<Collection, unknown[]>> {
  const snapshot = await archive.snapshot()
  const all = new Map<Collection, unknown[]>()
  for (const collection of COLLECTIONS) all.set(collection, await collect<unknown>(snapshot.records(collection)))
  await snapshot.close()
  return all
}

/** Changes a file of the backup and gives the manifest the digest of the changed file, as someone who edits by hand. */
function edit(collection: 'responses' | 'agencies' | 'audit', change: (text: string) => string): void {
  const name = `${collection}.ndjson`
  const text = change(readFileSync(file(name), 'utf8'))
  writeFileSync(file(name), text)
  const manifest = parseManifest(readFileSync(file('manifest.json'), 'utf8'))
  const files = manifest.files.map((entry) =>
    entry.collection === collection
      ? { ...entry, bytes: Buffer.byteLength(text), sha256: createHash('sha256').update(text).digest('hex') }
      : entry,
  )
  writeFileSync(file('manifest.json'), JSON.stringify(newManifest(files, manifest.questionnaires, NOW)))
}

describe('a backup', () => {
  test('brings everything into an empty store', async () => {
    await backUpSource()
    await restore(target, folder())
    expect(await everything(target)).toEqual(await everything(source))
    expect(await target.tallies.recount({ repair: false })).toMatchObject({ responses: RESPONSES, differing: [] })
  })

  test('describes each file: records, bytes, digest, one JSON line a record', async () => {
    const manifest = await backUpSource()
    expect(parseManifest(readFileSync(file('manifest.json'), 'utf8'))).toEqual(manifest)
    expect(manifest).toMatchObject({
      format: 2,
      createdAt: NOW.toISOString(),
      questionnaires: ['counter/1', 'counter/2'],
    })
    expect(manifest.files.map(({ collection }) => collection)).toEqual(COLLECTIONS)
    for (const { collection, records, bytes, sha256 } of manifest.files) {
      const text = readFileSync(file(`${collection}.ndjson`))
      expect(text).toHaveLength(bytes)
      expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
      const lines = text.toString().split('\n')
      expect(lines.pop()).toBe('')
      expect(lines).toHaveLength(records)
      for (const line of lines) JSON.parse(line)
    }
    expect(manifest.files.find(({ collection }) => collection === 'responses')?.records).toBe(RESPONSES)
  })

  test('has the same digest for the same content, whichever store it lies in', async () => {
    const manifest = await backUpSource()
    await restore(target, folder())
    const again = await backUp(target.archive, join(parent(), 'again'), { now: () => new Date(0) })
    expect(again.sha256).toBe(manifest.sha256)
    expect(again.files).toEqual(manifest.files)
    await target.responses.record([aSubmission()])
    const later = await backUp(target.archive, join(parent(), 'later'), { now: () => NOW })
    expect(later.sha256).not.toBe(manifest.sha256)
  })

  test('shows one instant while the store goes on taking answers', async () => {
    const before = await everything(source)
    const manifest = await backUp(source.archive, folder(), {
      now: () => NOW,
      onProgress: () => void source.responses.record([aSubmission()]),
    })
    expect(manifest.files.find(({ collection }) => collection === 'responses')?.records).toBe(RESPONSES)
    await restore(target, folder())
    expect(await everything(target)).toEqual(before)
    expect(await source.responses.count()).toBeGreaterThan(RESPONSES)
  })

  test('can be read by its owner alone', async () => {
    await backUpSource()
    const modes = readdirSync(folder()).map((name) => (statSync(file(name)).mode & 0o777).toString(8))
    expect(modes).toEqual(new Array(COLLECTIONS.length + 1).fill('600'))
    expect((statSync(folder()).mode & 0o777).toString(8)).toBe('700')
  })

  test('says how far it has come, up to all there is', async () => {
    const seen: [number, number][] = []
    const onProgress = (written: number, total: number) => void seen.push([written, total])
    const { files } = await backUp(source.archive, folder(), { now: () => NOW, onProgress })
    const total = files.reduce((sum, { records }) => sum + records, 0)
    expect(seen.at(-1)).toEqual([total, total])
    expect(seen.map(([written]) => written)).toEqual(seen.map(([written]) => written).toSorted((a, b) => a - b))
  })

  test('is refused into a folder that holds something, and of a store that holds nothing', async () => {
    await backUpSource()
    await expect(backUpSource()).rejects.toThrow(ConflictError)
    const nowhere = join(parent(), 'nowhere')
    await expect(backUp(target.archive, nowhere, { now: () => NOW })).rejects.toThrow('nothing to back up')
    expect(readdirSync(parent())).toEqual(['backup'])
  })

  test('has no manifest when it could not be finished', async () => {
    const failing = {
      isEmpty: () => source.archive.isEmpty(),
      snapshot: async () => {
        const snapshot = await source.archive.snapshot()
        return { ...snapshot, count: () => Promise.resolve(0), close: () => snapshot.close(), records: broken }
      },
    }
    // eslint-disable-next-line @typescript-eslint/require-await -- a source that breaks at once
    async function* broken(): AsyncGenerator<never> {
      throw new Error('the disk is gone')
      yield [] as never
    }
    await expect(backUp(failing, folder(), { now: () => NOW })).rejects.toThrow('the disk is gone')
    expect(readdirSync(folder())).not.toContain('manifest.json')
    await expect(restore(target, folder())).rejects.toThrow('holds no finished backup')
  })
})

describe('a backup of the first format', () => {
  const ADDED = ['references', 'transactions', 'reports', 'audit']

  /** Takes away what that format did not have, as a program of its time would have written it. */
  async function writeFirstFormat(): Promise<void> {
    const { files, questionnaires } = await backUpSource()
    const text = readFileSync(file('responses.ndjson'), 'utf8').replaceAll('"profile":"0",', '')
    writeFileSync(file('responses.ndjson'), text.replaceAll('"profile":null,', ''))
    const codes = readFileSync(file('codes.ndjson'), 'utf8').replaceAll('"questionnaire":"counter",', '')
    writeFileSync(file('codes.ndjson'), codes)
    for (const collection of ADDED) rmSync(file(`${collection}.ndjson`))
    const before = files
      .filter(({ collection }) => !ADDED.includes(collection))
      .map((entry) => {
        const bytes = readFileSync(file(`${entry.collection}.ndjson`))
        return { ...entry, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
      })
    writeFileSync(file('manifest.json'), JSON.stringify({ ...newManifest(before, questionnaires, NOW), format: 1 }))
  }

  test('is brought in: nobody had told anything about themselves, and every code opened the counter survey', async () => {
    await writeFirstFormat()
    await restore(target, folder())
    const [before, after] = [await everything(source), await everything(target)]
    for (const collection of COLLECTIONS) {
      if (ADDED.includes(collection)) expect(after.get(collection)).toEqual([])
      else if (collection !== 'responses') expect(after.get(collection)).toEqual(before.get(collection))
    }
    const responses = before.get('responses') as SurveyResponse[]
    expect(after.get('responses')).toEqual(responses.map((response) => ({ ...response, profile: null })))
  })

  test('is damaged where one of its files is not named', async () => {
    await writeFirstFormat()
    const { files, questionnaires } = parseManifest(readFileSync(file('manifest.json'), 'utf8'))
    const fewer = { ...newManifest(files.slice(1), questionnaires, NOW), format: 1 }
    writeFileSync(file('manifest.json'), JSON.stringify(fewer))
    await expect(restore(target, folder())).rejects.toThrow(InvalidInputError)
    expect(await target.archive.isEmpty()).toBe(true)
  })
})

describe('a damaged backup', () => {
  beforeEach(async () => {
    await backUpSource()
  })

  const damages: Record<string, () => void> = {
    'a missing manifest': () => {
      rmSync(file('manifest.json'))
    },
    'a manifest cut short': () => {
      truncateSync(file('manifest.json'), 300)
    },
    'a manifest with another count': () => {
      replaceIn('manifest.json', `"records": ${RESPONSES}`, '"records": 1')
    },
    'a manifest of another format': () => {
      replaceIn('manifest.json', '"format": 2', '"format": 3')
    },
    'a manifest that says it is older than it is': () => {
      replaceIn('manifest.json', '"format": 2', '"format": 1')
    },
    'a missing file': () => {
      rmSync(file('comments.ndjson'))
    },
    'a file cut short': () => {
      truncateSync(file('responses.ndjson'), 1000)
    },
    'a file with a line more': () => {
      appendFileSync(file('agencies.ndjson'), '{}\n')
    },
    'a file with one sign changed': () => {
      replaceIn('responses.ndjson', '454504', '454505')
    },
  }
  function replaceIn(name: string, part: string, other: string): void {
    const text = readFileSync(file(name), 'utf8')
    expect(text).toContain(part)
    writeFileSync(file(name), text.replace(part, other))
  }

  test.each(Object.entries(damages))('is found before anything is written: %s', async (_, damage) => {
    damage()
    await expect(restore(target, folder())).rejects.toThrow(InvalidInputError)
    expect(await target.archive.isEmpty()).toBe(true)
    await target.questionnaires.publish(aQuestionnaire())
    expect(await target.responses.record([aSubmission()])).toEqual(['stored'])
  })

  const edits: Record<string, [Parameters<typeof edit>[0], (text: string) => string, string]> = {
    'a line that is no JSON': ['responses', (text) => text.replace('{', '['), 'line 1 of responses.ndjson'],
    'a record with an unknown key': [
      'agencies',
      (text) => text.replace('{', '{"extra":1,'),
      'line 1 of agencies.ndjson',
    ],
    'an audit entry of no known act': ['audit', (text) => text.replace('comments.read', 'tea.made'), 'act'],
    'a profile that does not fit': [
      'responses',
      (text) => text.replace('"profile":"0"', '"profile":"7"'),
      'does not fit',
    ],
    'a record without a key': ['agencies', (text) => text.replace('"parent":null,', ''), 'parent'],
    'answers that do not fit': ['responses', (text) => text.replace('454504', '999999'), 'do not fit'],
    'a record twice': ['responses', (text) => text + text.slice(0, text.indexOf('\n') + 1), 'is there already'],
    'fewer records than the manifest says': [
      'responses',
      (text) => text.slice(text.indexOf('\n') + 1),
      'the manifest says',
    ],
  }

  test.each(Object.entries(edits))(
    'edited by hand leaves the store marked: %s',
    async (_, [collection, change, words]) => {
      edit(collection, change)
      const refused = restore(target, folder())
      await expect(refused).rejects.toThrow('left half restored')
      await expect(refused).rejects.toThrow(words)
    },
  )

  test('is no backup where the folder is none', async () => {
    await expect(restore(target, join(parent(), 'nowhere'))).rejects.toThrow(InvalidInputError)
  })

  test('is not looked at when the store holds something', async () => {
    await fillStore(target, 1)
    chmodSync(file('manifest.json'), 0o000)
    await expect(restore(target, folder())).rejects.toThrow(ConflictError)
    expect(await target.responses.count()).toBe(1)
  })
})
