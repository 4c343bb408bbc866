import { mongo } from 'mongoose'

/** A command that a driver has sent. */
export interface SentCommand {
  /** Such as `insert` or `commitTransaction`. */
  readonly name: string
  /** What its name stands for: mostly a collection. */
  readonly on: unknown
  /** Session and number of the transaction that it belongs to; an empty text where it belongs to none. */
  readonly transaction: string
  /** The documents of an insert and the changes of an update, as BSON. */
  readonly parts: readonly Buffer[]
}

/** Cuts what a driver sends into commands, as it comes: the messages of MongoDB's wire protocol. */
export class MessageReader {
  readonly #onCommand: (command: SentCommand) => void
  #kept: Buffer = Buffer.alloc(0)

  constructor(onCommand: (command: SentCommand) => void) {
    this.#onCommand = onCommand
  }

  read(chunk: Buffer): void {
    let bytes = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk])
    while (bytes.length >= HEADER_BYTES) {
      const length = bytes.readInt32LE()
      if (bytes.length < length) break
      if (bytes.readInt32LE(OPCODE_AT) === OP_MSG) this.#onCommand(commandIn(bytes.subarray(0, length)))
      bytes = bytes.subarray(length)
    }
    this.#kept = bytes
  }
}

const HEADER_BYTES = 16
const OPCODE_AT = 12
const OP_MSG = 2013
/** Behind the header and four bytes of flags. */
const SECTIONS_AT = 20
const LENGTH_BYTES = 4

/** An OP_MSG has one section with the command, of kind 0, and may have others with a list of documents, of kind 1. */
function commandIn(message: Buffer): SentCommand {
  let command: mongo.BSON.Document = {}
  const parts: Buffer[] = []
  for (let at = SECTIONS_AT; at < message.length;) {
    const kind = message[at++]
    const end = at + message.readInt32LE(at)
    if (kind === 0) command = mongo.BSON.deserialize(message.subarray(at, end))
    else parts.push(...documentsIn(message.subarray(message.indexOf(0, at + LENGTH_BYTES) + 1, end)))
    at = end
  }
  const [[name, on] = ['', null]] = Object.entries(command)
  return { name, on, transaction: transactionOf(command), parts }
}

function documentsIn(bytes: Buffer): Buffer[] {
  const documents: Buffer[] = []
  for (let at = 0; at < bytes.length;) {
    const end = at + bytes.readInt32LE(at)
    documents.push(Buffer.from(bytes.subarray(at, end)))
    at = end
  }
  return documents
}

function transactionOf({ lsid, txnNumber, autocommit }: mongo.BSON.Document): string {
  return autocommit === false ? mongo.BSON.EJSON.stringify([lsid, txnNumber]) : ''
}
