import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'
import type { Storage } from './port.ts'
import { openSqliteStorage } from './sqlite/open.ts'

/**
 * Opens the store that the configuration names: the one place that picks an adapter.
 *
 * @param log told when a database that is elsewhere goes away and comes back
 */
export async function openStorage(
  { dataDir, mongodbUri = null }: Pick<Config, 'dataDir'> & Partial<Pick<Config, 'mongodbUri'>>,
  log: Logger | null = null,
): Promise<Storage> {
  if (mongodbUri === null) return openSqliteStorage(dataDir, { recordsInThread: true })
  // Loaded only where it is used: the embedded store starts without it.
  const { openMongoStorage } = await import('./mongo/open.ts')
  return openMongoStorage(mongodbUri, log)
}
