import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { MASK, maskedText } from '../../server/domain/masked-text.ts'

describe('masked in a text', () => {
  test.each([
    '0912345678',
    '0912 345 678',
    '0912.345.678',
    '0912-345-678',
    '0912 – 345 – 678',
    '091 234 5678',
    '09 12 34 56 78',
    '0912\u00A0345\u00A0678',
    '84912345678',
    '84 912 345 678',
    '84.912.345.678',
    '+84 912-345-678',
    '(+84) 912 345 678',
    '+84 (0)912 345 678',
    '0084 912 345 678',
    '+856 20 5555 1234',
  ])('is the mobile telephone %s', expectMasked)

  test.each(['02438251234', '024.3825.1234', '024 3825 1234', '(024) 3825 1234', '0204 3825 123', '04 3825 1234'])(
    'is the fixed telephone %s',
    expectMasked,
  )

  test.each(['001087012345', '001 087 012 345', '0790 8701 2345', '012345678', '012 345 678', '123456789'])(
    'is the identity paper %s',
    expectMasked,
  )

  test.each(['B1234567', 'c1234567', 'P01234567'])('is the passport %s', expectMasked)

  test.each(['000.00.15.H26-261122-0012', 'H26.15-261122-0123', 'G22.99.01-261122-012345'])(
    'is the code of a dossier: %s',
    expectMasked,
  )

  test.each(['lan@example.vn', 'nguyen.van-an+1@thu.example.com.vn', 'đỗ@thư.vn'])('is the address %s', expectMasked)

  test.each([
    ['SĐT: 912 345 678', 'SĐT: •••'],
    ['điện thoại nhà tôi là 3825 1234', 'điện thoại nhà tôi là •••'],
    ['CMND số 123 456 789', 'CMND số •••'],
    ['Zalo 0912.345.678, 0987.654.321', 'Zalo •••, •••'],
  ])('is a number that a word announces: %s', (text, masked) => {
    expect(maskedText(text)).toBe(masked)
  })

  test('is a number in digits of another script', () => {
    expect(maskedText('ទូរស័ព្ទ ០៩១២ ៣៤៥ ៦៧៨')).toBe('ទូរស័ព្ទ •••')
    expect(maskedText('０９１２３４５６７８ và ٠٩١٢٣٤٥٦٧٨')).toBe('••• và •••')
  })
})

describe('left as it is', () => {
  test.each([
    'Lệ phí 1.500.000 đ, hẹn ngày 22/11/2026 lúc 8:30 tại quầy số 3',
    'đóng 84.500.000.000 đồng',
    'đòi tôi 1 500 000 000 VNĐ',
    'điện thoại 10.000.000 đồng',
    'từ 1.000.000 đến 12,500,000',
    'Nhà số 12/34/56 đường 3/2, thửa 012, tờ 05',
    'nghỉ 01.02 - 05.02.2026, 01-02-2026, 2026-02-01',
    'mở cửa 07.30-11.30, 13h30 – 17h00 hoặc 08:00 - 09:15',
    'Thông tư 01/2018/TT-VPCP, Nghị định 118/2025/NĐ-CP, Luật 91/2025/QH15',
    'các tháng 07/2025, 08/2025, 09/2025',
    'chờ 2 tiếng, đi 3 lần, 15 người, 12345678',
    'gọi 1900 1234 hay 1022 không ai nghe',
    'phòng B12, lô C123456',
    'Không có con số nào @ đây',
  ])('is “%s”', (text) => {
    expect(maskedText(text)).toBe(text)
  })

  test('is what stands around a number', () => {
    expect(maskedText('Hẹn 22/11/2026, gọi 0912 345 678 2 lần không nghe;\nlần 3 (0987654321) cũng vậy')).toBe(
      'Hẹn 22/11/2026, gọi ••• 2 lần không nghe;\nlần 3 (•••) cũng vậy',
    )
  })
})

describe('whatever the text', () => {
  const digit = fc.constantFrom(...Array.from('0123456789٣៣３'))
  const run = fc.string({ unit: digit, minLength: 1, maxLength: 14 })
  const gap = fc.constantFrom('', ' ', '.', '-', ' - ', ', ', '/', ':', '(', ')', '\n', '+', '@', 'đ', '•••', ' tr ')
  const word = fc.constantFrom('Hồ sơ', 'đất', 'SĐT', 'CCCD số', 'quầy', 'H26.15', 'B', 'an@thu', 'điện thoại', '🙂')
  const text = fc.array(fc.oneof(run, gap, word, fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 25 })
  const each = (check: (text: string) => void): void => {
    fc.assert(
      fc.property(
        text.map((pieces) => pieces.join('')),
        check,
      ),
      { numRuns: 2000 },
    )
  }

  test('masking once is enough', () => {
    each((one) => {
      expect(maskedText(maskedText(one))).toBe(maskedText(one))
    })
  })

  test('no run of nine digits or more is left', () => {
    each((one) => {
      expect(maskedText(one)).not.toMatch(/\p{Nd}{9}/u)
    })
  })

  test('it gets no longer', () => {
    each((one) => {
      expect(maskedText(one).length).toBeLessThanOrEqual(one.length)
    })
  })

  test('what is not masked is left as it was, in its order', () => {
    each((one) => {
      const pieces = maskedText(one)
        .split(MASK)
        .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      expect(one).toMatch(new RegExp(`^${pieces.join('[^]*')}$`))
    })
  })

  test('a text without digits and addresses is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (one) => {
        const plain = one.replace(/[\p{Nd}@]/gu, '')
        expect(maskedText(plain)).toBe(plain)
      }),
    )
  })
})

function expectMasked(number: string): void {
  for (const [before, after] of [
    ['', ''],
    ['Gọi ', ' nhé'],
    ['(', ')'],
    ['số:', '.'],
    ['Đất ', ', hẹn 22/11/2026'],
  ] as const) {
    expect(maskedText(`${before}${number}${after}`)).toBe(`${before}${MASK}${after}`)
  }
}
