import { describe, expect, test } from '@jest/globals'
import { ResponseReader } from '../../server/bench/response-reader.ts'

function statusesOf(...chunks: string[]): string[] {
  const statuses: string[] = []
  const reader = new ResponseReader((status) => statuses.push(status))
  for (const chunk of chunks) reader.read(Buffer.from(chunk, 'latin1'))
  return statuses
}

const PLAIN = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'
const CHUNKED = 'HTTP/1.1 422 No\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'

describe('the reader of responses', () => {
  test('tells the status of each of several in one piece', () => {
    expect(statusesOf(PLAIN + CHUNKED + 'HTTP/1.1 304 Not Modified\r\n\r\n' + PLAIN)).toEqual([
      '200',
      '422',
      '304',
      '200',
    ])
  })

  test('waits for the end of one that comes sign by sign', () => {
    expect(statusesOf(...Array.from(PLAIN + CHUNKED))).toEqual(['200', '422'])
    expect(statusesOf(PLAIN.slice(0, -1))).toEqual([])
    expect(statusesOf(CHUNKED.slice(0, -1))).toEqual([])
  })

  test('refuses what is no HTTP, and a body that ends with the connection', () => {
    expect(() => statusesOf('hello\r\n\r\n')).toThrow()
    expect(() => statusesOf('HTTP/1.1 200 OK\r\n\r\n')).toThrow()
    expect(() => statusesOf('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n')).toThrow()
  })
})
