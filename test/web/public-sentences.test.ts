import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { parseDecimal } from '../../scoring/fraction.ts'
import type { Figure } from '../../scoring/figure.ts'
import { hiddenFigure, shownFigure, type ShownFigure } from '../../server/services/shown-figure.ts'
import { loadLanguages } from '../../server/web/language.ts'
import { fittedLines } from '../../server/web/pages/fitted-lines.ts'
import { periodWord, publicVerdict, publicVerdictShort } from '../../server/web/pages/public-words.ts'
import { aShare } from '../fixtures/share.ts'
import { ROOT } from '../fixtures/source-file.ts'
import { aTarget } from '../fixtures/target.ts'

const vietnamese = loadLanguages(join(ROOT, 'views/messages')).get('vi')
const shown = (figure: Figure, target: string | null = '95'): ShownFigure =>
  shownFigure(figure, { target: target === null ? null : parseDecimal(target), least: 30 })
const sentence = (figure: ShownFigure, target: string | null = '95'): string =>
  publicVerdict(figure, target === null ? null : aTarget({ threshold: target }), 30, vietnamese).sentence

describe('the verdict for citizens', () => {
  test.each([
    [shown(aShare(400, 400)), 'Đạt mục tiêu 95 %: chỉ số hài lòng là 100,00 %, đủ căn cứ để kết luận.'],
    [shown(aShare(800, 1000)), 'Chưa đạt mục tiêu 95 %: chỉ số hài lòng là 80,00 %, đủ căn cứ để kết luận.'],
    [shown(aShare(374, 385)), 'Chưa đủ căn cứ kết luận: chỉ số hài lòng là 97,14 %, con số đạt mục tiêu 95 %'],
    [shown(aShare(94, 100)), 'Chưa đủ căn cứ kết luận: chỉ số hài lòng là 94,00 %, con số chưa đạt mục tiêu 95 %'],
    [shown(aShare(95, 100)), 'Chưa đủ căn cứ kết luận: chỉ số hài lòng là 95,00 %, con số đạt mục tiêu 95 %'],
    [shown(aShare(18_999, 20_000)), 'chỉ số hài lòng làm tròn thành 95,00 % nhưng thấp hơn mục tiêu'],
    [hiddenFigure(0, 'no-answers'), 'Chưa có kết quả'],
    [hiddenFigure(0, 'too-few'), 'chưa đến 30 người trả lời'],
    [hiddenFigure(0, 'too-wide'), 'Chưa công bố: số phiếu còn ít'],
    [hiddenFigure(0, 'by-subtraction'), 'Không công bố: lấy các số khác trừ đi'],
  ])('is said for each case (%#)', (figure, words) => {
    expect(sentence(figure)).toContain(words)
  })

  test('says that there is no target', () => {
    expect(sentence(shown(aShare(94, 100), null), null)).toBe(
      'Chỉ số hài lòng là 94,00 %. Chưa có mục tiêu nào được đặt ra.',
    )
    expect(publicVerdictShort(shown(aShare(94, 100), null), null, vietnamese).sentence).toBe('chưa đặt mục tiêu')
  })
})

test('a year is called whole with its fourth quarter', () => {
  expect(periodWord('year', [224, 225, 226], vietnamese)).toBe('năm 2026 đến hết quý 3')
  expect(periodWord('year', [224, 225, 226, 227], vietnamese)).toBe('cả năm 2026')
  expect(periodWord('quarter', [226], vietnamese)).toBe('quý 3/2026')
  expect(periodWord('four-quarters', [223, 224, 225, 226], vietnamese)).toBe('bốn quý đến hết quý 3/2026')
})

describe('lines that fit', () => {
  const room = { width: 500, top: 100, height: 100, sizes: [40, 20], mostLines: 2 }

  test('are as large as they can be, and broken at blanks', () => {
    expect(fittedLines('Sở Y tế', room)).toEqual({ size: 40, lines: [{ y: 100, text: 'Sở Y tế' }] })
    expect(fittedLines('Ủy ban nhân dân xã Tân Phú Đông', room).lines).toHaveLength(2)
    expect(fittedLines('Chi nhánh Văn phòng đăng ký đất đai khu vực Tân Phú Đông', room).size).toBe(20)
  })

  test('are cut with an ellipsis where even the smallest are too long', () => {
    const { lines } = fittedLines('Tân Phú Đông '.repeat(40), room)
    expect(lines).toHaveLength(2)
    expect(lines[1]?.text.endsWith('…')).toBe(true)
    expect(fittedLines('x'.repeat(200), room).lines[0]?.text.endsWith('…')).toBe(true)
  })
})
