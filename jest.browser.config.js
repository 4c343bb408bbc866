import base from './jest.config.js'

/** The browser suite: a real Chromium against a real server, one file at a time. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
}
