import type { Connection, mongo } from 'mongoose'
import { setTimeout as delay } from 'node:timers/promises'
import type { Leases } from './leases.ts'
import { MIGRATIONS } from './migrations/all.ts'
import type { Models } from './models.ts'

/** One numbered step of the store's layout. Once released it is never edited. */
export interface Migration {
  readonly name: string
  /** Does the same again where it was interrupted: what is there already is left as it is. */
  readonly run: (db: mongo.Db) => Promise<void>
}

/** What the layout is changed with. */
export interface MigrationParts {
  readonly connection: Connection
  readonly models: Pick<Models, 'migration'>
  readonly leases: Leases
}

/**
 * Brings a store to the layout that this program knows. Of several processes that start at once, one does the steps
 * and the others wait for it; an interrupted step is done again.
 *
 * @throws {Error} when the store was written by a newer program, or another process is at it for too long
 */
export async function migrate(
  { connection, models, leases }: MigrationParts,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const giveUpAt = performance.now() + LONGEST_WAIT_MS
  while ((await lastDone(models)) < migrations.length) {
    if (await leases.take(LEASE, TERMS)) {
      await withRenewals(leases, () => runAll({ connection, models, leases }, migrations))
    } else if (performance.now() > giveUpAt) {
      throw new Error('Another process has been changing the layout of the store for minutes: wait until it has ended.')
    } else {
      await delay(LOOK_AGAIN_MS)
    }
  }
  const done = await lastDone(models)
  if (done > migrations.length) {
    throw new Error(
      `The store ${connection.name} was written by a newer version of this program ` +
        `(its layout is number ${done}, this program knows ${migrations.length}): update the program.`,
    )
  }
}

const LEASE = 'migration'
const TERMS = { lastsMs: 30_000, session: null }
const LOOK_AGAIN_MS = 100
const LONGEST_WAIT_MS = 5 * 60_000

async function lastDone({ migration }: MigrationParts['models']): Promise<number> {
  const last = await migration.findOne({}).sort({ _id: -1 }).lean()
  return last?._id ?? 0
}

async function runAll({ connection, models }: MigrationParts, migrations: readonly Migration[]): Promise<void> {
  const { db } = connection
  if (!db) throw new Error('the connection is not open')
  const done = await lastDone(models)
  for (const [i, { name, run }] of migrations.entries()) {
    const number = i + 1
    if (number <= done) continue
    await run(db)
    await models.migration.insertMany([{ _id: number, name, at: new Date() }])
  }
}

async function withRenewals(leases: Leases, work: () => Promise<void>): Promise<void> {
  const renewal = setInterval(() => {
    leases.take(LEASE, TERMS).catch(() => undefined)
  }, TERMS.lastsMs / 3)
  try {
    await work()
  } finally {
    clearInterval(renewal)
    await leases.release(LEASE)
  }
}
