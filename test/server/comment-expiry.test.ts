import { expect, test } from '@jest/globals'
import { loadConfig } from '../../server/config.ts'
import { createLog } from '../../server/log.ts'
import { startServer } from '../../server/server.ts'
import { everyHour } from '../../server/services/every-hour.ts'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { anAgency } from '../fixtures/agency.ts'
import { aComment } from '../fixtures/comment.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aSubmission } from '../fixtures/submission.ts'
import { useDataFolder } from '../storage/sqlite/data-folder.ts'

const folder = useDataFolder()

test('a server removes comments whose time is over soon after it was started', async () => {
  const before = await openSqliteStorage(folder())
  await before.questionnaires.publish(aQuestionnaire({ key: 'kept' }))
  await before.directory.apply({ agencies: [anAgency('my-loc')] })
  const comments = [aComment({ day: 10_000 }), aComment()]
  await before.responses.record(comments.map((comment) => aSubmission({ questionnaire: 'kept/1' }, comment)))
  await before.close()

  const config = loadConfig({ DATA_DIR: folder(), PORT: '0' })
  const server = await startServer(config, createLog('silent'), () => new Date('2026-11-23T01:00:00Z'))
  await server.stop()

  const after = await openSqliteStorage(folder())
  const scope = { agencies: ['my-loc'], from: 0, to: 30_000 }
  expect(await after.comments.search(scope, { limit: 9, after: null })).toEqual(comments.slice(1))
  await after.close()
})

test('hourly work that fails is put into the log and asked for again; it ends when told to', async () => {
  const logged: unknown[] = []
  const stop = new AbortController()
  const log = { ...createLog('silent'), error: (entry: unknown) => logged.push(entry) }
  const running = everyHour(() => Promise.reject(new Error('the disk is full')), { signal: stop.signal, log })
  await Promise.resolve()
  stop.abort()
  await running
  expect(logged).toEqual([{ error: 'Error: the disk is full' }])
})
