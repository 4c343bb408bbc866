import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openSqliteStorage } from '../../../server/storage/sqlite/open.ts'
import { aComment } from '../../fixtures/comment.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { useDataFolder } from './data-folder.ts'

const folder = useDataFolder()

/** Everything that the files of the store hold, as text. */
function bytes(): string {
  return readdirSync(folder())
    .map((name) => readFileSync(join(folder(), name), 'latin1'))
    .join('')
}

test('a comment that was removed is overwritten: once the store is closed, no file holds its words', async () => {
  const storage = await openSqliteStorage(folder())
  await storage.questionnaires.publish(aQuestionnaire())
  const [removed, kept] = [aComment({ text: 'Zenobia!' }), aComment({ text: 'Xylophon!' })]
  await storage.responses.record([removed, kept].map((comment) => aSubmission({ agency: comment.agency }, comment)))
  expect(await storage.comments.remove([removed])).toBe(1)
  await storage.close()
  expect(bytes()).toMatch(/xylophon[^]*Xylophon!|Xylophon![^]*xylophon/)
  expect(bytes()).not.toMatch(/zenobia/i)
})
