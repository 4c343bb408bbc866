import { parseArgs } from 'node:util'
import { loadConfig, type Config } from '../config.ts'
import { isoDay, localDay } from '../domain/calendar.ts'
import { CommentRemoval, firstKeptDay, type Removable } from '../services/comment-removal.ts'
import { openStorage } from '../storage/open-storage.ts'
import { run } from './run.ts'

const USAGE = `Usage: npm run comments:remove -- --id <id> [--id <id> ...] [--apply]
       npm run comments:remove -- --older-than <months> [--apply]

Removes single comments, whose ids administrators see on the page of comments, or those not written in the last so many
calendar months, the current one included; the platform may go on serving. Without --apply it only counts them. Each
removal is put down in the audit. Backups made before still hold what was removed.`

await run(async () => {
  const config = loadConfig(process.env)
  const asked = readArguments(config)
  if (asked === null) {
    console.error(USAGE)
    return 1
  }
  const { which, isApplied } = asked
  const storage = await openStorage(config)
  try {
    const removal = new CommentRemoval({ storage, now: () => new Date() })
    const what =
      'before' in which ? `written before ${isoDay(which.before)}` : `with these ids (${which.ids.size} given)`
    if (isApplied) console.log(`Removed ${await removal.remove(which, 'comments.removed')} comments ${what}.`)
    else console.log(`There are ${await removal.count(which)} comments ${what}. Add --apply to remove them.`)
    return 0
  } finally {
    await storage.close()
  }
})

/** Null where the arguments are wrong. */
function readArguments({ timeZone }: Config): { readonly which: Removable; readonly isApplied: boolean } | null {
  try {
    const { values } = parseArgs({
      options: {
        id: { type: 'string', multiple: true, default: [] },
        'older-than': { type: 'string' },
        apply: { type: 'boolean', default: false },
      },
    })
    const { id: ids, 'older-than': months, apply: isApplied } = values
    if (months === undefined) {
      const areIds = ids.length > 0 && ids.every((id) => /^[0-9a-f]{32}$/.test(id))
      return areIds ? { which: { ids: new Set(ids) }, isApplied } : null
    }
    if (ids.length > 0 || !/^[1-9]\d{0,3}$/.test(months)) return null
    return { which: { before: firstKeptDay(Number(months), localDay(new Date(), timeZone)) }, isApplied }
  } catch {
    return null
  }
}
