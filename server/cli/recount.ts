import { parseArgs } from 'node:util'
import { isoMonth } from '../domain/calendar.ts'
import { loadConfig } from '../config.ts'
import { openStorage } from '../storage/open-storage.ts'
import type { Recount, TallyKey } from '../storage/port.ts'
import { progressBar } from './progress.ts'
import { run } from './run.ts'

const USAGE = `Usage: npm run recount [-- --repair]

Counts all stored answers anew and compares the result with the tallies that pages are made from, while the platform
may go on serving. With --repair the tallies that differ are put right. Exit code 1 says that tallies differ.`

/** As many differing cells are named. */
const MOST_NAMED = 20

await run(async () => {
  const isRepair = readArguments()
  if (isRepair === null) {
    console.error(USAGE)
    return 1
  }
  const storage = await openStorage(loadConfig(process.env))
  try {
    const draw = progressBar(process.stderr, 'Counting', await storage.responses.count())
    const found = await storage.tallies.recount({ repair: isRepair, onProgress: draw })
    console.log(report(found))
    if (found.differing.length === 0) return 0
    if (!isRepair) return 1
    const afterwards = await storage.tallies.recount({ repair: false })
    console.log(`Repaired. ${report(afterwards)}`)
    return afterwards.differing.length === 0 ? 0 : 1
  } finally {
    await storage.close()
  }
})

function report({ responses, cells, differing }: Recount): string {
  const named = differing.slice(0, MOST_NAMED).map((key) => `\n  ${nameOf(key)}`)
  if (differing.length > MOST_NAMED) named.push(`\n  and ${differing.length - MOST_NAMED} more`)
  return `${responses} responses, ${cells} tally cells, ${differing.length} differing.${named.join('')}`
}

function nameOf({ agency, month, questionnaire, step, flagged, cut, value }: TallyKey): string {
  return `${agency}, ${isoMonth(month)}, ${questionnaire}, ${step}, ${flagged ? 'flagged' : 'not flagged'}, ${cut} ${value}`
}

/** Whether to repair; null where the arguments are wrong. */
function readArguments(): boolean | null {
  try {
    return parseArgs({ options: { repair: { type: 'boolean', default: false } } }).values.repair
  } catch {
    return null
  }
}
