/**
 * `npm run bench [-- --store embedded|mongo] [--quick] [--answers N] [--only intake,export] [--uri mongodb://...]
 * [--json FILE]`: what docs/bench.md says, measured on this machine. Ends with 1 only when an acknowledged answer was
 * not stored, or nothing could be measured; a goal that was missed is said and is no failure.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeOutput } from '../bench/bench-output.ts'
import type { BenchPlace } from '../bench/bench-place.ts'
import { EmbeddedPlace } from '../bench/embedded-place.ts'
import { describeMachine } from '../bench/machine.ts'
import { MongoPlace } from '../bench/mongo/mongo-place.ts'
import { readBenchOptions, type BenchOptions } from '../bench/options.ts'
import { EMBEDDED_PARTS, MONGO_PARTS, type Parts } from '../bench/parts.ts'
import { printLine, whole, type Line } from '../bench/report.ts'
import { run } from './run.ts'

const CACHE = join(import.meta.dirname, '../../.cache')

await run(async () => {
  const options = readBenchOptions(process.argv.slice(2), process.env)
  mkdirSync(CACHE, { recursive: true })
  if (options.store === 'mongo') await measure(await MongoPlace.open(CACHE, options.uri), MONGO_PARTS, options)
  else await measure(new EmbeddedPlace(CACHE), EMBEDDED_PARTS, options)
  return 0
})

async function measure<Place extends BenchPlace>(
  place: Place,
  parts: Parts<Place>,
  { store, size, only, json }: BenchOptions,
): Promise<void> {
  try {
    const names = only ?? Object.keys(parts)
    const unknown = names.filter((name) => !Object.hasOwn(parts, name))
    if (unknown.length > 0) throw new Error(`--only ${unknown.join(',')}: choose from ${Object.keys(parts).join(', ')}`)
    const machine = [...describeMachine(CACHE), await place.describe()]
    const rounds = `Medians of ${size.rounds} rounds, client on the same machine; big store of ${whole(size.big)} answers`
    console.log([...machine, rounds, ''].join('\n'))
    const lines: Line[] = []
    for (const name of names) {
      const measured = (await parts[name]?.(place, size)) ?? []
      for (const line of measured) console.log(printLine(line))
      lines.push(...measured)
    }
    const day = new Date().toISOString().slice(0, 10)
    if (json !== null) writeOutput(json, { store, day, machine: machine.join('; '), rounds: size.rounds }, lines)
  } finally {
    await place.close()
  }
}
