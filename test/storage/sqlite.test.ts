import { describe } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { storageContract } from './storage-contract.ts'

describe.each([
  ['SQLite', false],
  ['SQLite that records in a thread', true],
])('%s', (name, recordsInThread) => {
  storageContract(name, () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'hailong-store-'))
    return Promise.resolve({
      open: () => openSqliteStorage(dataDir, { recordsInThread }),
      remove: () => {
        rmSync(dataDir, { recursive: true })
        return Promise.resolve()
      },
    })
  })
})
