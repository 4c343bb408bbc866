// Runs jest with the options given. Its way of loading modules (--experimental-vm-modules) now and then crashes Node
// itself, with no word about any test; the run is then started anew, at most twice. A failed test is never run again.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const JEST = join(import.meta.dirname, '../node_modules/jest/bin/jest.js')
const NODE_OPTIONS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
const MOST_RUNS = 3

for (let run = 1; run <= MOST_RUNS; run++) {
  const jest = spawn(process.execPath, [...NODE_OPTIONS, JEST, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => jest.kill(signal))
  const [code, signal] = await once(jest, 'exit')
  process.exitCode = code ?? 1
  if (signal !== 'SIGSEGV') break
  console.error(`Node crashed while it ran the tests (run ${run} of at most ${MOST_RUNS}).`)
}
