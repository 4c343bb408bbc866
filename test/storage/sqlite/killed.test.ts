import { describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openSqliteStorage } from '../../../server/storage/sqlite/open.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { countedCells } from '../contract/counted-cells.ts'
import { cellsOf, plainCells, responsesOf } from '../contract/reading.ts'
import { useDataFolder } from './data-folder.ts'
import { numberedSubmission } from './numbered-submission.ts'

const ROUNDS = 5
const SPACE = 100_000

/** Lets a process record until it has acknowledged `least` groups, kills it, and gives the groups that it acknowledged. */
async function recordUntilKilled(dataDir: string, start: number, least: number): Promise<number[]> {
  const script = join(import.meta.dirname, 'recording-process.ts')
  const child = spawn(process.execPath, [script, dataDir, String(start)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exit = once(child, 'exit')
  const acknowledged: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line))
    if (acknowledged.length === least) child.kill('SIGKILL')
  }
  await exit
  return acknowledged
}

describe('a process that is killed while it records', () => {
  const folder = useDataFolder()

  test('leaves every acknowledged group whole, no group in part, and right tallies', async () => {
    const first = await openSqliteStorage(folder())
    await first.questionnaires.publish(aQuestionnaire())
    await first.close()
    const acknowledged: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      acknowledged.push(...(await recordUntilKilled(folder(), round * SPACE, 20 + 13 * round)))
    }

    const storage = await openSqliteStorage(folder())
    const stored = await responsesOf(storage, ['my-loc'])
    const numbers = stored.map(({ id }) => Number.parseInt(id, 16)).toSorted((a, b) => a - b)
    const groups = new Set(numbers.map((number) => number - (number % 10)))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers).toHaveLength(10 * groups.size)
    expect(acknowledged.filter((group) => !groups.has(group))).toEqual([])
    const scope = { agencies: ['my-loc'], from: 0, to: 30_000 }
    const comments = await storage.comments.search(scope, { limit: 1_000_000, after: null })
    expect(comments).toHaveLength(numbers.length)
    expect(plainCells(await cellsOf(storage, ['my-loc']))).toEqual(plainCells(countedCells(stored)))
    expect(await storage.responses.record([numberedSubmission(acknowledged[0] ?? 0)])).toEqual(['known'])
    await storage.close()
  }, 60_000)
})
