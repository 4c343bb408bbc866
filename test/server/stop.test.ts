import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../server/config.ts'
import { createLog } from '../../server/log.ts'
import { startServer, type RunningServer } from '../../server/server.ts'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { seedCounter } from '../e2e/seed-counter.ts'
import { aFilledForm } from '../fixtures/filled-form.ts'

let dataDir = ''
let server: RunningServer
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'hailong-stop-'))
  await seedCounter(dataDir)
  server = await startServer(loadConfig({ DATA_DIR: dataDir, PORT: '0' }), createLog('silent'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true })
})

/** A connection that a proxy keeps; it gathers what is answered. */
function keptConnection(): { readonly socket: Socket; readonly answered: (until: RegExp) => Promise<string> } {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname).setEncoding('utf8')
  let text = ''
  socket.on('data', (piece: string) => (text += piece))
  return {
    socket,
    answered: async (until) => {
      while (!until.test(text)) await once(socket, 'data')
      return text
    },
  }
}

function filledForm(): { readonly head: string; readonly body: string } {
  const body = new URLSearchParams(aFilledForm(server)).toString()
  const type = 'Content-Type: application/x-www-form-urlencoded'
  return {
    head: `POST /s/${seedCounter.code} HTTP/1.1\r\nHost: x\r\n${type}\r\nContent-Length: ${body.length}\r\n`,
    body,
  }
}

test('a server that stops takes the forms that are on their way in open connections, and lets go of them', async () => {
  const { socket, answered } = keptConnection()
  const [first, second] = [filledForm(), filledForm()]
  socket.write(`${first.head}Expect: 100-continue\r\n\r\n`)
  await answered(/^HTTP\/1\.1 100 /)
  const stopped = server.stop()
  socket.write(`${first.body}${second.head}\r\n${second.body}`)
  await once(socket, 'end')
  const text = await answered(/./)
  expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 100', 'HTTP/1.1 303', 'HTTP/1.1 303'])
  expect(text.slice(text.lastIndexOf('HTTP/1.1'))).toMatch(/^connection: close\r$/im)
  await stopped
  const storage = await openSqliteStorage(dataDir)
  expect(await storage.responses.count()).toBe(2)
  await storage.close()
})

test('a server that stops takes no new connections', async () => {
  await server.stop()
  await expect(fetch(`${server.url}/health`)).rejects.toThrow('fetch failed')
})
