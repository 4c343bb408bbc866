import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { difference } from '../../scoring/difference.ts'
import { figureOf } from '../../scoring/figure-of.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { firstDay } from '../../server/domain/calendar.ts'
import type { FactorRow } from '../../server/services/agency-dashboard.ts'
import { hiddenFigure, type ShownFigure } from '../../server/services/shown-figure.ts'
import { loadLanguages } from '../../server/web/language.ts'
import { agencyFindings } from '../../server/web/pages/agency-report-findings.ts'
import { comparisonFindings } from '../../server/web/pages/comparison-report-findings.ts'
import { reportAbout, reportPeriodWord } from '../../server/web/pages/report-words.ts'
import { aDashboard, aMonthRow, aShown } from '../fixtures/dashboard.ts'
import { aComparisonDraft, anAgencyDraft, type DescribedUnit } from '../fixtures/report-draft.ts'
import { aTarget } from '../fixtures/target.ts'

const languages = loadLanguages(join(import.meta.dirname, '../../views/messages'))
const [VI, EN] = [languages.get('vi'), languages.get('en')]

describe('a report on an agency', () => {
  const said = (over: Parameters<typeof anAgencyDraft>[0], language = VI) =>
    agencyFindings(anAgencyDraft(over), language)
  const factor = (code: string, shown: ShownFigure): FactorRow => ({
    code,
    names: { vi: `Yếu tố ${code}`, en: `Factor ${code}` },
    shown,
    criteria: [{ code: `${code}.1`, wording: { vi: 'Câu' }, shown, levels: null }],
  })
  const before = (satisfied: number, given: number) => {
    const [a, b] = [figureOf(singleEstimate(400, 400)), figureOf(singleEstimate(satisfied, given))]
    const period = { from: firstDay(675), to: firstDay(678) }
    return {
      with: 'former',
      period,
      shown: aShown(satisfied, given, null),
      difference: difference(a, b),
      why: null,
    } as const
  }

  test.each([
    [
      aShown(400, 400),
      'Đạt mục tiêu 95 %: chỉ số hài lòng là 100,00 %, đủ căn cứ kết luận.',
      /^Cả khoảng tin cậy 95 %, từ 99,08 %/,
    ],
    [aShown(300, 400), 'Chưa đạt mục tiêu 95 %: chỉ số hài lòng là 75,00 %, đủ căn cứ kết luận.', /đều dưới mục tiêu/],
    [
      aShown(374, 385),
      'Con số đạt mục tiêu 95 % nhưng chưa đủ căn cứ kết luận: chỉ số hài lòng là 97,14 %.',
      /thêm khoảng 17 phiếu/,
    ],
    [hiddenFigure(3, 'too-few'), 'Chưa công bố chỉ số: mới có 3 phiếu trả lời, cần ít nhất 5 phiếu.', null],
    [hiddenFigure(0, 'no-answers'), 'Chưa có phiếu trả lời nào trong kỳ này, nên chưa có chỉ số.', null],
  ])('says its verdict and what that rests on', (index, sentence, why) => {
    const { verdict } = said({ index })
    expect(verdict.sentence).toBe(sentence)
    if (why) expect(verdict.why).toMatch(why)
    else expect(verdict.why).toBeNull()
  })

  test('says what changed, or that it cannot be told', () => {
    expect(said({ comparisons: [before(300, 400)] }).sentences[0]).toMatch(
      /^So với kỳ liền trước \(01\/04\/2026 – 30\/06\/2026\), con số cao hơn 25,00 điểm, nhiều hơn/,
    )
    const none = { ...before(1, 1), shown: hiddenFigure(0, 'no-answers'), difference: null, why: 'no-answers' } as const
    expect(said({ comparisons: [none] }, EN).sentences[0]).toBe(
      'Cannot be compared with the period before (01/04/2026 – 30/06/2026): there were no responses then.',
    )
    expect(said({ comparisons: [none], index: hiddenFigure(2, 'too-few') }).sentences.join()).not.toContain(
      'kỳ liền trước',
    )
  })

  test('names the strongest and the weakest factor, and those that are clearly below', () => {
    const factors = [factor('F1', aShown(396, 400)), factor('F2', aShown(300, 400)), factor('F3', aShown(320, 400))]
    expect(said({ factors }).sentences).toEqual(
      expect.arrayContaining([
        'Theo con số, người dân hài lòng nhất với F1 Yếu tố F1 (99,00 %), ít hài lòng nhất với F2 Yếu tố F2 (75,00 %).',
        'Yếu tố chưa đạt mục tiêu, đủ căn cứ kết luận: F2 Yếu tố F2; F3 Yếu tố F3.',
      ]),
    )
    expect(said({ factors: [factor('F1', aShown(400, 400)), factor('F2', aShown(300, 300))] }, EN).sentences).toEqual(
      expect.arrayContaining([
        'All factors with figures are at 100.00 %.',
        'Of no factor can it be said beyond doubt that it has not met the target.',
      ]),
    )
    const free = [factor('F1', aShown(396, 400, null)), factor('F2', aShown(300, 400, null))]
    expect(said({ factors: free, target: null }).sentences.join()).not.toContain('chưa đạt mục tiêu')
    expect(said({ factors: [factor('F1', aShown(396, 400))] }).sentences.join()).not.toContain('hài lòng nhất')
  })

  test('names what is not published', () => {
    const few = hiddenFigure(3, 'too-few')
    const factors = [
      factor('F1', aShown(396, 400)),
      factor('F2', few),
      {
        ...factor('F3', aShown(396, 400)),
        criteria: [{ code: 'F3.1', wording: { vi: 'Câu' }, shown: few, levels: null }],
      },
    ]
    const months = [
      aMonthRow(100, 100, { month: 678 }),
      aMonthRow(1, 1, { month: 679, shown: few }),
      aMonthRow(1, 1, { month: 680, shown: hiddenFigure(0, 'no-answers') }),
    ]
    const field = { code: 'dat-dai', names: { vi: 'Đất đai', en: 'Land' } }
    const fields = [
      { field, target: aTarget(), shown: few, responses: 3, population: { count: null, why: 'none' } as const },
    ]
    expect(said({ factors, months, fields }).sentences).toEqual(
      expect.arrayContaining([
        'Không công bố số liệu của các yếu tố: Yếu tố F2.',
        'Không công bố số liệu của các tiêu chí: F3.1.',
        'Không công bố số liệu của các tháng: 08/2026.',
        'Các tháng chưa có phiếu nào: 09/2026.',
        'Không công bố số liệu của các lĩnh vực: Đất đai.',
      ]),
    )
    expect(said({ fields }, EN).sentences).toContain('Not published are the figures of the fields: Land.')
  })

  test('tells the response rate and flagged responses', () => {
    const index = aShown(390, 400)
    const known = { count: 2000, why: null } as const
    expect(said({ index, population: known }).sentences).toContain(
      'Tỷ lệ trả lời 20,0 %: 400 phiếu trên 2.000 lượt trả kết quả.',
    )
    expect(said({ index }).sentences).toContain('Chưa biết tỷ lệ trả lời: chưa nhập số lượt giao dịch của kỳ này.')
    const flagged = (n: number, without: ShownFigure) => said({ index, flagged: { n, without } }).sentences
    expect(flagged(0, index)).toContain('Không có phiếu nào bị đánh dấu cần xem xét.')
    expect(flagged(20, aShown(371, 380))).toContain('Nếu không tính 20 phiếu cần xem xét, con số là 97,63 %.')
    expect(flagged(3, hiddenFigure(397, 'by-subtraction'))).toContain(
      'Có 3 phiếu cần xem xét; con số khi không tính các phiếu này không được công bố.',
    )
  })

  test('says what other questions were asked', () => {
    const { series } = aDashboard()
    const { sentences } = said({ others: [{ series, responses: 12 }], breakAt: 679 })
    expect(sentences).toEqual(
      expect.arrayContaining([
        'Từ tháng 08/2026 dùng bộ câu hỏi này thay cho bộ trước; báo cáo chỉ tính phiếu của bộ câu hỏi này.',
        'Trong kỳ còn 12 phiếu của bộ câu hỏi khác (Phiếu tại quầy), không tính vào báo cáo này.',
      ]),
    )
  })
})

