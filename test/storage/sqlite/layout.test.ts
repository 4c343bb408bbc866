import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStorage } from '../../../server/storage/sqlite/open.ts'
import { storedBytes } from '../../../server/storage/sqlite/stored-bytes.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { useDataFolder } from './data-folder.ts'

const HOUR = 498_000

/** An id as random as those of real forms, but the same in every run. */
function scattered(i: number): string {
  return createHash('sha256').update(`id ${i}`).digest('hex').slice(0, 32)
}

describe('the layout of the embedded store', () => {
  const folder = useDataFolder()

  test('takes at most 80 bytes a response, indexes and dictionary included', async () => {
    const storage = await openSqliteStorage(folder())
    await storage.questionnaires.publish(aQuestionnaire())
    const MANY = 30_000
    for (let start = 0; start < MANY; start += 1000) {
      const group = Array.from({ length: 1000 }, (_, i) => {
        const agency = `agency-${(start + i) % 24}`
        const hour = HOUR + Math.floor(start / 100)
        return aSubmission({ id: scattered(start + i), agency, point: `${agency}-${i % 3}`, receivedHour: hour })
      })
      await storage.responses.record(group)
    }
    await storage.close()
    const bytes = storedBytes(folder())
    expect(((bytes.get('response') ?? 0) + (bytes.get('term') ?? 0)) / MANY).toBeLessThan(80)
  })

  test('does not tell which of two responses of an hour came first', async () => {
    const storage = await openSqliteStorage(folder())
    await storage.questionnaires.publish(aQuestionnaire())
    const points = Array.from({ length: 40 }, (_, i) => `p-${i}`)
    for (const point of points)
      await storage.responses.record([aSubmission({ point, id: scattered(points.indexOf(point)) })])
    await storage.close()
    const file = new DatabaseSync(join(folder(), 'hailong.db'), { readOnly: true })
    const inOrderOf = (sql: string) =>
      file
        .prepare(sql)
        .all()
        .map(({ point }) => point)
    const orders = [
      inOrderOf(`SELECT json_extract(text, '$[0]') AS point FROM response JOIN term
                 ON term.kind = 'circumstance' AND term.number = response.circumstance`),
      inOrderOf(`SELECT json_extract(text, '$[0]') AS point FROM term WHERE kind = 'circumstance' ORDER BY number`),
      inOrderOf(`SELECT json_extract(text, '$[4]') AS point FROM term WHERE kind = 'series'
                 AND json_extract(text, '$[3]') = 'point' ORDER BY number`),
    ]
    file.close()
    for (const order of orders) {
      expect(order.toSorted()).toEqual(points.toSorted())
      expect(order).not.toEqual(points)
    }
  })
})
