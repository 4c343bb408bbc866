import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

const PACKAGE = 'secantusdb==0.7.0b3'

/** The server's name and version, for what is printed. */
export const SERVER_NAME = PACKAGE.replace('==', ' ')

/**
 * The path of the database server's program, which is fetched into the cache where it is not there yet. It is a tool
 * for tests and measurements that speaks MongoDB's protocol; no installation runs on it.
 *
 * @throws {Error} when Python is missing or the package cannot be fetched
 */
export function fetchedServer(cacheDir: string): string {
  const folder = join(cacheDir, PACKAGE.replace('==', '-'))
  const program = join(folder, 'bin/secantusd-py')
  if (existsSync(program)) return program
  console.log(`Fetching the test server ${PACKAGE} into ${folder}`)
  mkdirSync(folder, { recursive: true })
  call('python3', ['-m', 'venv', folder])
  call(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '--pre', PACKAGE])
  return program
}

function call(command: string, parameters: readonly string[]): void {
  const { status, error } = spawnSync(command, parameters, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${parameters.join(' ')} failed${error ? `: ${error.message}` : ''}`)
}
