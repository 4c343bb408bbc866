import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { DEMO_NAME } from '../../server/sample/demo-accounts.ts'
import { SAMPLE_DEFAULTS } from '../../server/sample/parameters.ts'
import { ensureSample, SampleFolderError, type SampleWish } from '../../server/sample/sample-folder.ts'
import { isPassword } from '../../server/services/password.ts'
import { openStorage } from '../../server/storage/open-storage.ts'

let root: string
let folder: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sample-'))
  folder = join(root, 'demo')
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

const reasons: string[] = []

function wish(over: Partial<SampleWish> = {}): SampleWish {
  reasons.length = 0
  return {
    folder,
    timeZone: 'Asia/Ho_Chi_Minh',
    log: console,
    parameters: { ...SAMPLE_DEFAULTS, answers: 10_000 },
    now: new Date('2026-11-23T01:00:00Z'),
    onStart: (why) => reasons.push(why),
    ...over,
  }
}

async function contents(): Promise<{ answers: number; hash: string | null }> {
  const storage = await openStorage({ dataDir: folder })
  try {
    const account = await storage.accounts.byName(DEMO_NAME)
    return { answers: await storage.responses.count(), hash: account?.passwordHash ?? null }
  } finally {
    await storage.close()
  }
}

describe('the folder of a sample', () => {
  test('is filled once, with an account whose password its mark tells, and then left alone', async () => {
    const made = await ensureSample(wish())
    expect(reasons).toEqual(['new'])
    const { answers, hash } = await contents()
    expect(answers).toBe(10_000)
    expect(await isPassword(made.password, hash)).toBe(true)
    expect(statSync(join(folder, 'sample.json')).mode & 0o077).toBe(0)

    expect(await ensureSample(wish({ now: new Date('2026-11-29T01:00:00Z') }))).toEqual(made)
    expect(reasons).toEqual([])
  }, 60_000)

  test('is made anew when it was interrupted, nothing of it left', async () => {
    const stopping = new AbortController()
    const stopped = ensureSample(
      wish({
        signal: stopping.signal,
        onProgress: () => {
          stopping.abort(new Error('stopped'))
        },
      }),
    )
    await expect(stopped).rejects.toThrow('stopped')
    await ensureSample(wish())
    expect(reasons).toEqual(['unfinished'])
    expect((await contents()).answers).toBe(10_000)
    expect(readdirSync(root)).toEqual(['demo'])
  }, 60_000)

  test('is made anew for other parameters and in another month, unless any month will do', async () => {
    const made = await ensureSample(wish())
    const nextMonth = new Date('2026-12-23T01:00:00Z')
    expect(await ensureSample(wish({ now: nextMonth, anyMonth: true }))).toEqual(made)
    expect((await ensureSample(wish({ now: nextMonth }))).month).toBe('2026-12')
    expect(reasons).toEqual(['other'])
    await ensureSample(wish({ now: nextMonth, parameters: { ...SAMPLE_DEFAULTS, answers: 10_500 } }))
    expect((await contents()).answers).toBe(10_500)
  }, 60_000)

  test.each([
    ['hailong.db', 'a store'],
    ['sample.json', '{"madeBy":"somebody"}'],
    ['sample.json', 'no json'],
  ])('is never touched when it holds something else: %s with %s', async (name, text) => {
    mkdirSync(folder)
    writeFileSync(join(folder, name), text)
    await expect(ensureSample(wish())).rejects.toThrow(SampleFolderError)
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text)
    expect(readdirSync(folder)).toEqual([name])
  })
})
