import { describe, expect, test } from '@jest/globals'
import { decodeQR } from 'qr/decode.js'
import { filledModules, pictureOf } from '../fixtures/qr-picture.ts'
import { qrDrawing, qrModules } from '../../server/web/pages/qr-drawing.ts'

const ADDRESS = 'https://khaosat.tayninh.gov.vn/s/0123456R'

describe('a QR code', () => {
  test('is read back by a decoder', () => {
    expect(decodeQR(pictureOf(qrModules(ADDRESS)))).toBe(ADDRESS)
  })

  test('is read back from the drawn path', () => {
    expect(decodeQR(pictureOf(filled(ADDRESS)))).toBe(ADDRESS)
  })

  test('is read back with a stain over a tenth of its modules', () => {
    const modules = filled(ADDRESS).map((row) => [...row])
    const side = Math.floor(Math.sqrt(0.1) * (modules.length - 8))
    for (let y = 0; y < side; y++) modules[16 + y]?.fill(false, 16, 16 + side)
    expect(decodeQR(pictureOf(modules))).toBe(ADDRESS)
  })

  test('has four light modules around it', () => {
    const modules = qrModules(ADDRESS)
    const last = modules.length - 1
    const isBorder = (x: number, y: number) => Math.min(x, y, last - x, last - y) < 4
    expect(modules.some((row, y) => row.some((isDark, x) => isDark && isBorder(x, y)))).toBe(false)
    expect([modules[4]?.[4], modules[4]?.[last - 4], modules[last - 4]?.[4]]).toEqual([true, true, true])
  })

  test.each(['a', ADDRESS, `${ADDRESS}${'x'.repeat(200)}`])('is drawn by its outline module for module: %s', (text) => {
    expect(filled(text)).toEqual(qrModules(text))
  })
})

/** The modules that the drawn path of a text covers. */
function filled(text: string): boolean[][] {
  const { path, viewBox } = qrDrawing(text)
  return filledModules(path, Number(viewBox.split(' ')[2]))
}
