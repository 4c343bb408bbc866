/** Unit, contract, http, view and policy tests. Those that run whole programs have their own file, jest.e2e.config.js. */
export default {
  testEnvironment: 'node',
  // No test is about time: this only ends one that hangs, also on a machine that is busy with other work.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  reporters: ['default', '<rootDir>/test/skipped-tests.js'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
}
