import { describe, jest, test } from '@jest/globals'
import { testDatabase } from '../fixtures/test-database.ts'
import { storageContract } from './storage-contract.ts'

const url = process.env['TEST_MONGODB_URL']

if (url === undefined) {
  describe('MongoDB keeps the promises of the storage port', () => {
    test.skip('shown only where TEST_MONGODB_URL names a server', () => undefined)
  })
} else {
  // A server that is far away or shared needs its time.
  jest.setTimeout(60_000)
  storageContract('MongoDB', () => Promise.resolve(testDatabase(url)))
}
