import { describe, expect, test } from '@jest/globals'
import { mongo } from 'mongoose'
import { GroupRecorder } from '../../server/bench/mongo/group-recorder.ts'
import { MessageReader, type SentCommand } from '../../server/bench/mongo/message-reader.ts'

const OP_MSG = 2013
const SESSION = { lsid: { id: 'a' }, txnNumber: 7, autocommit: false }

/** A message as a driver writes it: the command, and a section with a list of documents where there is one. */
function message(command: object, list: { name: string; documents: readonly object[] } | null = null, opcode = OP_MSG) {
  const sections = [Buffer.from([0]), Buffer.from(mongo.BSON.serialize(command))]
  if (list) {
    const content = [
      Buffer.from(`${list.name}\0`),
      ...list.documents.map((one) => Buffer.from(mongo.BSON.serialize(one))),
    ]
    const length = Buffer.alloc(4)
    length.writeInt32LE(4 + Buffer.concat(content).length)
    sections.push(Buffer.from([1]), length, ...content)
  }
  const body = Buffer.concat(sections)
  const head = Buffer.alloc(20)
  head.writeInt32LE(head.length + body.length, 0)
  head.writeInt32LE(opcode, 12)
  return Buffer.concat([head, body])
}

const insert = (collection: string, ids: readonly string[]): Buffer =>
  message({ insert: collection, ...SESSION }, { name: 'documents', documents: ids.map((_id) => ({ _id })) })
const update = (collection: string): Buffer =>
  message(
    { update: collection, ...SESSION },
    { name: 'updates', documents: [{ q: { _id: 'x' }, u: { $set: { n: 1 } } }] },
  )
const commit = message({ commitTransaction: 1, ...SESSION })

function commandsIn(bytes: Buffer, chunk = bytes.length): SentCommand[] {
  const commands: SentCommand[] = []
  const reader = new MessageReader((command) => commands.push(command))
  for (let at = 0; at < bytes.length; at += chunk) reader.read(bytes.subarray(at, at + chunk))
  return commands
}

function groupsIn(...messages: readonly Buffer[]): readonly number[] {
  const recorder = new GroupRecorder()
  for (const command of commandsIn(Buffer.concat(messages))) recorder.note(command)
  return recorder.groups.map(({ responses }) => responses.length)
}

describe('the reader of what a driver sends', () => {
  test('tells command, collection, transaction and documents, however the bytes come', () => {
    const bytes = Buffer.concat([insert('response', ['a', 'b']), message({ ping: 1 })])
    for (const chunk of [1, 7, bytes.length]) {
      const [inserted, ping] = commandsIn(bytes, chunk)
      expect(inserted).toMatchObject({ name: 'insert', on: 'response' })
      expect(inserted?.transaction).not.toBe('')
      expect(inserted?.parts.map((part) => mongo.BSON.deserialize(part))).toEqual([{ _id: 'a' }, { _id: 'b' }])
      expect(ping).toEqual({ name: 'ping', on: 1, transaction: '', parts: [] })
    }
  })

  test('passes over messages of another kind', () => {
    expect(commandsIn(Buffer.concat([message({ hello: 1 }, null, 2012), commit]))).toHaveLength(1)
  })
})

describe('the recorder of groups', () => {
  test('keeps what was committed, with what was counted', () => {
    const other = message({ insert: 'session', lsid: { id: 'b' } }, { name: 'documents', documents: [{ _id: 1 }] })
    expect(groupsIn(insert('response', ['a', 'b']), other, update('tally'), update('comment'), commit)).toEqual([2])
  })

  test('leaves out what was undone, and what made a new tally', () => {
    const abort = message({ abortTransaction: 1, ...SESSION })
    expect(groupsIn(insert('response', ['a']), update('tally'), abort, commit)).toEqual([])
    expect(groupsIn(insert('response', ['a']), insert('tally', ['t']), commit)).toEqual([])
    expect(groupsIn(insert('response', ['a']), insert('tally', ['t']), update('tally'), commit)).toEqual([])
  })
})
