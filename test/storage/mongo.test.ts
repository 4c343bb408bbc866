import { jest } from '@jest/globals'
import { emptiedDatabase } from '../fixtures/test-database.ts'
import { whereThereIs } from '../mongo/where-there-is.ts'
import { storageContract } from './storage-contract.ts'

whereThereIs('TEST_MONGODB_URL', 'the storage contract', (url) => {
  // A server that is far away or shared needs its time.
  jest.setTimeout(180_000)
  storageContract('MongoDB', () => Promise.resolve(emptiedDatabase(url)))
})
