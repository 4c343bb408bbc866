import { expect, test } from '@jest/globals'
import express, { type ErrorRequestHandler } from 'express'
import request from 'supertest'
import { TooManyTriesError } from '../../server/domain/errors.ts'
import { staffLimit } from '../../server/web/middleware/staff-limit.ts'

test('one source may send 300 forms a minute, and still read pages after that', async () => {
  const app = express()
  app.set('trust proxy', 1)
  app.use(staffLimit())
  app.use((_req, res) => {
    res.sendStatus(204)
  })
  app.use(((error, _req, res, _next) => {
    res.status(error instanceof TooManyTriesError ? 429 : 500).json(error)
  }) satisfies ErrorRequestHandler)
  const from = (address: string) => request(app).post('/').set('X-Forwarded-For', address)
  for (let i = 0; i < 300; i++) expect((await from('203.0.113.1')).status).toBe(204)
  const refused = await from('203.0.113.1')
  expect([refused.status, (refused.body as { retryAfterS: number }).retryAfterS]).toEqual([429, 60])
  expect((await from('203.0.113.2')).status).toBe(204)
  expect((await request(app).get('/').set('X-Forwarded-For', '203.0.113.1')).status).toBe(204)
}, 30_000)
