import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(import.meta.dirname, '../..')

/** A server in a process of its own, as `npm start` runs it. */
export interface ServerProcess {
  readonly url: string
  readonly process: ChildProcess
  /** What it printed that is no log line, such as the set-up link. */
  readonly printed: readonly string[]
  /** The lines of its log. */
  readonly logged: readonly string[]
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>
  /** Asks it to end. @returns its exit code */
  stop(): Promise<number | null>
}

/** Starts a server on a free port over this data folder; resolves when it listens. */
export async function startServerProcess(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['server/start.js', 'main'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const printed: string[] = []
  const logged: string[] = []
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then(() => {
      reject(new Error(`the server ended before it listened, having printed ${printed.join('\n')}`))
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /"url":"([^"]+)".*"msg":"listening"/.exec(line)
      if (found?.[1] !== undefined) resolve(found[1])
      if (line.startsWith('{')) logged.push(line)
      else printed.push(line)
    })
  })
  return {
    url,
    process: child,
    printed,
    logged,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      return child.exitCode
    },
  }
}
