import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long the server gets to be well, and to stop. */
const START_MS = 20_000
const STOP_MS = 15_000

/** Starts the platform as `npm start` does, on an empty data folder; asks it; stops it. Says in one line how it went. */
const dataDir = mkdtempSync(join(tmpdir(), 'hailong-start-'))
const startedAt = performance.now()
const server = spawn(process.execPath, [join(import.meta.dirname, '../start.js'), 'main'], {
  env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const exit = once(server, 'exit')
try {
  const { url, setUpLink } = await withTimeLimit(firstLines(server), START_MS, 'the server did not start in time')
  const health = await fetch(`${url}/health`)
  if (health.status !== 200) throw new Error(`/health answered ${health.status}`)
  const home = await fetch(url)
  if (home.status !== 200 || !(await home.text()).includes('<h1>')) throw new Error(`/ answered ${home.status}`)
  const setUp = await fetch(url + new URL(setUpLink).pathname)
  if (setUp.status !== 200) throw new Error(`the set-up link answered ${setUp.status}`)
  const ms = Math.round(performance.now() - startedAt)

  server.kill('SIGTERM')
  await withTimeLimit(exit, STOP_MS, 'the server did not stop in time')
  if (server.exitCode !== 0) throw new Error(`the server ended with exit code ${server.exitCode ?? 'none'}`)
  console.log(`Started, asked for health, first page and set-up link within ${ms} ms, and stopped cleanly.`)
} catch (error) {
  console.error(`The start check failed: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  server.kill('SIGKILL')
  await exit
  rmSync(dataDir, { recursive: true, force: true })
}

/** Where the server listens, from its log, and the set-up link that it prints after that. */
async function firstLines({ stdout }: ChildProcess): Promise<{ url: string; setUpLink: string }> {
  if (!stdout) throw new Error('the server has no output')
  let url: string | null = null
  for await (const line of createInterface({ input: stdout })) {
    url ??= /"url":"([^"]+)".*"msg":"listening"/.exec(line)?.[1] ?? null
    const setUpLink = /^https?:\/\/\S+\/set-up\/\S+$/.exec(line)?.[0]
    if (url === null || setUpLink === undefined) continue
    stdout.resume()
    return { url, setUpLink }
  }
  throw new Error('the server ended before it listened and printed a set-up link')
}

async function withTimeLimit<Value>(promise: Promise<Value>, ms: number, message: string): Promise<Value> {
  const timer = new AbortController()
  const late = sleep(ms, null, { signal: timer.signal }).then(() => {
    throw new Error(message)
  })
  late.catch(() => undefined)
  try {
    return await Promise.race([promise, late])
  } finally {
    timer.abort()
  }
}
