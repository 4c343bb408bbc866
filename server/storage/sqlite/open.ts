import { dirname } from 'node:path'
import type { Storage } from '../port.ts'
import { SqliteAccountStore } from './account-store.ts'
import { SqliteArchiveStore } from './archive-store.ts'
import { SqliteAuditStore } from './audit-store.ts'
import { CommentRows } from './comment-rows.ts'
import { SqliteCommentStore } from './comment-store.ts'
import { SqliteCounterStore } from './counter-store.ts'
import { SqliteDatabase } from './database.ts'
import { SqliteDirectoryStore } from './directory-store.ts'
import { migrate } from './migrate.ts'
import { SqliteQuestionnaireStore } from './questionnaire-store.ts'
import { RecordThread } from './record-thread.ts'
import { SqliteReportStore } from './report-store.ts'
import { ResponseRows } from './response-rows.ts'
import { SqliteResponseStore } from './response-store.ts'
import { SqliteSessionStore } from './session-store.ts'
import { Settings } from './settings.ts'
import { TallyRows } from './tally-rows.ts'
import { SqliteTallyStore } from './tally-store.ts'
import { SqliteTransactionStore } from './transaction-store.ts'

/**
 * Opens the embedded store in a folder, made where there is none, and brings it to the layout of this program.
 *
 * @param dataDir `:memory:` for an empty store that vanishes when it is closed
 * @throws {Error} with a sentence for the operator when the store cannot be used: newer than the program, half
 *   restored, or no store at all
 */
export async function openSqliteStorage(dataDir: string, options: SqliteOptions = {}): Promise<Storage> {
  const database = await SqliteDatabase.open(dataDir)
  try {
    await migrate(database)
    const settings = new Settings(database)
    const questionnaires = new SqliteQuestionnaireStore(database, settings)
    const responses = new ResponseRows(database)
    const tallies = new TallyRows(database, responses.agencies, (id) => questionnaires.published(id).shape)
    const comments = new CommentRows(database)
    const directory = new SqliteDirectoryStore(database, settings)
    const accounts = new SqliteAccountStore(database)
    const transactions = new SqliteTransactionStore(database)
    const audit = new SqliteAuditStore(database)
    const reports = new SqliteReportStore(database)
    const records = { directory, accounts, transactions, audit, reports }
    const parts = { database, settings, questionnaires, responses, tallies, comments, ...records }
    const archive = new SqliteArchiveStore(parts)
    archive.assertWhole()
    const thread = options.recordsInThread === true ? new RecordThread(dirname(database.path)) : null
    return {
      directory,
      questionnaires,
      responses: new SqliteResponseStore(parts, thread),
      tallies: new SqliteTallyStore(parts),
      comments: new SqliteCommentStore(database, comments),
      transactions,
      audit,
      reports,
      accounts,
      sessions: new SqliteSessionStore(database),
      counters: new SqliteCounterStore(database),
      archive,
      ping: () => database.ping(),
      close: async () => {
        await thread?.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

export interface SqliteOptions {
  /** Whether answers are stored in a thread of their own, so that a busy server goes on while the disk is written. */
  readonly recordsInThread?: boolean
}
