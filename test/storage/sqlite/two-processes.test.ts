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

describe('two processes that record at the same time', () => {
  const folder = useDataFolder()

  test('both get their answers in, and the tallies are right', async () => {
    const storage = await openSqliteStorage(folder())
    await storage.questionnaires.publish(aQuestionnaire())
    const script = join(import.meta.dirname, 'recording-process.ts')
    const child = spawn(process.execPath, [script, folder(), '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    const exit = once(child, 'exit')
    let own = 500_000
    let groups = 0
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        expect(Number(line)).toBe(groups * 10)
        groups++
        if (groups === 40) break
        expect(await storage.responses.record([numberedSubmission(own++)])).toEqual(['stored'])
      }
    } finally {
      child.kill('SIGKILL')
      await exit
    }

    const stored = await responsesOf(storage, ['my-loc'])
    const numbers = new Set(stored.map(({ id }) => Number.parseInt(id, 16)))
    for (let number = 500_000; number < own; number++) expect(numbers).toContain(number)
    for (let number = 0; number < groups * 10; number++) expect(numbers).toContain(number)
    expect(plainCells(await cellsOf(storage, ['my-loc']))).toEqual(plainCells(countedCells(stored)))
    await storage.close()
  }, 60_000)
})
