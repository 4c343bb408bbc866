import type { Config } from '../config.ts'
import type { Storage } from './port.ts'
import { openSqliteStorage } from './sqlite/open.ts'

/** Opens the store that the configuration names: the one place that picks an adapter. */
export async function openStorage(config: Pick<Config, 'dataDir'>): Promise<Storage> {
  return openSqliteStorage(config.dataDir, { recordsInThread: true })
}
