/**
 * What the services may ask of a store, and every promise that a store makes.
 *
 * There is one adapter a database (sqlite/, and others beside it); test/storage/ holds a contract suite that each must
 * pass. Promises that hold for all methods:
 * - What is returned is plain, frozen-in-time data; changing it changes nothing in the store.
 * - When a promise of a writing method resolves, the write survives a crash of the process and of the machine.
 * - Two writes never interleave: each is one transaction, and a reader sees all of it or nothing.
 * - Trouble with the database rejects with an Error that is no DomainError, or with StoreUnavailableError where it is
 *   likely to pass; broken rules reject with another DomainError.
 */
import type { Tally } from '../../scoring/tally.ts'
import type { Account } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import type { AuditEntry, ChainedEntry } from '../domain/audit.ts'
import type { LocalDay, LocalHour, Month } from '../domain/calendar.ts'
import type { Questionnaire, QuestionnaireId } from '../domain/questionnaire.ts'
import type { ReferenceValue } from '../domain/reference-value.ts'
import type { Report } from '../domain/report.ts'
import type { Comment, ResponseIdentity, Submission, SurveyResponse } from '../domain/response.ts'
import type { ProcedureField, PublicCode, ServicePoint, Step } from '../domain/service-point.ts'
import type { Target } from '../domain/target.ts'
import type { TransactionCount } from '../domain/transaction-count.ts'

export interface Storage {
  readonly directory: DirectoryStore
  readonly questionnaires: QuestionnaireStore
  readonly responses: ResponseStore
  readonly tallies: TallyStore
  readonly comments: CommentStore
  readonly transactions: TransactionStore
  readonly audit: AuditStore
  readonly reports: ReportStore
  readonly accounts: AccountStore
  readonly sessions: SessionStore
  readonly counters: CounterStore
  readonly archive: ArchiveStore
  /** Resolves when the database answered just now. @throws {Error} when it did not */
  ping(): Promise<void>
  /** Lets running work end and closes. Nothing may be asked afterwards. Closing twice is closing once. */
  close(): Promise<void>
}

/** Who serves, where, in which fields and against which targets: small, read whole, changed seldom and as one. */
export interface DirectoryStore {
  /**
   * A number that differs after every applied change and every newly published questionnaire, also by another process.
   * Cheap enough to be asked every second.
   */
  version(): Promise<number>
  /** Everything, each list ordered by its key. */
  load(): Promise<DirectoryRecords>
  /**
   * Puts each record in place of the one with the same key (agency code, point id, public code, field code; for a
   * target its instrument, agency, field and from-day together, for a reference value its series, year and agency), or
   * beside the others. All or nothing.
   *
   * @param asOf the version that the change was worked out from, where nobody may have changed anything since
   * @throws {ConflictError} when the directory has another version; nothing is stored
   */
  apply(change: Partial<DirectoryRecords>, asOf?: number): Promise<void>
}

export interface DirectoryRecords {
  readonly agencies: readonly Agency[]
  readonly points: readonly ServicePoint[]
  readonly codes: readonly PublicCode[]
  readonly fields: readonly ProcedureField[]
  readonly targets: readonly Target[]
  readonly references: readonly ReferenceValue[]
}

export interface QuestionnaireStore {
  /** All published versions, ordered by key and version. */
  all(): Promise<readonly Questionnaire[]>
  /**
   * Publishes a version. The same content again is no change, in whatever order its keys stand.
   * @throws {ConflictError} when this key and version is published with other content: published is immutable
   * @throws {InvalidInputError} when two of its questions share a code, or its version is no whole number above 0
   */
  publish(questionnaire: Questionnaire): Promise<void>
}

/** Whether a submission was new, or the store held it already and nothing changed. */
export type RecordOutcome = 'stored' | 'known'

/** Which responses of one agency: received from `from` up to, not including, `to`. */
export interface ResponseScope {
  readonly agency: string
  readonly from: LocalHour
  readonly to: LocalHour
  /** Only those of this step; both where left out. */
  readonly step?: Step
  /** Only answers to this questionnaire; all where left out. */
  readonly questionnaire?: QuestionnaireId
}

