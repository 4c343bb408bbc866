/** `npm run bench:charts`: draws the charts and writes the tables of docs/ from the runs in docs/bench-output/. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scalingCharts } from '../bench/scaling/charts.ts'
import { IMAGES, keptRuns, PAGES, withTables } from '../bench/scaling/documents.ts'
import { benchTables, scalingTables } from '../bench/scaling/tables.ts'
import { run } from './run.ts'

await run(() => {
  const runs = keptRuns()
  const charts = Object.entries(scalingCharts(runs))
  for (const [name, chart] of charts) writeFileSync(join(IMAGES, name), chart)
  const write = (page: string, tables: Readonly<Record<string, string>>): void => {
    writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables))
  }
  write(PAGES.scaling, scalingTables(runs))
  write(PAGES.bench, benchTables(runs))
  console.log(
    `Drew ${charts.map(([name]) => name).join(', ')} and wrote the tables of docs/scaling.md and docs/bench.md`,
  )
  return Promise.resolve(0)
})
