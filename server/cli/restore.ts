import { resolve } from 'node:path'
import { loadConfig } from '../config.ts'
import { restore, type RestorePhase } from '../services/restore.ts'
import { openStorage } from '../storage/open-storage.ts'
import { onlyArgument } from './only-argument.ts'
import { progressBar } from './progress.ts'
import { run } from './run.ts'

const USAGE = `Usage: npm run restore -- <folder>

Brings a backup into an empty store. The files are checked first; afterwards everything is counted anew. Stop the
platform before.`

const TITLES: Readonly<Record<RestorePhase, string>> = {
  checking: 'Checking files ',
  loading: 'Restoring      ',
  recounting: 'Counting anew  ',
}

await run(async () => {
  const folder = onlyArgument()
  if (folder === null) {
    console.error(USAGE)
    return 1
  }
  const storage = await openStorage(loadConfig(process.env))
  try {
    const bars = new Map<RestorePhase, (done: number) => void>()
    const manifest = await restore(storage, folder, {
      onProgress: (phase, done, total) => {
        const draw = bars.get(phase) ?? progressBar(process.stderr, TITLES[phase], total)
        bars.set(phase, draw)
        draw(done)
      },
    })
    const records = manifest.files.map(({ collection, records }) => `${records} ${collection}`).join(', ')
    console.log(`Restored ${resolve(folder)} of ${manifest.createdAt}: ${records}. The tallies equal a recount.`)
    return 0
  } finally {
    await storage.close()
  }
})
