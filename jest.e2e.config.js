import base from './jest.config.js'

/** Whole programs: a real Chromium against a real server, processes that are killed, files opened by other programs. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
}