describe('a report that compares', () => {
  const said = (units: Readonly<Record<string, DescribedUnit>>, language = VI) =>
    comparisonFindings(aComparisonDraft(units), language)
  const GOOD = { now: [990, 1000] } as const
  const FAIR = { now: [942, 1000] } as const
  const BAD = { now: [700, 1000] } as const
  const FEW = { now: [3, 3] } as const

  test('counts who met the target beyond doubt, who did not, and of whom it cannot be told', () => {
    const { verdict } = said({ a: GOOD, b: GOOD, c: FAIR, d: BAD, e: FEW })
    expect(verdict.sentence).toBe(
      'Đạt mục tiêu, đủ căn cứ kết luận: 2 đơn vị. Chưa đạt, đủ căn cứ kết luận: 1 đơn vị. Chưa đủ căn cứ kết luận: 1 đơn vị.',
    )
    expect(verdict.why).toBe('So sánh 5 đơn vị, trong đó 4 đơn vị có số liệu công bố.')
  })

  test('names who is clearly below, who only seems so, and who has no target', () => {
    const { sentences } = said({ a: GOOD, b: FAIR, c: BAD, d: { ...GOOD, hasTarget: false } }, EN)
    expect(sentences).toEqual(
      expect.arrayContaining([
        'Clearly below the target, which chance does not explain: Commune c (70.00 %).',
        'Below the target by number, which may be chance: Commune b (94.20 %).',
        'Without a target: Commune d (99.00 %).',
      ]),
    )
    expect(said({ a: GOOD, b: GOOD }).sentences).toContain('Không đơn vị nào thấp hơn mục tiêu một cách rõ rệt.')
    const free = said({ a: { ...GOOD, hasTarget: false }, b: { ...BAD, hasTarget: false } })
    expect(free.verdict.sentence).toBe('Chưa đặt mục tiêu, nên không có kết luận đạt hay chưa đạt.')
    expect(free.sentences.join()).not.toContain('mục tiêu')
  })

  test('says into which groups the data part the units, and whom they cannot rank', () => {
    const { sentences } = said({ a: GOOD, b: BAD, c: { now: [27, 30] } })
    expect(sentences).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Dữ liệu chia các đơn vị thành 2 nhóm tương đương\./),
        'Nhóm 1, không có đơn vị nào hơn rõ rệt: Xã a (99,00 %); Xã c (90,00 %).',
      ]),
    )
    const wide = said({ a: { now: [980, 1000] }, b: { now: [940, 1000] }, c: { now: [38, 40] } }, EN)
    expect(wide.sentences).toContain(
      'The data do not tell the rank, anything from 1 to 3 is possible: Commune c (95.00 %).',
    )
    expect(said({ a: GOOD, b: GOOD }).sentences).toContain(
      'Không đơn vị nào hơn kém đơn vị khác một cách rõ rệt: thứ hạng giữa các đơn vị có thể chỉ do ngẫu nhiên.',
    )
    expect(said({ a: GOOD, b: FEW }).sentences.join()).not.toMatch(/nhóm|thứ hạng giữa/)
  })

  test('names who changed, which chance does not explain', () => {
    const { sentences } = said({
      a: { ...GOOD, former: [800, 1000] },
      b: { ...BAD, former: [900, 1000] },
      c: { ...FAIR, former: [940, 1000] },
      d: { ...FAIR, former: [3, 3] },
    })
    expect(sentences).toEqual(
      expect.arrayContaining([
        'Tăng rõ rệt so với kỳ trước: Xã a (99,00 %).',
        'Giảm rõ rệt so với kỳ trước: Xã b (70,00 %).',
      ]),
    )
    expect(said({ a: { ...FAIR, former: [940, 1000] }, b: GOOD }).sentences).toContain(
      'So với kỳ trước, không đơn vị nào tăng hay giảm rõ rệt.',
    )
    expect(said({ a: GOOD, b: GOOD }, EN).sentences).toContain('No unit can be held against the former period.')
  })

  test('names who is suppressed and who is silent, without any figure', () => {
    const { sentences } = said({ a: GOOD, b: FEW, c: { now: [0, 0] } })
    expect(sentences).toEqual(
      expect.arrayContaining(['Không công bố và không xếp hạng: Xã b.', 'Chưa có phiếu nào: Xã c.']),
    )
    const none = said({ b: FEW, c: FEW })
    expect(none.verdict).toMatchObject({
      kind: 'hidden',
      sentence: 'Không đơn vị nào có số liệu công bố, nên không so sánh được.',
    })
  })

  test('tells of how many units the response rate is known, and where responses are flagged', () => {
    const { sentences } = said({ a: { ...GOOD, transactions: 5000, flagged: 7 }, b: { ...GOOD, flagged: 1 }, c: GOOD })
    expect(sentences).toEqual(
      expect.arrayContaining([
        'Số đơn vị biết tỷ lệ trả lời: 1 trong 3; tỷ lệ ghi ở bảng.',
        'Có 8 phiếu cần xem xét, tại 2 đơn vị; con số khi không tính các phiếu này ghi ở bảng.',
      ]),
    )
  })

  test('counts those that a sentence has no room for', () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`u${i}`, BAD]))
    expect(said({ ...many, z: GOOD }, EN).sentences[0]).toMatch(
      /^Clearly below the target.*; Commune u7 \(70\.00 %\) and 4 others in the table\.$/,
    )
    const nine = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`u${i}`, BAD]))
    expect(said({ ...nine, z: GOOD }, EN).sentences[0]).toMatch(/Commune u8 \(70\.00 %\)\.$/)
  })
})

test('a report says what it is about and its period in words', () => {
  expect(reportAbout(anAgencyDraft(), VI)).toBe('Xã my-loc')
  const about = { code: 'tinh', names: { vi: 'Tỉnh Hải An', en: 'Hai An' } }
  const field = { code: 'dat-dai', names: { vi: 'Đất đai', en: 'Land' } }
  expect(reportAbout(aComparisonDraft({}), VI)).toBe('So sánh các xã, phường, đặc khu trong toàn tỉnh')
  expect(reportAbout(aComparisonDraft({}, { about }), EN)).toBe('Comparison of communes of Hai An')
  expect(reportAbout(aComparisonDraft({}, { field }), EN)).toBe(
    'Comparison of communes in the whole province, field Land',
  )
  expect(reportAbout(aComparisonDraft({}, { about, field, level: 'office' }), VI)).toBe(
    'So sánh các phòng, chi nhánh thuộc Tỉnh Hải An, lĩnh vực Đất đai',
  )
  expect(['2026-09', '2026-Q3', '2026', 'x'].map((period) => reportPeriodWord(period, VI))).toEqual([
    'tháng 09/2026',
    'quý 3/2026',
    'năm 2026',
    'x',
  ])
})
