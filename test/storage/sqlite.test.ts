import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { storageContract } from './storage-contract.ts'

storageContract('SQLite', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hailong-store-'))
  return Promise.resolve({
    open: () => openSqliteStorage(dataDir),
    remove: () => {
      rmSync(dataDir, { recursive: true })
      return Promise.resolve()
    },
  })
})
