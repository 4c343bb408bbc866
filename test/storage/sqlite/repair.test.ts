import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStorage } from '../../../server/storage/sqlite/open.ts'
import type { Storage } from '../../../server/storage/port.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { countedCells } from '../contract/counted-cells.ts'
import { cellsOf, plainCells, responsesOf } from '../contract/reading.ts'
import { useDataFolder } from './data-folder.ts'

describe('repairing tallies', () => {
  const folder = useDataFolder()
  /** Changes the file past the program. */
  const damage = (sql: string): void => {
    const file = new DatabaseSync(join(folder(), 'hailong.db'))
    file.function('with_first_byte', (sums, byte) => Uint8Array.from(sums as Uint8Array).with(0, Number(byte)))
    file.exec(sql)
    file.close()
  }
  const open = async (): Promise<Storage> => {
    const storage = await openSqliteStorage(folder())
    await storage.questionnaires.publish(aQuestionnaire())
    await storage.responses.record([aSubmission(), aSubmission({ channel: 'paper', answers: '111111' })])
    return storage
  }
  const expectRight = async (storage: Storage): Promise<void> => {
    const counted = plainCells(countedCells(await responsesOf(storage, ['my-loc'])))
    expect(plainCells(await cellsOf(storage, ['my-loc']))).toEqual(counted)
    expect((await storage.tallies.recount({ repair: false })).differing).toEqual([])
  }

  const damages = {
    'a lost cell': 'DELETE FROM tally WHERE cell = (SELECT max(cell) FROM tally)',
    'all cells lost': 'DELETE FROM tally',
    'a number too high': 'UPDATE tally SET sums = with_first_byte(sums, 7) WHERE cell = (SELECT min(cell) FROM tally)',
    'a cell too many':
      'INSERT INTO tally SELECT cell + 4 * 8388608, sums FROM tally WHERE cell = (SELECT min(cell) FROM tally)',
    'a cell cut short': 'UPDATE tally SET sums = substr(sums, 2) WHERE cell = (SELECT min(cell) FROM tally)',
  }

  test.each(Object.entries(damages))('finds %s, mends it, and goes on from there', async (_, sql) => {
    const storage = await open()
    damage(sql)
    const found = await storage.tallies.recount({ repair: false })
    expect(found.differing.length).toBeGreaterThan(0)
    expect(found.differing[0]).toMatchObject({ agency: 'my-loc', questionnaire: 'counter/1', flagged: false })
    expect(await storage.tallies.recount({ repair: true })).toEqual(found)
    await expectRight(storage)
    await storage.responses.record([aSubmission()])
    await expectRight(storage)
    await storage.close()
  })

  test('keeps what was recorded between the count and the repair', async () => {
    const storage = await open()
    damage('DELETE FROM tally WHERE cell = (SELECT max(cell) FROM tally)')
    damage('UPDATE tally SET sums = with_first_byte(sums, 9) WHERE cell = (SELECT min(cell) FROM tally)')
    const other = await openSqliteStorage(folder())
    let recorded: Promise<unknown> = Promise.resolve()
    const found = await storage.tallies.recount({
      repair: true,
      onProgress: () => {
        recorded = other.responses.record([aSubmission(), aSubmission({ point: 'new' })])
      },
    })
    await recorded
    expect(found.responses).toBe(2)
    expect(await storage.responses.count()).toBe(4)
    await expectRight(storage)
    await other.close()
    await storage.close()
  })

  test('is made once by two that repair at the same time', async () => {
    const storage = await open()
    const other = await openSqliteStorage(folder())
    damage('UPDATE tally SET sums = with_first_byte(sums, 9)')
    await Promise.all([storage.tallies.recount({ repair: true }), other.tallies.recount({ repair: true })])
    await expectRight(storage)
    await other.close()
    await storage.close()
  })

  test('is seen by a process that has the cell at hand', async () => {
    const storage = await open()
    const other = await openSqliteStorage(folder())
    await other.responses.record([aSubmission()])
    await storage.responses.record([aSubmission()])
    damage('UPDATE tally SET sums = with_first_byte(sums, 9)')
    await other.tallies.recount({ repair: true })
    await storage.responses.record([aSubmission()])
    await expectRight(other)
    await other.close()
    await storage.close()
  })
})
