import { describe, expect, test } from '@jest/globals'
import express from 'express'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import request from 'supertest'
import { createAssets } from '../../server/web/assets.ts'

const PUBLIC = join(import.meta.dirname, '../../public')
const assets = createAssets(PUBLIC)
const app = express().use(assets.router)

describe('assets', () => {
  test('are kept for ever under an address that changes with the content', async () => {
    const url = assets.url('css/base.css')
    expect(url).toMatch(/^\/assets\/[\w-]{10}\/css\/base\.css$/)
    const answer = await request(app).get(url)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/css; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.text).toBe(readFileSync(join(PUBLIC, 'css/base.css'), 'utf8'))
  })

  test.each(['br', 'gzip', 'identity'])('come as %s where that is all that is understood', async (encoding) => {
    const answer = await request(app).get(assets.url('css/base.css')).set('Accept-Encoding', encoding)
    expect(answer.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding)
    expect(answer.headers['vary']).toBe('Accept-Encoding')
  })

  test('include the chart libraries', async () => {
    for (const name of ['lib/chart.js', 'lib/chart-error-bars.js', 'lib/chart-annotation.js']) {
      const answer = await request(app).get(assets.url(name))
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
    }
  })

  test('are nothing but what lies there: other names are not found, unknown ones are a bug', async () => {
    expect((await request(app).get('/assets/0000000000/css/base.css')).status).toBe(404)
    expect((await request(app).get('/assets/0000000000/..%2f..%2fpackage.json')).status).toBe(404)
    expect(() => assets.url('css/none.css')).toThrow(/no asset/)
  })
})
