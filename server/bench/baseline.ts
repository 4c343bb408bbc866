import { fork } from 'node:child_process'
import { join } from 'node:path'

/** What the bare server answers a GET with. */
export interface BaselineJob {
  /** A gzip file in base64. */
  readonly page: string
}

export interface Baseline {
  readonly port: number
  readonly pid: number
  stop(): void
}

/** Starts the bare server in a process of its own. */
export function startBaseline(page: Buffer): Promise<Baseline> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'baseline-child.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    child.once('error', reject)
    child.once('message', ({ port }: { port: number }) => {
      resolve({ port, pid: child.pid ?? 0, stop: () => void child.kill('SIGKILL') })
    })
    child.send({ page: page.toString('base64') } satisfies BaselineJob)
  })
}
