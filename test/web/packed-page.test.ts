import { expect, test } from '@jest/globals'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { PackedPage } from '../../server/web/packed-page.ts'

const ascii = fc.string({ unit: 'binary-ascii', maxLength: 500 })

function unpacked(gzip: string): string {
  return gunzipSync(Buffer.from(gzip, 'latin1')).toString()
}

test('unpacks to the part that stays and the part that differs, with a right checksum and length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), ascii, ascii, (head, one, other) => {
      const page = new PackedPage(head)
      const stays = Buffer.from(head).toString()
      expect(unpacked(page.gzip(one))).toBe(stays + one)
      expect(unpacked(page.gzip(other))).toBe(stays + other)
      expect(Buffer.from(page.plain(one), 'latin1').toString()).toBe(stays + one)
    }),
  )
})

test('is one sign a byte', () => {
  expect(new PackedPage('Đất đai'.repeat(99)).gzip('id')).toMatch(/^[\0-\xff]+$/)
})

test('compresses the part that stays', () => {
  expect(new PackedPage('<p>Đất đai</p>'.repeat(1000)).gzip('').length).toBeLessThan(300)
})

test('refuses a tail that does not fit one block', () => {
  const page = new PackedPage('a')
  expect(unpacked(page.gzip('x'.repeat(65_535)))).toHaveLength(65_536)
  expect(() => page.gzip('x'.repeat(65_536))).toThrow(RangeError)
})
