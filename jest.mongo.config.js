import base from './jest.config.js'

/** What runs against a MongoDB: the contract, everything over HTTP, and what only that store does. See test/mongo/run.ts. */
export default {
  ...base,
  testMatch: ['storage/mongo', 'mongo/*', 'web/*', 'services/*', 'policy/routes', 'views/*'].map(
    (name) => `<rootDir>/test/${name}.test.ts`,
  ),
  testTimeout: 60_000,
}
