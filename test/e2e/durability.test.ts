import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { seedCounter } from './seed-counter.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'

const ROUNDS = 10
const PHONES = 24
const ACKNOWLEDGED_A_ROUND = 250

let dataDir = ''
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'hailong-kill-'))
  await seedCounter(dataDir)
})
afterAll(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

test('keeps every acknowledged answer once when it is killed under load, ten times over', async () => {
  const acknowledged = new Set<string>()
  const unanswered = new Set<string>()
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServerProcess(dataDir, { LOG_LEVEL: 'info' })
    await answerUntilKilled(server, acknowledged, unanswered)
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS * ACKNOWLEDGED_A_ROUND)

  const last = await startServerProcess(dataDir)
  const form = await openForm(last.url)
  for (const id of unanswered) {
    expect((await send(last.url, form, id)).status).toBe(303)
    acknowledged.add(id)
  }
  expect(await last.stop()).toBe(0)

  const storage = await openSqliteStorage(dataDir)
  const stored: string[] = []
  for await (const batch of storage.responses.stream({ agency: 'xa-an-binh', from: 0, to: 10_000_000 })) {
    stored.push(...batch.map(({ id }) => id))
  }
  const { differing, responses } = await storage.tallies.recount({ repair: false })
  await storage.close()
  expect(new Set(stored).size).toBe(stored.length)
  expect(new Set(stored)).toEqual(acknowledged)
  expect(responses).toBe(stored.length)
  expect(differing).toEqual([])
}, 120_000)

test('stores what is queued before it ends on SIGTERM', async () => {
  const server = await startServerProcess(dataDir)
  const form = await openForm(server.url)
  const ids = Array.from({ length: 100 }, newId)
  const sent = ids.map((id) => send(server.url, form, id).then(({ status }) => [id, status] as const))
  await Promise.race(sent)
  expect(await server.stop()).toBe(0)
  const outcomes = await Promise.allSettled(sent)
  const thanked = outcomes.flatMap((outcome) =>
    outcome.status === 'fulfilled' && outcome.value[1] === 303 ? [outcome.value[0]] : [],
  )
  expect(thanked.length).toBeGreaterThan(0)

  const storage = await openSqliteStorage(dataDir)
  const stored = new Set<string>()
  for await (const batch of storage.responses.stream({ agency: 'xa-an-binh', from: 0, to: 10_000_000 })) {
    for (const { id } of batch) stored.add(id)
  }
  await storage.close()
  expect(thanked.filter((id) => !stored.has(id))).toEqual([])
}, 60_000)

/** Phones answer one after another, each first repeating what it got no answer to, until the server is killed. */
async function answerUntilKilled(
  server: ServerProcess,
  acknowledged: Set<string>,
  unanswered: Set<string>,
): Promise<void> {
  const form = await openForm(server.url)
  const again = [...unanswered]
  let count = 0
  let killed: Promise<void> | null = null
  const isKilled = (): boolean => killed !== null
  const phone = async (): Promise<void> => {
    while (!isKilled()) {
      const id = again.pop() ?? newId()
      unanswered.add(id)
      try {
        const { status } = await send(server.url, form, id)
        if (status !== 303) throw new Error(`answered ${status}`)
      } catch (error) {
        if (!isKilled()) throw error
        return
      }
      unanswered.delete(id)
      acknowledged.add(id)
      count++
      if (count >= ACKNOWLEDGED_A_ROUND) killed ??= server.kill()
    }
  }
  await Promise.all(Array.from({ length: PHONES }, phone))
  await (killed as Promise<void> | null)
}

function newId(): string {
  return randomBytes(16).toString('hex')
}

async function openForm(url: string): Promise<URLSearchParams> {
  const page = await (await fetch(`${url}/s/${seedCounter.code}`)).text()
  const opened = /name="opened" value="(\d+)"/.exec(page)?.[1]
  if (opened === undefined) throw new Error('the form has no opening hour')
  const form = new URLSearchParams({ opened })
  for (const name of new Set([...page.matchAll(/type="radio"[^>]* name="([^"]+)"/g)].map((found) => found[1] ?? ''))) {
    const option = new RegExp(`name="${name.replace('.', '\\.')}" value="([^"]+)"`).exec(page)
    form.set(name, option?.[1] ?? '')
  }
  return form
}

function send(url: string, form: URLSearchParams, id: string): Promise<Response> {
  const body = new URLSearchParams(form)
  body.set('id', id)
  return fetch(`${url}/s/${seedCounter.code}`, { method: 'POST', body, redirect: 'manual' })
}
