import { expect, test } from '@jest/globals'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { anAgency } from '../fixtures/agency.ts'
import { aComment } from '../fixtures/comment.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aSubmission } from '../fixtures/submission.ts'
import { useDataFolder } from '../storage/sqlite/data-folder.ts'
import { runCommand } from './run-command.ts'

const folder = useDataFolder()
const ID = 'ab'.repeat(16)

test('comments are counted, and removed only where that is said', async () => {
  const storage = await openSqliteStorage(folder())
  await storage.questionnaires.publish(aQuestionnaire())
  await storage.directory.apply({ agencies: [anAgency('my-loc')] })
  const comments = [aComment({ id: ID }), aComment({ day: 18_000 }), aComment({ day: 18_001 }), aComment()]
  await storage.responses.record(comments.map((comment) => aSubmission({}, comment)))
  const remove = (...args: readonly string[]) => runCommand(folder(), 'comments-remove', ...args)

  expect(await remove('--id', ID)).toMatchObject({ code: 0, out: expect.stringContaining('There are 1 comments') })
  expect(await remove('--id', ID, '--apply')).toMatchObject({ code: 0, out: expect.stringContaining('Removed 1 ') })
  expect(await remove('--older-than', '12')).toMatchObject({ out: expect.stringContaining('There are 2 comments') })
  expect(await remove('--older-than', '12', '--apply')).toMatchObject({ out: expect.stringContaining('Removed 2 ') })

  const scope = { agencies: ['my-loc'], from: 0, to: 30_000 }
  expect(await storage.comments.search(scope, { limit: 9, after: null })).toEqual(comments.slice(3))
  const audit = await storage.audit.list({ limit: 9, before: null })
  expect(audit.map(({ act, details }) => [act, details['removed']])).toEqual([
    ['comments.removed', '2'],
    ['comments.removed', '1'],
  ])
  await storage.close()
})

test.each([
  [[]],
  [['--id', 'x', '--apply']],
  [['--older-than', '0']],
  [['--older-than', 'a year']],
  [['--id', ID, '--older-than', '12', '--apply']],
  [['--all']],
])('anything else is explained, and nothing is done: %s', async (args) => {
  const { code, err } = await runCommand(folder(), 'comments-remove', ...args)
  expect(code).toBe(1)
  expect(err).toContain('Usage: npm run comments:remove')
})
