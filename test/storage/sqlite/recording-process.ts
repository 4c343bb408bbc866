/**
 * A process to be killed: records submissions with a comment in groups of ten, and prints the first number of a group
 * only when the store has acknowledged it. Arguments: the data folder, and the number to start with.
 */
import { openSqliteStorage } from '../../../server/storage/sqlite/open.ts'
import { numberedSubmission } from './numbered-submission.ts'

const [dataDir = '', start = '0'] = process.argv.slice(2)
const storage = await openSqliteStorage(dataDir)
for (let number = Number(start); number < Number(start) + 100_000; number += 10) {
  await storage.responses.record(Array.from({ length: 10 }, (_, i) => numberedSubmission(number + i)))
  process.stdout.write(`${number}\n`)
}
