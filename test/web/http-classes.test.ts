import { afterEach, expect, test } from '@jest/globals'
import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { httpClasses } from '../../server/web/http-classes.ts'

let server: Server | undefined
afterEach(() => {
  server?.close()
})

test('requests and answers come with the prototypes that Express wants, and work as ever', async () => {
  const app = express()
  const before: boolean[] = []
  app.get('/', (req, res) => {
    before.push(req instanceof IncomingMessage, res instanceof ServerResponse)
    res.status(201).json({ agent: req.get('x-agent') })
  })
  server = createServer(httpClasses(app), (req, res) => {
    before.push(Object.getPrototypeOf(req) === app.request, Object.getPrototypeOf(res) === app.response)
    app(req, res)
  })
  const listening = server
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'X-Agent': 'a' } })
  expect(answer.status).toBe(201)
  expect(await answer.json()).toEqual({ agent: 'a' })
  expect(before).toEqual([true, true, true, true])
})
