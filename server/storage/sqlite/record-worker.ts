import { parentPort, workerData } from 'node:worker_threads'
import type { Submission } from '../../domain/response.ts'
import type { Storage } from '../port.ts'
import { openSqliteStorage } from './open.ts'
import type { RecordOrder, RecordReport } from './record-thread.ts'

/** The other end of record-thread.ts: a store opened once more, that does nothing but record. */
const port = parentPort
if (!port) throw new Error('record-worker.ts runs as a thread of the store')

let opened: Promise<Storage> | null = null
let last = Promise.resolve()

port.on('message', (order: RecordOrder | null) => {
  last = last.then(() => (order ? record(order) : close()))
})

async function record({ number, group }: RecordOrder): Promise<void> {
  try {
    const { responses } = await store()
    const outcomes = await responses.record(JSON.parse(group) as Submission[])
    report({ number, outcomes, error: null })
  } catch (error) {
    const { constructor, message } = error instanceof Error ? error : new Error(String(error))
    report({ number, outcomes: null, error: { name: constructor.name, message } })
  }
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
