import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { figureOf } from '../../scoring/figure-of.ts'
import { parseDecimal } from '../../scoring/fraction.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { verdict } from '../../scoring/verdict.ts'
import { shownFigure } from '../../server/services/shown-figure.ts'
import { loadLanguages } from '../../server/web/language.ts'
import { verdictWords, type VerdictSubject, type VerdictWords } from '../../server/web/pages/verdict-words.ts'
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
    ['plain', 370, 400, null, 'Chỉ số hài lòng là 92,50 %. Chưa đặt mục tiêu, nên không có kết luận đạt hay chưa đạt.'],
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

  test.each([
    [400, 400, '95', 'Nhóm phiếu này đạt mục tiêu 95 %: chỉ số hài lòng là 100,00 %, đủ căn cứ kết luận.'],
    [300, 400, '92.5', 'Nhóm phiếu này chưa đạt mục tiêu 92,5 %: chỉ số hài lòng là 75,00 %, đủ căn cứ kết luận.'],
    [
      374,
      385,
      '95',
      'Con số của nhóm phiếu này đạt mục tiêu 95 % nhưng chưa đủ căn cứ kết luận: chỉ số hài lòng là 97,14 %.',
    ],
    [
      376,
      400,
      '95',
      'Con số của nhóm phiếu này chưa đạt mục tiêu 95 % và chưa đủ căn cứ kết luận: chỉ số hài lòng là 94,00 %.',
    ],
    [
      18_999,
      20_000,
      '95',
      'Con số của nhóm phiếu này chưa đạt mục tiêu 95 %: chỉ số hài lòng làm tròn thành 95,00 % nhưng thấp hơn mục tiêu; chưa đủ căn cứ kết luận.',
    ],
    [0, 0, '95', 'Chưa có phiếu trả lời nào như vậy trong kỳ này.'],
    [3, 4, '95', 'Không công bố chỉ số của nhóm phiếu này: chỉ có 4 phiếu, cần ít nhất 5 phiếu.'],
    [5, 6, '95', 'Không công bố chỉ số của nhóm phiếu này: với 6 phiếu, khoảng tin cậy quá rộng để nói lên điều gì.'],
    [
      370,
      400,
      null,
      'Chỉ số hài lòng của nhóm phiếu này là 92,50 %. Chưa đặt mục tiêu, nên không có kết luận đạt hay chưa đạt.',
    ],
  ])('of some of the answers: %d of %d against %s', (satisfied, given, threshold, sentence) => {
    expect(words(satisfied, given, threshold, 'vi', { isNarrowed: true }).sentence).toBe(sentence)
  })

  test.each([
    [0, 0, 'Chưa có phiếu trả lời nào lúc nộp hồ sơ trong kỳ này.'],
    [3, 4, 'Chưa công bố: mới có 4 phiếu lúc nộp hồ sơ, cần ít nhất 5 phiếu.'],
    [5, 6, 'Chưa công bố: với 6 phiếu lúc nộp hồ sơ, khoảng tin cậy còn quá rộng để nói lên điều gì.'],
    [370, 400, 'Lúc nộp hồ sơ, 92,50 % câu trả lời là hài lòng. Đây là cảnh báo sớm, không phải chỉ số hài lòng.'],
  ])('of an early warning: %d of %d', (satisfied, given, sentence) => {
    const early = words(satisfied, given, null, 'vi', { step: 'submission' })
    expect(early.sentence).toBe(sentence)
    expect(early.why + early.sentence).not.toMatch(/đạt mục tiêu/)
  })

  test('says why a figure is hidden that is large enough by itself', () => {
    const hidden = { n: 40, hidden: 'by-subtraction', figure: null, verdict: null } as const
    const subject = { target: null, least: 5, step: 'return', isNarrowed: true } as const
    const { kind, sentence, why } = verdictWords(hidden, subject, languages.get('vi'))
    expect([kind, sentence]).toEqual([
      'hidden',
      'Không công bố chỉ số của nhóm phiếu này: lấy các số khác trừ đi sẽ suy ra được một nhóm đang được ẩn.',
    ])
    expect(why).toContain('Một nhóm bên cạnh có quá ít phiếu.')
  })

  test('has words for every case in every language', () => {
    const subjects = [{}, { isNarrowed: true }, { step: 'submission' }] as const
    for (const [{ code }, subject] of languages.all.flatMap((one) => subjects.map((of) => [one, of] as const))) {
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
        const held = 'step' in subject ? null : threshold
        const { sentence, why } = words(satisfied, given, held, code, subject)
        expect(sentence.length * why.length).toBeGreaterThan(0)
        expect(sentence + why).not.toMatch(/\{\{|null|NaN|undefined/)
      }
    }
  })
})

/** The words for so many satisfied of so many answers to one question. */
function words(
  satisfied: number,
  given: number,
  threshold: string | null,
  language = 'vi',
  over: Partial<VerdictSubject> = {},
): VerdictWords {
  const figure = figureOf(singleEstimate(satisfied, given))
  const target = threshold === null ? null : aTarget({ threshold })
  const shown = shownFigure(figure, { target: target && parseDecimal(target.threshold), least: 5 })
  const subject: VerdictSubject = { target, least: 5, step: 'return', isNarrowed: false, ...over }
  return verdictWords(shown, subject, languages.get(language))
}
