import base from './jest.config.js'

/**
 * What runs against a MongoDB: the contract of the store, everything over HTTP, what only that store does, and services
 * that depend on how it settles what comes at once. See test/mongo/run.ts.
 */
export default {
  ...base,
  testMatch: [
    'storage/mongo',
    'mongo/*',
    'web/*',
    'services/{intake,import-service,reference-service,sign-in-service,comment-expiry}',
  ].map((name) => `<rootDir>/test/${name}.test.ts`),
  maxWorkers: 2,
  // A test that fails may leave a connection open, which would keep the run from ending.
  forceExit: true,
  testTimeout: 60_000,
}