export interface ResponseStore {
  /**
   * Stores a group of submissions in one transaction: responses, their comments, and the tallies that they add to.
   *
   * Identity of a response is (agency, openedHour, id). One that is known, from before or from earlier in the same
   * group, changes nothing, its comment included, and its outcome is `known`. Outcomes are in the order of the group.
   *
   * @throws {InvalidInputError} when a response names an unpublished questionnaire, when it does not fit it (answers,
   *   facts, length of the comment), or when `receivedHour` is before `openedHour` or more than FORM_LIFETIME_HOURS
   *   after; the rules stand in check-submission.ts. Nothing of the group is stored then.
   */
  record(group: readonly Submission[]): Promise<readonly RecordOutcome[]>
  /**
   * The responses of a scope in batches of at most `batchSize`, ordered by openedHour, then id, as they stood at one
   * instant between the call and the first batch. Memory use does not grow with their number. Leaving the loop early
   * frees what it held.
   */
  stream(scope: ResponseScope, batchSize?: number): AsyncIterable<readonly SurveyResponse[]>
  /**
   * Keeps what a respondent told about themselves after sending, once: a second time changes nothing and is `known`.
   * @throws {NotFoundError} when there is no such response
   * @throws {InvalidInputError} when it does not fit the profile questions of the response's questionnaire
   */
  addProfile(of: ResponseIdentity, profile: string): Promise<RecordOutcome>
  /** How many responses there are in all, counted one by one: for commands, not for pages. */
  count(): Promise<number>
}

/** By what a tally cell is cut: every response is counted once in each cut. */
export const CUTS = ['channel', 'field', 'point'] as const
export type Cut = (typeof CUTS)[number]

/** The responses of one agency, local month, questionnaire version, step and flagging that share a value of one cut. */
export interface TallyKey {
  readonly agency: string
  readonly month: Month
  readonly questionnaire: QuestionnaireId
  readonly step: Step
  readonly flagged: boolean
  readonly cut: Cut
  /** A channel, a field's code or a service point's id. */
  readonly value: string
}

export interface TallyCell extends TallyKey {
  readonly tally: Tally
}

/** Which cells: those of these agencies, from month `from` up to, not including, `to`, in these cuts. */
export interface TallyScope {
  readonly agencies: readonly string[]
  readonly from: Month
  readonly to: Month
  readonly cuts: readonly Cut[]
  /** Only those of this step; both where left out. */
  readonly step?: Step
}

/** Derived whole numbers, kept in the same transaction as the responses that they count. */
export interface TallyStore {
  /** The cells of a scope, in no particular order. Cost follows cells, not responses. An empty list of agencies has none. */
  cells(scope: TallyScope): Promise<readonly TallyCell[]>
  /** The first and last month with any response of these agencies; null where there is none. */
  span(agencies: readonly string[]): Promise<{ readonly first: Month; readonly last: Month } | null>
  /**
   * Counts all responses anew and compares with the kept cells, all as of one instant, while others may write.
   * @param repair whether to put right the cells that differ; what was recorded since the count stays counted, and
   *   writers wait for the repair only, not for the count
   * @param onProgress called now and then with the number of responses counted so far
   */
  recount(options: { readonly repair: boolean; readonly onProgress?: (counted: number) => void }): Promise<Recount>
}

export interface Recount {
  readonly responses: number
  readonly cells: number
  /** Cells whose kept numbers were not the recounted ones, missing and superfluous ones included; also after a repair. */
  readonly differing: readonly TallyKey[]
}

/** Which comments: of these agencies, from day `from` up to, not including, `to`. What is left out narrows nothing. */
export interface CommentScope {
  readonly agencies: readonly string[]
  readonly from: LocalDay
  readonly to: LocalDay
  readonly point?: string
  readonly field?: string
  readonly step?: Step
  readonly satisfied?: boolean
  /**
   * Only those that hold these words one after the other, whatever their marks and capitals: `ho so` is in `Hồ sơ`,
   * and `ho s` is not. As `withoutMarks` gives them; an empty text narrows nothing.
   */
  readonly words?: string
}

