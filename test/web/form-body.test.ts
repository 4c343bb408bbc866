import { describe, expect, test } from '@jest/globals'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { isFormType, parseFormBody, readBytes } from '../../server/web/forms/form-body.ts'

function fieldsOf(body: string): Record<string, string> | null {
  const read = parseFormBody(Buffer.from(body))
  return read && Object.fromEntries(read.fields)
}

describe('the type of a form', () => {
  test('is urlencoded, in UTF-8 or without a charset', () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded; charset=utf-8',
      'Application/X-WWW-Form-Urlencoded;CHARSET="UTF-8"',
    ]) {
      expect(isFormType(type)).toBe(true)
    }
    for (const type of [
      undefined,
      '',
      'application/json',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded; charset=iso-8859-1',
      'application/x-www-form-urlencoded; charset=utf-8; charset=utf-16',
      'text/plain',
    ]) {
      expect(isFormType(type)).toBe(false)
    }
  })
})

describe('reading the fields of a form', () => {
  test('decodes names and values, plus signs as spaces', () => {
    expect(fieldsOf('a=1&b=m%E1%BB%99t+hai&c=&d&%61%62=x%3Dy%26z')).toEqual({
      a: '1',
      b: 'một hai',
      c: '',
      d: '',
      ab: 'x=y&z',
    })
    expect(fieldsOf('a=1=2&&=x')).toEqual({ a: '1=2', '': 'x' })
    expect(fieldsOf('')).toEqual({})
  })

  test('takes UTF-8 as it is, also the replacement sign that somebody typed', () => {
    expect(fieldsOf('a=Đất&b=\uFFFD')).toEqual({ a: 'Đất', b: '\uFFFD' })
  })

  test('gives brackets, dots and names of object members no meaning', () => {
    const read = parseFormBody(Buffer.from('a[b]=1&__proto__=2&constructor.prototype=3&a[]=4'))
    expect(read && [...read.fields.keys()]).toEqual(['a[b]', '__proto__', 'constructor.prototype', 'a[]'])
    expect(Object.keys({})).toEqual([])
  })

  test('keeps the first of a name sent twice, and names it', () => {
    const read = parseFormBody(Buffer.from('a=1&a=2&b=3&%61=4'))
    expect(read?.fields.get('a')).toBe('1')
    expect(read?.repeated).toEqual(['a', 'a'])
  })

  test('refuses what is no UTF-8, bare or escaped', () => {
    for (const body of ['a=%', 'a=%4', 'a=%zz', 'a=%C3', 'a=%ED%A0%80', '%FF=1', 'a=%C0%80']) {
      expect(parseFormBody(Buffer.from(body))).toBeNull()
    }
    expect(parseFormBody(Buffer.from([0x61, 0x3d, 0xff]))).toBeNull()
    expect(parseFormBody(Buffer.from([0x61, 0x3d, 0xc4]))).toBeNull()
  })

  test('gives back whatever a browser encodes, and never throws on anything else', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 })
    fc.assert(
      fc.property(fc.dictionary(text, text), (fields) => {
        const body = new URLSearchParams(Object.entries(fields)).toString()
        expect(fieldsOf(body)).toEqual(Object.fromEntries(Object.entries(fields)))
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        parseFormBody(Buffer.from(bytes))
      }),
    )
  })
})

describe('reading the bytes of a body', () => {
  const bodyOf = (...chunks: string[]): IncomingMessage =>
    Readable.from(chunks.map((chunk) => Buffer.from(chunk))) as unknown as IncomingMessage

  test('joins what comes in pieces, up to the limit', async () => {
    expect((await readBytes(bodyOf('ab', 'cd', 'e'), 5))?.toString()).toBe('abcde')
    expect((await readBytes(bodyOf(), 5))?.toString()).toBe('')
  })

  test('refuses more, whether it ends soon or never', async () => {
    expect(await readBytes(bodyOf('ab', 'cd', 'ef'), 5)).toBeNull()
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(65_536)
      })(),
    )
    expect(await readBytes(endless as unknown as IncomingMessage, 5)).toBeNull()
    endless.destroy()
  })
})
