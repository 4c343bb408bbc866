/** `npm run bench:charts`: draws the charts and writes the tables of docs/scaling.md from docs/bench-output/. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scalingCharts } from '../bench/scaling/charts.ts'
import { IMAGES, keptRuns, SCALING_PAGE, withTables } from '../bench/scaling/documents.ts'
import { scalingTables } from '../bench/scaling/tables.ts'
import { run } from './run.ts'

await run(() => {
  const runs = keptRuns()
  const charts = Object.entries(scalingCharts(runs))
  for (const [name, chart] of charts) writeFileSync(join(IMAGES, name), chart)
  writeFileSync(SCALING_PAGE, withTables(readFileSync(SCALING_PAGE, 'utf8'), scalingTables(runs)))
  console.log(`Drew ${charts.map(([name]) => name).join(', ')} and wrote the tables of ${SCALING_PAGE}`)
  return Promise.resolve(0)
})
