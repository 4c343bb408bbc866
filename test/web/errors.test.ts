import { expect, test } from '@jest/globals'
import express from 'express'
import { join } from 'node:path'
import request from 'supertest'
import {
  BusyError,
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  SignInNeededError,
} from '../../server/domain/errors.ts'
import type { WebParts } from '../../server/web/app.ts'
import { createAssets } from '../../server/web/assets.ts'
import { loadLanguages } from '../../server/web/language.ts'
import { errorHandler } from '../../server/web/middleware/errors.ts'
import { createRender } from '../../server/web/views.ts'

const ROOT = join(import.meta.dirname, '../..')

/** An app whose one route throws, with what the error handler wrote to the log. */
function throwing(error: unknown) {
  const logged: unknown[] = []
  const languages = loadLanguages(join(ROOT, 'views/messages'))
  const web = {
    languages,
    render: createRender(join(ROOT, 'views')),
    site: { asset: createAssets(join(ROOT, 'public')).url, languages: languages.all, publicUrl: 'http://localhost' },
    log: { error: (entry: unknown) => logged.push(entry) },
  } as unknown as WebParts
  const app = express()
  app.all('/thing', () => {
    throw error
  })
  app.use(errorHandler(web))
  return { agent: request(app), logged }
}

test.each<[Error, number, string]>([
  [new NotFoundError('agency', 'x'), 404, 'Không tìm thấy trang'],
  [new ForbiddenError('no'), 403, 'không có quyền'],
  [new ConflictError('taken'), 409, 'đã thay đổi'],
  [new InvalidInputError('bad'), 400, 'không hợp lệ'],
  [new BusyError('full', 7), 503, 'đang bận'],
  [Object.assign(new Error('too large'), { status: 413 }), 413, 'quá lớn'],
  [Object.assign(new Error('odd'), { status: 418 }), 418, 'không hợp lệ'],
])('answers %p with a status and a page in words', async (error, status, words) => {
  const { agent, logged } = throwing(error)
  const answer = await agent.get('/thing')
  expect(answer.status).toBe(status)
  expect(answer.text).toContain(words)
  expect(logged).toEqual([])
})

test('says in Retry-After when to come again', async () => {
  expect((await throwing(new BusyError('full', 7)).agent.get('/thing')).headers['retry-after']).toBe('7')
})

test('hides a bug behind a reference number that the log holds too', async () => {
  const { agent, logged } = throwing(new Error('secret detail'))
  const answer = await agent.get('/thing?lang=en')
  expect(answer.status).toBe(500)
  expect(answer.text).not.toContain('secret detail')
  const reference = /Reference number: ([0-9a-f]{10})/.exec(answer.text)?.[1]
  expect(logged).toEqual([expect.objectContaining({ reference, path: '/thing' })])
  expect(JSON.stringify(logged)).toContain('secret detail')
})

test('sends whoever is not signed in to the sign-in page and back again', async () => {
  const { agent } = throwing(new SignInNeededError('who?'))
  const answer = await agent.get('/thing?from=2026-01-01')
  expect(answer.status).toBe(303)
  expect(answer.headers['location']).toBe(`/sign-in?back=${encodeURIComponent('/thing?from=2026-01-01')}`)
  expect((await agent.post('/thing')).headers['location']).toBe('/sign-in')
})
