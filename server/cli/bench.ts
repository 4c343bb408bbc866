/**
 * `npm run bench [-- --quick] [-- --answers N] [-- --only intake,page,dashboard,export,size,start]`: what docs/bench.md
 * says, measured on this machine. Ends with 1 only when an acknowledged answer was not stored, or nothing could be
 * measured; a goal that was missed is said and is no failure.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { FULL, QUICK, type BenchSize } from '../bench/bench-size.ts'
import type { BenchPlace } from '../bench/bench-store.ts'
import { dashboardBench } from '../bench/dashboard-bench.ts'
import { exportBench } from '../bench/export-bench.ts'
import { intakeBench } from '../bench/intake-bench.ts'
import { describeMachine } from '../bench/machine.ts'
import { pageBench } from '../bench/page-bench.ts'
import { printLine, whole, type Line } from '../bench/report.ts'
import { sizeBench } from '../bench/size-bench.ts'
import { startBench } from '../bench/start-bench.ts'
import { SAMPLE_LIMITS } from '../sample/parameters.ts'
import { run } from './run.ts'

const PARTS: Readonly<Record<string, (place: BenchPlace, size: BenchSize) => Promise<readonly Line[]>>> = {
  intake: intakeBench,
  page: pageBench,
  dashboard: dashboardBench,
  export: exportBench,
  size: sizeBench,
  start: startBench,
}

await run(async () => {
  const { size, names } = readOptions(process.argv.slice(2))
  const place = { cacheDir: join(import.meta.dirname, '../../.cache') }
  mkdirSync(place.cacheDir, { recursive: true })
  console.log(describeMachine(place.cacheDir).join('\n'))
  console.log(
    `Medians of ${size.rounds} rounds, client on the same machine; stores of ${whole(size.small)} and ${whole(size.big)} answers\n`,
  )
  for (const name of names) {
    for (const line of (await PARTS[name]?.(place, size)) ?? []) console.log(printLine(line))
  }
  return 0
})

/** @throws {Error} when an option is unknown or cannot be used */
function readOptions(args: readonly string[]): { readonly size: BenchSize; readonly names: readonly string[] } {
  const { values } = parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean' }, answers: { type: 'string' }, only: { type: 'string' } },
  })
  const names = values.only?.split(',') ?? Object.keys(PARTS)
  const unknown = names.filter((name) => !Object.hasOwn(PARTS, name))
  if (unknown.length > 0) throw new Error(`--only ${unknown.join(',')}: choose from ${Object.keys(PARTS).join(', ')}`)
  const size = values.quick ? QUICK : FULL
  if (values.answers === undefined) return { size, names }
  const big = Number(values.answers)
  const [least, most] = SAMPLE_LIMITS.answers
  if (!Number.isInteger(big) || big < least || big > most) {
    throw new Error(`--answers ${values.answers}: must be a whole number from ${least} to ${most}`)
  }
  return { size: { ...size, big }, names }
}
