import base from './jest.config.js'

/** What runs against a MongoDB: the contract, everything over HTTP, and what only that store does. See test/mongo/run.ts. */
export default {
  ...base,
  testMatch: ['storage/mongo', 'mongo/*', 'web/*', 'services/*'].map((name) => `<rootDir>/test/${name}.test.ts`),
  // What the sample tells is the same in every store.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/services/sample'],
  maxWorkers: 2,
  // A test that fails may leave a connection open, which would keep the run from ending.
  forceExit: true,
  testTimeout: 60_000,
}