/** Where a page of comments ends, so that the next goes on behind it. */
export type CommentPlace = Pick<Comment, 'day' | 'id'>

export interface CommentStore {
  /**
   * The comments of a scope, newest day first, by id within a day, which tells nothing; at most `limit` of them, from
   * behind the place `after` on. Cost follows what is found, not what is kept.
   */
  search(scope: CommentScope, page: { limit: number; after: CommentPlace | null }): Promise<readonly Comment[]>
  /** All comments of a scope in that order, in batches, as they stood at one instant. */
  stream(scope: CommentScope, batchSize?: number): AsyncIterable<readonly Comment[]>
  /**
   * Removes comments for good, with everything by which they are found. All or nothing; those that are not there are
   * no error. A form that is sent once more does not bring its comment back. Backups keep what they hold, and a
   * database may leave traces in its files until it uses the place again.
   *
   * @returns how many there were
   */
  remove(comments: readonly CommentKey[]): Promise<number>
}

/** What names one comment. */
export type CommentKey = Pick<Comment, 'agency' | 'day' | 'id'>

/** Which counts: those of these agencies, from month `from` up to, not including, `to`. */
export interface TransactionScope {
  readonly agencies: readonly string[]
  readonly from: Month
  readonly to: Month
  /** Only those of this step; both where left out. */
  readonly step?: Step
}

/** By what counts may be told apart besides agency, month and step. */
export type TransactionCut = 'point' | 'field'

/** A sum of counts; null for what they were summed over. */
export interface TransactionSum extends Omit<TransactionCount, TransactionCut> {
  readonly point: string | null
  readonly field: string | null
}

export interface TransactionStore {
  /** Puts each count in place of the one with the same point, field, step and month, or beside the others. All or nothing. */
  put(counts: readonly TransactionCount[]): Promise<void>
  /** The counts of a scope, summed over points and fields except where told apart, in no particular order. */
  sums(scope: TransactionScope, by: readonly TransactionCut[]): Promise<readonly TransactionSum[]>
}

/** What the staff did, entry after entry, each with a hash over all before it. */
export interface AuditStore {
  append(entry: AuditEntry): Promise<void>
  /** The newest first, at most `limit`, from behind number `before` on where it is given. */
  list(page: { limit: number; before: number | null }): Promise<readonly ChainedEntry[]>
  /** Goes through the whole chain. @returns the number of the first entry that is not what was written, or null */
  firstBroken(): Promise<number | null>
}

export interface ReportStore {
  /** @throws {ConflictError} when a report has this code */
  add(report: Report): Promise<void>
  byCode(code: string): Promise<Report | null>
  /** The report that corrects this one, if any. */
  correctionOf(code: string): Promise<Report | null>
  /**
   * Of these agencies, or of the province for null, the newest day first, then by code; at most `limit`, from behind
   * `after` on where it is given.
   */
  list(
    agencies: readonly (string | null)[],
    page: { limit: number; after: Pick<Report, 'madeOn' | 'code'> | null },
  ): Promise<readonly Report[]>
}

/** A one-time link with which an account sets its password. Only a hash of its token is kept. */
export interface SetupLink {
  readonly tokenHash: string
  readonly accountId: string
  readonly expiresAt: Date
}

export interface AccountStore {
  /** All accounts, ordered by name. */
  all(): Promise<readonly Account[]>
  byId(id: string): Promise<Account | null>
  /** `name` as kept: lower case. */
  byName(name: string): Promise<Account | null>
  /** @throws {ConflictError} when the name or the id is taken; nothing is stored */
  add(account: Account, link: SetupLink): Promise<void>
  /** Puts the account in place of the one with its id. @throws {NotFoundError} @throws {ConflictError} when the name is another's */
  replace(account: Account): Promise<void>
  /** Another link for an account; its earlier ones no longer work. @throws {NotFoundError} when there is no such account */
  addLink(link: SetupLink): Promise<void>
  /** The account of a link that is not used up and not expired at `now`, or null. */
  byLink(tokenHash: string, now: Date): Promise<Account | null>
  /**
   * Uses up a link and sets the account's password, as one act: of two that try at once, one gets the account, the
   * other null. Ends all sessions of the account.
   */
  spendLink(tokenHash: string, passwordHash: string, now: Date): Promise<Account | null>
}

