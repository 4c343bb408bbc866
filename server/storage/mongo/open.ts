import type { Storage } from '../port.ts'
import { MongoAccountStore } from './account-store.ts'
import { MongoArchiveStore } from './archive-store.ts'
import { MongoAuditStore } from './audit-store.ts'
import { CommentDocuments } from './comment-documents.ts'
import { MongoCommentStore } from './comment-store.ts'
import type { DatabaseLog } from './availability.ts'
import { assertUsableServer } from './connect.ts'
import { MongoCounterStore } from './counter-store.ts'
import { MongoDatabase } from './database.ts'
import { MongoDirectoryStore } from './directory-store.ts'
import { Leases } from './leases.ts'
import { migrate } from './migrate.ts'
import { MongoQuestionnaireStore } from './questionnaire-store.ts'
import { MongoReportStore } from './report-store.ts'
import { ResponseDocuments } from './response-documents.ts'
import { MongoResponseStore } from './response-store.ts'
import { MongoSessionStore } from './session-store.ts'
import { Settings } from './settings.ts'
import { TallyDocuments } from './tally-documents.ts'
import { TallySlot } from './tally-slot.ts'
import { MongoTallyStore } from './tally-store.ts'
import { MongoTransactionStore } from './transaction-store.ts'
import { Turns } from './turns.ts'

/**
 * Opens the store in a MongoDB database and brings it to the layout of this program. Where no server answers it
 * resolves all the same: until one does, everything that is asked rejects with StoreUnavailableError.
 *
 * @param uri address of a replica set or of the routers of a sharded cluster; the database is that of its path
 * @param log told when the database goes away and comes back
 * @throws {Error} with a sentence for the operator when the server answers and the store cannot be used: without
 *   transactions, too old, newer than the program, half restored, or with other credentials
 */
export async function openMongoStorage(uri: string, log: DatabaseLog | null = null): Promise<Storage> {
  const database = new MongoDatabase(log)
  const { models } = database
  const leases = new Leases(database)
  const settings = new Settings(models)
  const questionnaires = new MongoQuestionnaireStore(database, settings)
  const responses = new ResponseDocuments(models)
  const tallies = new TallyDocuments(models)
  const slot = new TallySlot(leases, () => database.connection.startSession(), log)
  const comments = new CommentDocuments(models)
  const directory = new MongoDirectoryStore(database, settings)
  const accounts = new MongoAccountStore(database)
  const turns = new Turns()
  const transactions = new MongoTransactionStore(database)
  const audit = new MongoAuditStore(database)
  const reports = new MongoReportStore(database)
  const records = { directory, accounts, transactions, audit, reports }
  const parts = { database, settings, questionnaires, responses, tallies, slot, comments, turns, ...records }
  const archive = new MongoArchiveStore(parts)
  database.onClose(() => slot.release())
  await database.open(uri, async () => {
    await assertUsableServer(database.connection)
    await migrate({ connection: database.connection, models, leases })
    await archive.assertWhole()
  })
  return {
    directory,
    questionnaires,
    responses: new MongoResponseStore(parts),
    tallies: new MongoTallyStore(parts),
    comments: new MongoCommentStore(database),
    transactions,
    audit,
    reports,
    accounts,
    sessions: new MongoSessionStore(database),
    counters: new MongoCounterStore(database),
    archive,
    ping: () => database.ping(),
    close: () => database.close(),
  }
}
