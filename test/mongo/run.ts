/**
 * `npm run test:mongo [-- <options of jest>]`: the tests that need a MongoDB, against the server that TEST_MONGODB_URL
 * names, in databases of their own that they remove. Without it a test server is fetched into .cache/ and started;
 * only with that one run the tests that kill the server, step it down or make it fail.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { dropTestDatabases } from '../fixtures/test-database.ts'
import { TestServer } from './test-server.ts'

const ROOT = join(import.meta.dirname, '../..')
const PACKAGE = 'secantusdb==0.7.0b3'
const FOLDER = join(ROOT, '.cache', PACKAGE.replace('==', '-'))

const given = process.env['TEST_MONGODB_URL']
try {
  process.exitCode = given === undefined || given === '' ? await againstOwnServer() : await againstServer(given)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function againstServer(url: string): Promise<number> {
  try {
    return await runTests({})
  } finally {
    await dropTestDatabases(url)
  }
}

/** The server and what it stores are removed in the end, so its databases need not be dropped. */
async function againstOwnServer(): Promise<number> {
  const program = fetchedServer()
  const server = await TestServer.start(program)
  try {
    return await runTests({ TEST_MONGODB_URL: server.url, TEST_MONGODB_SERVER: program })
  } finally {
    await server.remove()
  }
}

/** The path of the test server's program, which is fetched where it is not there yet. */
function fetchedServer(): string {
  const program = join(FOLDER, 'bin/secantusd-py')
  if (existsSync(program)) return program
  console.log(`Fetching the test server ${PACKAGE} into ${FOLDER}`)
  mkdirSync(FOLDER, { recursive: true })
  call('python3', ['-m', 'venv', FOLDER])
  call(join(FOLDER, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '--pre', PACKAGE])
  return program
}

function call(command: string, parameters: readonly string[]): void {
  const { status, error } = spawnSync(command, parameters, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} failed${error ? `: ${error.message}` : ''}`)
}

/** @returns the exit code of the tests */
async function runTests(env: Readonly<Record<string, string>>): Promise<number> {
  const parameters = [join(ROOT, 'test/run.js'), '--config', 'jest.mongo.config.js', ...process.argv.slice(2)]
  const tests = spawn(process.execPath, parameters, {
    cwd: ROOT,
    env: { ...process.env, ...env, TEST_STORE: 'mongo', TEST_RUN: String(process.pid) },
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => tests.kill(signal))
  await once(tests, 'exit')
  return tests.exitCode ?? 1
}
