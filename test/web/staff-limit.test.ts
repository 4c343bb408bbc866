import { afterEach, beforeEach, expect, test } from '@jest/globals'
import express, { type ErrorRequestHandler, type Express } from 'express'
import request from 'supertest'
import { TooManyTriesError } from '../../server/domain/errors.ts'
import { SourceCounter } from '../../server/services/source-counter.ts'
import type { Storage } from '../../server/storage/port.ts'
import { staffLimit } from '../../server/web/middleware/staff-limit.ts'
import { openTestStore } from '../fixtures/test-store.ts'

const NOW = new Date('2026-11-23T01:00:00Z')

let storage: Storage
beforeEach(async () => {
  storage = await openTestStore()
})
afterEach(() => storage.close())

/** An app process: several share the store. */
function anApp(): Express {
  const app = express()
  app.set('trust proxy', 1)
  const counter = { counters: storage.counters, key: Buffer.alloc(32, 1), now: () => NOW }
  app.use(staffLimit({ sentForms: new SourceCounter(counter) }))
  app.use((_req, res) => {
    res.sendStatus(204)
  })
  app.use(((error, _req, res, _next) => {
    res.status(error instanceof TooManyTriesError ? 429 : 500).json(error)
  }) satisfies ErrorRequestHandler)
  return app
}

test('one source may send 300 forms a minute to all app processes together, and still read pages after that', async () => {
  const first = anApp()
  const apps = [first, anApp(), anApp()]
  const from = (address: string, i = 0) =>
    request(apps[i % 3] ?? first)
      .post('/')
      .set('X-Forwarded-For', address)
  for (let i = 0; i < 300; i++) expect((await from('203.0.113.1', i)).status).toBe(204)
  const refused = await from('203.0.113.1')
  expect([refused.status, (refused.body as { retryAfterS: number }).retryAfterS]).toEqual([429, 60])
  expect((await from('203.0.113.2')).status).toBe(204)
  expect((await request(first).get('/').set('X-Forwarded-For', '203.0.113.1')).status).toBe(204)
}, 30_000)
