import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { ID_SLOT, type LoadJob } from '../../server/bench/load.ts'
import { runLoad } from '../../server/bench/load-client.ts'

let server: Server | null = null

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A server that notes the id in every address. */
async function listen(ids: string[], status = 200): Promise<number> {
  server = createServer((req, res) => {
    ids.push((req.url ?? '').slice(1))
    res.writeHead(status, { 'Content-Length': 2 }).end('ok')
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

function aJob(port: number, over: Partial<LoadJob> = {}): LoadJob {
  const requests = [`GET /${ID_SLOT} HTTP/1.1\r\nHost: here\r\n\r\n`]
  return { host: '127.0.0.1', port, connections: 4, durationMs: 200, perSecond: null, requests, ...over }
}

describe('the load client', () => {
  test('counts an answer for every request that the server saw, each with an id of its own', async () => {
    const ids: string[] = []
    const result = await runLoad(aJob(await listen(ids)))
    expect(result.statuses).toEqual({ '200': ids.length })
    expect(result.unanswered).toBe(0)
    expect(ids.length).toBeGreaterThan(10)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
  })

  test('tells statuses apart', async () => {
    const ids: string[] = []
    const { statuses } = await runLoad(aJob(await listen(ids, 503)))
    expect(statuses).toEqual({ '503': ids.length })
  })

  test('sends as many as are due at a rate, and no more', async () => {
    const ids: string[] = []
    const { p50Ms, p99Ms } = await runLoad(aJob(await listen(ids), { perSecond: 100, durationMs: 500 }))
    expect(ids).toHaveLength(50)
    expect(p50Ms).toBeGreaterThan(0)
    expect(p99Ms).toBeGreaterThanOrEqual(p50Ms)
  })

  test('charges a stall to every request that was due in it', async () => {
    let answered = 0
    server = createServer((_req, res) => {
      const wait = answered++ === 0 ? 300 : 0
      setTimeout(() => res.writeHead(200, { 'Content-Length': 0 }).end(), wait)
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { statuses, p50Ms } = await runLoad(aJob(port, { connections: 1, perSecond: 50, durationMs: 400 }))
    expect(statuses).toEqual({ '200': 20 })
    expect(p50Ms).toBeGreaterThan(50)
  })

  test('fails when a connection breaks off', async () => {
    server = createServer((req) => req.socket.destroy())
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await expect(runLoad(aJob(port))).rejects.toThrow()
  })
})
