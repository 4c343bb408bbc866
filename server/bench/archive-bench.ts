import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { backUp } from '../services/backup.ts'
import { restore } from '../services/restore.ts'
import { openStorage } from '../storage/open-storage.ts'
import type { BenchPlace, StoreAddress } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { figuresOf, perSecond, plainLine, whole, type Line } from './report.ts'

/** Enough to tell a rate by; the embedded store's largest would take many minutes. */
const MOST_ANSWERS = 500_000

/** Answers a second that are written to a backup, and brought from it into an empty store and counted anew there. */
export async function archiveBench(place: BenchPlace, { big }: BenchSize): Promise<readonly Line[]> {
  const { address, answers } = await place.filled(Math.min(big, MOST_ANSWERS))
  const folder = mkdtempSync(join(place.cacheDir, 'bench-backup-'))
  const fresh = await place.fresh()
  try {
    const backup = await timeBackup(address, join(folder, 'backup'))
    const restored = await timeRestore(fresh.address, join(folder, 'backup'))
    return [
      plainLine(
        `Backup of ${whole(answers)} answers`,
        `${printed(answers, backup)}, ${whole(backup.bytes / answers)} bytes an answer`,
        figuresOf('archive', {
          answers,
          backupBytesAnAnswer: backup.bytes / answers,
          ...costs('backup', answers, backup),
        }),
      ),
      plainLine(
        'Restore of that backup, counted anew',
        printed(answers, restored),
        figuresOf('archive', costs('restore', answers, restored)),
      ),
    ]
  } finally {
    await fresh.remove()
    await rm(folder, { recursive: true })
  }
}

/** What a command of an operator took. */
interface Taken {
  readonly ms: number
  /** Processor time of this process, all threads. */
  readonly processorMs: number
}

async function timeBackup(address: StoreAddress, folder: string): Promise<Taken & { readonly bytes: number }> {
  const storage = await openStorage(address)
  try {
    let bytes = 0
    const taken = await timed(async () => {
      const { files } = await backUp(storage.archive, folder, { now: () => new Date() })
      bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    })
    return { ...taken, bytes }
  } finally {
    await storage.close()
  }
}

async function timeRestore(address: StoreAddress, folder: string): Promise<Taken> {
  const storage = await openStorage(address)
  try {
    return await timed(() => restore(storage, folder))
  } finally {
    await storage.close()
  }
}

async function timed(work: () => Promise<unknown>): Promise<Taken> {
  const [start, used] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(used)
  return { ms: performance.now() - start, processorMs: (user + system) / 1000 }
}

function printed(answers: number, { ms, processorMs }: Taken): string {
  return `${perSecond((answers * 1000) / ms)}, ${((1000 * processorMs) / answers).toFixed(0)} µs of processor time an answer`
}

function costs(what: string, answers: number, { ms, processorMs }: Taken): Readonly<Record<string, number>> {
  return { [`${what}PerSecond`]: (answers * 1000) / ms, [`${what}ProcessorUs`]: (1000 * processorMs) / answers }
}
