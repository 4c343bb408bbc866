import { parentPort, workerData } from 'node:worker_threads'
import { NotFoundError } from '../../domain/errors.ts'
import type { Submission } from '../../domain/response.ts'
import type { RecordOutcome, Storage } from '../port.ts'
import { openSqliteStorage } from './open.ts'
import type { ProfileOrder, RecordOrder, RecordReport, ReportedError } from './record-thread.ts'

/** The other end of record-thread.ts: a store opened once more, that does nothing but record. */
const port = parentPort
if (!port) throw new Error('record-worker.ts runs as a thread of the store')

let opened: Promise<Storage> | null = null
let last = Promise.resolve()

port.on('message', (order: RecordOrder | null) => {
  last = last.then(() => (order ? record(order) : close()))
})

async function record(order: RecordOrder): Promise<void> {
  const { number } = order
  try {
    report({ number, outcomes: await outcomesOf(order), error: null })
  } catch (error) {
    report({ number, outcomes: null, error: reported(error) })
  }
}

async function outcomesOf({ kind, content }: RecordOrder): Promise<readonly RecordOutcome[]> {
  const { responses } = await store()
  if (kind === 'group') return responses.record(JSON.parse(content) as Submission[])
  const { of, profile } = JSON.parse(content) as ProfileOrder
  return [await responses.addProfile(of, profile)]
}

function reported(error: unknown): ReportedError {
  const { constructor, message } = error instanceof Error ? error : new Error(String(error))
  return { name: constructor.name, message, ...(error instanceof NotFoundError && { sought: [error.kind, error.key] }) }
}

/** The store; one that could not be opened is tried again with the next group. */
async function store(): Promise<Storage> {
  opened ??= openSqliteStorage(String(workerData))
  try {
    return await opened
  } catch (error) {
    opened = null
    throw error
  }
}

async function close(): Promise<void> {
  await (await opened)?.close()
  port?.close()
}

function report(what: RecordReport): void {
  port?.postMessage(what)
}
