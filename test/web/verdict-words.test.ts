import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { figureOf } from '../../scoring/figure-of.ts'
import { parseDecimal } from '../../scoring/fraction.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { verdict } from '../../scoring/verdict.ts'
import { shownFigure } from '../../server/services/shown-figure.ts'
import { loadLanguages } from '../../server/web/language.ts'
import { verdictWords, type VerdictWords } from '../../server/web/pages/verdict-words.ts'
import { aTarget } from '../fixtures/target.ts'

const languages = loadLanguages(join(import.meta.dirname, '../../views/messages'))

describe('the verdict is said in a whole sentence', () => {
  test.each([
    ['met', 400, 400, '95', 'Đạt mục tiêu 95 %: chỉ số hài lòng là 100,00 %, đủ căn cứ kết luận.'],
    ['not-met', 300, 400, '92.5', 'Chưa đạt mục tiêu 92,5 %: chỉ số hài lòng là 75,00 %, đủ căn cứ kết luận.'],
    ['unclear', 374, 385, '95', 'Con số đạt mục tiêu 95 % nhưng chưa đủ căn cứ kết luận: chỉ số hài lòng là 97,14 %.'],
    [
      'unclear',
      376,
      400,
      '95',
      'Con số chưa đạt mục tiêu 95 % và chưa đủ căn cứ kết luận: chỉ số hài lòng là 94,00 %.',
    ],
    [
      'unclear',
      18_999,
      20_000,
      '95',
      'Con số chưa đạt mục tiêu 95 %: chỉ số hài lòng làm tròn thành 95,00 % nhưng thấp hơn mục tiêu; chưa đủ căn cứ kết luận.',
    ],
    ['hidden', 0, 0, '95', 'Chưa có phiếu trả lời nào trong kỳ này, nên chưa có chỉ số.'],
    ['hidden', 3, 4, '95', 'Chưa công bố chỉ số: mới có 4 phiếu trả lời, cần ít nhất 5 phiếu.'],
    ['hidden', 5, 6, '95', 'Chưa công bố chỉ số: với 6 phiếu, khoảng tin cậy còn quá rộng để nói lên điều gì.'],
    [
      'unclear',
      370,
      400,
      null,
      'Chỉ số hài lòng là 92,50 %. Chưa đặt mục tiêu, nên không có kết luận đạt hay chưa đạt.',
    ],
  ])('%s: %d of %d against %s', (kind, satisfied, given, threshold, sentence) => {
    expect(words(satisfied, given, threshold)).toMatchObject({ kind, sentence })
  })

  test('tells how many more answers would settle it', () => {
    const { more } = verdict(figureOf(singleEstimate(374, 385)), parseDecimal('95'))
    expect(more).toBeGreaterThan(0)
    expect(words(374, 385, '95').why).toContain(`cần thêm khoảng ${more} phiếu nữa`)
  })

  test('tells that no number of answers settles an index that equals its target', () => {
    expect(words(380, 400, '95').why).toContain('Chỉ số quá sát mục tiêu')
  })

  test('tells that an index rounds to its target and yet lies below, also where that is certain', () => {
    expect(words(949_960_000, 1_000_000_000, '95', 'en')).toMatchObject({
      kind: 'not-met',
      sentence:
        'The target of 95 % is not met: the satisfaction index rounds to 95.00 % but lies below the target, and the evidence suffices.',
    })
  })

  test('has words for every case in every language', () => {
    for (const { code } of languages.all) {
      for (const [satisfied, given, threshold] of [
        [400, 400, '95'],
        [300, 400, '95'],
        [374, 385, '95'],
        [376, 400, '95'],
        [949_960_000, 1_000_000_000, '95'],
        [18_999, 20_000, '95'],
        [380, 400, '95'],
        [0, 0, '95'],
        [3, 4, '95'],
        [5, 6, '95'],
        [370, 400, null],
      ] as const) {
        const { sentence, why } = words(satisfied, given, threshold, code)
        expect(sentence.length * why.length).toBeGreaterThan(0)
        expect(sentence + why).not.toMatch(/\{\{|null|NaN|undefined/)
      }
    }
  })
})

/** The words for so many satisfied of so many answers to one question. */
function words(satisfied: number, given: number, threshold: string | null, language = 'vi'): VerdictWords {
  const figure = figureOf(singleEstimate(satisfied, given))
  const target = threshold === null ? null : aTarget({ threshold })
  const shown = shownFigure(figure, { target: target && parseDecimal(target.threshold), least: 5 })
  return verdictWords(shown, { target, least: 5 }, languages.get(language))
}
