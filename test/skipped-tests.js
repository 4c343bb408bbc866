/** Names the tests that were skipped, which the usual report only counts: nobody shall take them for passed. */
export default class SkippedTests {
  /** @param {unknown} _contexts @param {import('@jest/reporters').AggregatedResult} results */
  onRunComplete(_contexts, { testResults }) {
    const skipped = testResults.flatMap(({ testResults: tests }) =>
      tests.filter(({ status }) => status === 'pending').map(({ ancestorTitles, title }) => [...ancestorTitles, title]),
    )
    if (skipped.length > 0) console.log('\nSkipped:')
    for (const titles of skipped) console.log(`  ${titles.join(' › ')}`)
  }
}
