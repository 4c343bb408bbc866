import { describe, expect, test } from '@jest/globals'
import type { Comment } from '../../../server/domain/response.ts'
import { SqliteDatabase } from '../../../server/storage/sqlite/database.ts'
import { migrate } from '../../../server/storage/sqlite/migrate.ts'
import { MIGRATIONS } from '../../../server/storage/sqlite/migrations/all.ts'
import { openSqliteStorage } from '../../../server/storage/sqlite/open.ts'
import { aComment } from '../../fixtures/comment.ts'
import { aPublicCode } from '../../fixtures/public-code.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aResponse } from '../../fixtures/response.ts'
import { responsesOf } from '../contract/reading.ts'
import { useDataFolder } from './data-folder.ts'

const PROFILE = [{ code: 'gender', wording: { vi: 'Giới' }, options: [{ value: 'f', label: { vi: 'Nữ' } }] }]

describe('a store of the first layout', () => {
  const folder = useDataFolder()
  const response = aResponse()
  const comments = [aComment({ day: 20_777 }), aComment({ day: 20_778, satisfied: null }), aComment({ day: 20_777 })]

  async function writeFirstLayout(): Promise<void> {
    const database = await SqliteDatabase.open(folder())
    await migrate(database, MIGRATIONS.slice(0, 1))
    const { agency, openedHour, id, point, field, questionnaire, step, channel, language, answers, facts } = response
    // Left out of the text, as JSON does with what is not there.
    const code = { ...aPublicCode('AAAAAAAA', point), questionnaire: undefined }
    await database.write(() => {
      const insert = (table: string, ...values: (string | number | null)[]): void => {
        const places = values.map(() => '?').join(', ')
        database.prepare(`INSERT INTO ${table} VALUES (${places})`).run(...values)
      }
      insert('questionnaire', 'counter', 1, JSON.stringify(aQuestionnaire({ profile: PROFILE })))
      insert('directory_record', 'codes', '["AAAAAAAA"]', JSON.stringify(code))
      insert('term', 'agency', 7, agency)
      insert('term', 'circumstance', 9, JSON.stringify([point, field, questionnaire, step, channel, language, []]))
      database.prepare('INSERT INTO response VALUES (7, ?, unhex(?), 0, 9, ?, ?)').run(openedHour, id, answers, facts)
      for (const one of comments) insert('comment', ...rowOf(one))
    })
    await database.close()
  }

  test('is taken over with all that it holds, and can do what the new one can', async () => {
    await writeFirstLayout()
    const storage = await openSqliteStorage(folder())
    const search = (over: object) =>
      storage.comments.search({ agencies: ['my-loc'], from: 0, to: 30_000, ...over }, { limit: 10, after: null })
    const [older, newest, old] = comments
    expect(await search({})).toEqual([newest, older, old])
    expect(await search({ words: 'cho lau', satisfied: true, field: 'dat-dai' })).toEqual([older, old])
    expect((await storage.directory.load()).codes).toEqual([aPublicCode('AAAAAAAA', response.point)])
    expect(await responsesOf(storage, ['my-loc'])).toEqual([response])
    expect(await storage.responses.addProfile(response, '0')).toBe('stored')
    await storage.close()
  })

  test('is left as it is when its change is cut off, and changed by the next that opens it', async () => {
    await writeFirstLayout()
    const database = await SqliteDatabase.open(folder())
    const steps = MIGRATIONS.map((step) =>
      step === MIGRATIONS[1] ? { ...step, sql: `${step.sql}; SELECT cut()` } : step,
    )
    await expect(migrate(database, steps)).rejects.toThrow('cut')
    expect(database.prepare('SELECT count(day) FROM comment').get()).toEqual([comments.length])
    await database.close()
    const storage = await openSqliteStorage(folder())
    const scope = { agencies: ['my-loc'], from: 0, to: 30_000, words: 'lau' }
    expect(await storage.comments.search(scope, { limit: 10, after: null })).toHaveLength(comments.length)
    await storage.close()
  })
})

function rowOf(comment: Comment): (string | number | null)[] {
  const { agency, day, id, point, field, step, language, satisfied, text } = comment
  return [agency, day, id, point, field, step, language, satisfied === null ? null : Number(satisfied), text]
}