export interface Session {
  /** SHA-256 of the token in the cookie, hexadecimal: who reads the store cannot sign in with it. */
  readonly tokenHash: string
  readonly accountId: string
  readonly expiresAt: Date
}

export interface SessionStore {
  add(session: Session): Promise<void>
  /** The session and its account, or null where it is unknown, expired at `now`, or the account is gone or disabled. */
  byToken(tokenHash: string, now: Date): Promise<{ readonly session: Session; readonly account: Account } | null>
  /** Moves the expiry of a session; no effect on an unknown one. */
  extend(tokenHash: string, expiresAt: Date): Promise<void>
  remove(tokenHash: string): Promise<void>
  /** Removes what has expired at `now`. */
  removeExpired(now: Date): Promise<void>
}

/** Counts of events in windows of time, shared by all app processes: what throttles sign-in. */
export interface CounterStore {
  /**
   * Counts one event under a key and returns how many there were in the key's current window, this one included.
   * A window starts with its first event and lasts `windowMs`; then the count starts anew.
   */
  hit(key: string, windowMs: number, now: Date): Promise<{ readonly count: number; readonly resetsAt: Date }>
  /** Takes one event back, never below zero. */
  undo(key: string): Promise<void>
  /** Forgets a key. */
  clear(key: string): Promise<void>
  /** Removes windows that have ended at `now`. */
  removeExpired(now: Date): Promise<void>
}

/**
 * The kinds of records that a backup holds, in the order in which they are restored. Sessions, counters and set-up
 * links are left out: they are of a moment. Tallies are, because they follow from the responses.
 */
export const COLLECTIONS = [
  'agencies',
  'fields',
  'points',
  'codes',
  'targets',
  'references',
  'questionnaires',
  'accounts',
  'responses',
  'comments',
  'transactions',
  'reports',
  'audit',
] as const
export type Collection = (typeof COLLECTIONS)[number]

export interface RecordOf {
  agencies: Agency
  fields: ProcedureField
  points: ServicePoint
  codes: PublicCode
  targets: Target
  references: ReferenceValue
  questionnaires: Questionnaire
  accounts: Account
  responses: SurveyResponse
  comments: Comment
  transactions: TransactionCount
  reports: Report
  audit: ChainedEntry
}

/** Everything that must survive, for backup and restore and for moving from one database to another. */
export interface ArchiveStore {
  /** A view of the whole store as it stands at this instant, unmoved by later writes. Must be closed. */
  snapshot(): Promise<Snapshot>
  /** Whether the store holds no record of any collection except questionnaires and fields. */
  isEmpty(): Promise<boolean>
  /**
   * Opens the store to {@link load} and closes it to all else: until the end of the restore it cannot be opened, and
   * the writes of other processes that have it open are refused. So a restore that was cut off is never taken for a
   * whole store.
   * @throws {ConflictError} when the store is not empty
   */
  beginRestore(): Promise<void>
  /**
   * Adds records as a backup holds them; responses add to the tallies. Questionnaires and fields that are there
   * already are put in place of the kept ones, so a store that was opened once can still be restored into.
   * Each batch is one transaction. Questionnaires come before the responses that answer them.
   * @throws {ConflictError} when no restore was begun, or a record is there already
   * @throws {InvalidInputError} as {@link ResponseStore.record}
   */
  load<C extends Collection>(collection: C, batch: readonly RecordOf[C][]): Promise<void>
  /** Opens the store to everyone. @throws {ConflictError} when no restore was begun */
  endRestore(): Promise<void>
}

export interface Snapshot {
  count(collection: Collection): Promise<number>
  /** All records of a collection in batches, ordered by their key (record-keys.ts), the same in every database. */
  records<C extends Collection>(collection: C): AsyncIterable<readonly RecordOf[C][]>
  close(): Promise<void>
}
