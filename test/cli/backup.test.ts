import { describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { fillStore } from '../fixtures/filled-store.ts'
import { aSubmission } from '../fixtures/submission.ts'
import { useDataFolder } from '../storage/sqlite/data-folder.ts'
import { runCommand } from './run-command.ts'

const folder = useDataFolder()
const place = (name: string) => join(folder(), name)

async function fill(dataDir: string, responses: number): Promise<void> {
  const storage = await openSqliteStorage(dataDir)
  await fillStore(storage, responses)
  await storage.close()
}

async function count(dataDir: string): Promise<number> {
  const storage = await openSqliteStorage(dataDir)
  try {
    return await storage.responses.count()
  } finally {
    await storage.close()
  }
}

/** Changes a store's file past the program. */
function damage(dataDir: string, sql: string): void {
  const file = new DatabaseSync(join(dataDir, 'hailong.db'))
  file.exec(sql)
  file.close()
}

describe('backup and restore', () => {
  test('bring a store that is in use into another, and say so', async () => {
    const storage = await openSqliteStorage(place('old'))
    await fillStore(storage, 3000)
    const backup = await runCommand(place('old'), 'backup', place('backup'))
    expect(backup).toMatchObject({ code: 0 })
    expect(backup.out).toContain('3000 responses')
    expect(backup.err).toContain('100 %')
    await storage.responses.record([aSubmission()])
    await storage.close()

    const restored = await runCommand(place('new'), 'restore', place('backup'))
    expect(restored).toMatchObject({ code: 0 })
    expect(restored.out).toContain('3000 responses')
    expect(restored.out).toContain('The tallies equal a recount')
    expect(await count(place('new'))).toBe(3000)
    const { sha256 } = JSON.parse(readFileSync(place('backup/manifest.json'), 'utf8')) as { sha256: string }
    const again = await runCommand(place('new'), 'backup', place('again'))
    expect(again.out).toContain(sha256)
  }, 60_000)

  test('refuse in one line: a folder in use, a store in use, damage, wrong arguments', async () => {
    await fill(place('old'), 30)
    expect(await runCommand(place('old'), 'backup', place('backup'))).toMatchObject({ code: 0 })
    const refusals = [
      [await runCommand(place('old'), 'backup', place('backup')), 'is not empty: a backup needs a new folder'],
      [await runCommand(place('old'), 'restore', place('backup')), 'The store is not empty'],
      [await runCommand(place('empty'), 'backup', place('other')), 'nothing to back up'],
      [await runCommand(place('empty'), 'restore', place('nowhere')), 'holds no finished backup'],
    ] as const
    for (const [{ code, out, err }, words] of refusals) {
      expect(code).toBe(1)
      expect(out).toBe('')
      expect(err).toContain(words)
      expect(err.trim().split('\n')).toHaveLength(1)
    }
    truncateSync(place('backup/responses.ndjson'), 100)
    const damaged = await runCommand(place('empty'), 'restore', place('backup'))
    expect(damaged).toMatchObject({ code: 1, out: '' })
    expect(damaged.err).toContain('responses.ndjson of the backup is damaged')
    for (const script of ['backup', 'restore']) {
      for (const args of [[], ['a', 'b'], ['--wrong']]) {
        const usage = await runCommand(place('old'), script, ...args)
        expect(usage).toMatchObject({ code: 1, out: '' })
        expect(usage.err).toContain(`Usage: npm run ${script}`)
      }
    }
    expect(existsSync(place('other'))).toBe(false)
  }, 120_000)

  test('leave a store that cannot be opened when a restore is killed in the middle', async () => {
    await fill(place('old'), 40_000)
    expect(await runCommand(place('old'), 'backup', place('backup'))).toMatchObject({ code: 0 })
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '../../server/start.js'), 'cli/restore', place('backup')],
      {
        env: { PATH: process.env['PATH'] ?? '', DATA_DIR: place('new') },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    const exit = once(child, 'exit')
    let said = ''
    for await (const chunk of child.stderr as AsyncIterable<Buffer>) {
      said += chunk.toString()
      if (/Restoring +[1-9]/.test(said)) child.kill('SIGKILL')
    }
    await exit
    expect(child.signalCode).toBe('SIGKILL')
    for (const script of ['recount', 'backup', 'restore']) {
      const refused = await runCommand(place('new'), script, ...(script === 'recount' ? [] : [place('backup')]))
      expect(refused).toMatchObject({ code: 1, out: '' })
      expect(refused.err).toContain('is half restored')
    }
  }, 120_000)
})

describe('recount', () => {
  test('can be the first to open a store, also where several are', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => runCommand(place('fresh'), 'recount')))
    for (const { code, out } of all) {
      expect([code, out]).toEqual([0, '0 responses, 0 tally cells, 0 differing.\n'])
    }
  }, 60_000)

  test('proves that tallies equal the answers, names what differs, and mends it when asked to', async () => {
    await fill(place('old'), 300)
    const right = await runCommand(place('old'), 'recount')
    expect(right.code).toBe(0)
    expect(right.out).toMatch(/^300 responses, \d+ tally cells, 0 differing\.\n$/)

    damage(place('old'), 'DELETE FROM tally WHERE cell = (SELECT max(cell) FROM tally)')
    const wrong = await runCommand(place('old'), 'recount')
    expect(wrong.code).toBe(1)
    expect(wrong.out).toMatch(/1 differing\.\n {2}\w, 2026-11, counter\/1, return, (not )?flagged, point my-loc-01\n$/)

    const mended = await runCommand(place('old'), 'recount', '--repair')
    expect(mended.code).toBe(0)
    expect(mended.out).toContain('1 differing')
    expect(mended.out).toContain('Repaired. 300 responses')
    expect(await runCommand(place('old'), 'recount')).toMatchObject({ code: 0, out: right.out })

    const usage = await runCommand(place('old'), 'recount', 'now')
    expect(usage).toMatchObject({ code: 1, out: '' })
    expect(usage.err).toContain('Usage: npm run recount')
  }, 120_000)
})
