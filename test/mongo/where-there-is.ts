import { describe, test } from '@jest/globals'

/**
 * Tests that need a server: shown by name and skipped where there is none.
 *
 * @param variable TEST_MONGODB_URL for any server, TEST_MONGODB_SERVER for one that is started and killed by the tests
 */
export function whereThereIs(
  variable: 'TEST_MONGODB_URL' | 'TEST_MONGODB_SERVER',
  name: string,
  tests: (value: string) => void,
): void {
  const value = process.env[variable]
  describe(name, () => {
    if (value === undefined || value === '') test.skip(`needs ${variable}: npm run test:mongo`, () => undefined)
    else tests(value)
  })
}
