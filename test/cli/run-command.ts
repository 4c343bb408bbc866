import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const START = join(import.meta.dirname, '../../server/start.js')

export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a command of the command line as npm does, in a process of its own. */
export async function runCommand(dataDir: string, script: string, ...args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [START, `cli/${script}`, ...args], {
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, out, err }
}
