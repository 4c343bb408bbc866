import { expect, test } from '@jest/globals'
import { createConnection, type Connection } from 'mongoose'
import { MIGRATIONS } from '../../server/storage/mongo/migrations/all.ts'
import { responseKey } from '../../server/storage/mongo/response-key.ts'
import { aComment } from '../fixtures/comment.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aResponse } from '../fixtures/response.ts'
import { testDatabase } from '../fixtures/test-database.ts'
import { responsesOf } from '../storage/contract/reading.ts'
import { whereThereIs } from './where-there-is.ts'

const PROFILE = [{ code: 'gender', wording: { vi: 'Giới' }, options: [{ value: 'f', label: { vi: 'Nữ' } }] }]
const [FIRST, SECOND] = MIGRATIONS

whereThereIs('TEST_MONGODB_URL', 'a store of the first layout in MongoDB', (url) => {
  const response = aResponse()
  const comments = [aComment({ day: 20_777 }), aComment({ day: 20_778, satisfied: null }), aComment({ day: 20_777 })]

  async function writeFirstLayout(connection: Connection): Promise<void> {
    const { db } = connection
    if (!db || !FIRST) throw new Error('the connection is not open')
    await FIRST.run(db)
    const { code, questionnaire: _id, ...rest } = aPublicCode('AAAAAAAA', response.point)
    const insert = (name: string, ...documents: { _id: string | number }[]) =>
      db.collection<{ _id: string | number }>(name).insertMany(documents)
    await insert('migration', { _id: 1, name: FIRST.name, at: new Date() } as { _id: number })
    const questionnaire = aQuestionnaire({ profile: PROFILE })
    const content = JSON.stringify(questionnaire)
    await insert('questionnaire', { _id: `${_id}/1`, key: _id, version: 1, content } as { _id: string })
    await insert('code', { _id: code, ...rest })
    await insert('comment', ...comments.map(({ id, ...one }) => ({ _id: id, ...one })))
    const { questionnaire: q, point: p, field: f, step: s, channel: c, language: l, answers: a, facts: x } = response
    await insert('response', { _id: responseKey(response), h: 0, q, p, f, s, c, l, a, x } as { _id: string })
  }

  test.each([
    ['at once', []],
    ['after it was cut off and comments came in by an older program', comments.slice(0, 1)],
  ])('is taken over with all that it holds, and can do what the new one can, %s', async (_, found) => {
    const place = testDatabase(url)
    const connection = await createConnection(place.uri).asPromise()
    await writeFirstLayout(connection)
    if (found.length > 0 && connection.db) {
      await SECOND?.run(connection.db)
      const ids = found.map(({ id }) => id as never)
      const bypass = { bypassDocumentValidation: true }
      await connection
        .collection('comment')
        .updateMany({ _id: { $in: ids } }, { $unset: { words: 1, folded: 1 } }, bypass)
    }
    await connection.close()

    const storage = await place.open()
    const search = (over: object) =>
      storage.comments.search({ agencies: ['my-loc'], from: 0, to: 30_000, ...over }, { limit: 10, after: null })
    const [older, newest, old] = comments
    expect(await search({})).toEqual([newest, older, old])
    expect(await search({ words: 'cho lau', satisfied: true, field: 'dat-dai' })).toEqual([older, old])
    expect((await storage.directory.load()).codes).toEqual([aPublicCode('AAAAAAAA', response.point)])
    expect(await responsesOf(storage, ['my-loc'])).toEqual([response])
    expect(await storage.responses.addProfile(response, '0')).toBe('stored')
    await storage.close()
    await place.remove()
  })
})
