import { resolve } from 'node:path'
import { loadConfig } from '../config.ts'
import { backUp } from '../services/backup.ts'
import { openStorage } from '../storage/open-storage.ts'
import { onlyArgument } from './only-argument.ts'
import { progressBar } from './progress.ts'
import { run } from './run.ts'

const USAGE = `Usage: npm run backup -- <folder>

Writes everything that must survive into a new or empty folder, while the platform may go on serving. The folder then
holds comments and password hashes: keep it like the data itself.`

await run(async () => {
  const folder = onlyArgument()
  if (folder === null) {
    console.error(USAGE)
    return 1
  }
  const storage = await openStorage(loadConfig(process.env))
  try {
    let draw: ((done: number) => void) | null = null
    const manifest = await backUp(storage.archive, folder, {
      now: () => new Date(),
      onProgress: (written, total) => {
        draw ??= progressBar(process.stderr, 'Backing up', total)
        draw(written)
      },
    })
    const records = manifest.files.map(({ collection, records }) => `${records} ${collection}`).join(', ')
    console.log(`Backed up into ${resolve(folder)}: ${records}.\nDigest ${manifest.sha256}`)
    return 0
  } finally {
    await storage.close()
  }
})
