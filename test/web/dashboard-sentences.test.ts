import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { difference } from '../../scoring/difference.ts'
import { figureOf } from '../../scoring/figure-of.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { firstDay } from '../../server/domain/calendar.ts'
import type { Comparison, CutTable, FactorRow, FieldRow, PointRow } from '../../server/services/agency-dashboard.ts'
import type { Population } from '../../server/services/known-transactions.ts'
import { loadLanguages } from '../../server/web/language.ts'
import { comparisonSection, comparisonSentence } from '../../server/web/pages/comparison-section.ts'
import { cutSection, profileSection } from '../../server/web/pages/cut-sections.ts'
import { openedWord } from '../../server/web/pages/dashboard-words.ts'
import { monthSection } from '../../server/web/pages/month-section.ts'
import { fieldSection, pointSection } from '../../server/web/pages/place-sections.ts'
import { prioritySection } from '../../server/web/pages/priority-section.ts'
import { factorSection } from '../../server/web/pages/question-sections.ts'
import { responseRate } from '../../server/web/pages/response-rate.ts'
import { anAgency } from '../fixtures/agency.ts'
import { aDashboard, aMonthRow, anAgencyQuery, aShown } from '../fixtures/dashboard.ts'
import { aTarget } from '../fixtures/target.ts'

const languages = loadLanguages(join(import.meta.dirname, '../../views/messages'))
const VI = languages.get('vi')
const QUERY = anAgencyQuery()
const NONE: Population = { count: null, why: 'none' }

/** So many satisfied of so many answers now, and before. */
function compared(now: readonly [number, number], then: readonly [number, number]): Comparison {
  const [a, b] = [now, then].map(([satisfied, given]) => figureOf(singleEstimate(satisfied, given)))
  if (!a || !b) throw new Error('two figures are compared')
  const period = { from: firstDay(679), to: firstDay(681) }
  return { with: 'former', period, shown: aShown(then[0], then[1], null), difference: difference(a, b), why: null }
}

describe('an index against an earlier one', () => {
  const DAYS = 'So với kỳ liền trước (01/08/2026 – 30/09/2026)'
  test.each([
    [
      [950, 1000],
      [900, 1000],
      `${DAYS}, con số cao hơn 5,00 điểm, nhiều hơn mức ngẫu nhiên có thể gây ra (khoảng tin cậy 95 %: +2,59 đến +7,44).`,
    ],
    [
      [900, 1000],
      [950, 1000],
      `${DAYS}, con số thấp hơn 5,00 điểm, nhiều hơn mức ngẫu nhiên có thể gây ra (khoảng tin cậy 95 %: −7,44 đến −2,59).`,
    ],
    [
      [95, 100],
      [90, 100],
      `${DAYS}, con số cao hơn 5,00 điểm, nhưng chưa đủ căn cứ nói là tăng thật (khoảng tin cậy 95 %: −3,66 đến +13,79).`,
    ],
    [
      [90, 100],
      [95, 100],
      `${DAYS}, con số thấp hơn 5,00 điểm, nhưng chưa đủ căn cứ nói là giảm thật (khoảng tin cậy 95 %: −13,79 đến +3,66).`,
    ],
    [
      [950, 1000],
      [95, 100],
      `${DAYS}, con số bằng nhau; nếu có thay đổi thật thì chỉ trong khoảng −4,56 đến +6,47 điểm.`,
    ],
    [
      [95_004, 100_000],
      [95_000, 100_000],
      `${DAYS}, con số cao hơn chưa tới 0,01 điểm, chưa đủ căn cứ nói là tăng thật (khoảng tin cậy 95 %: −0,19 đến +0,20).`,
    ],
    [
      [95_000, 100_000],
      [95_004, 100_000],
      `${DAYS}, con số thấp hơn chưa tới 0,01 điểm, chưa đủ căn cứ nói là giảm thật (khoảng tin cậy 95 %: −0,20 đến +0,19).`,
    ],
    [
      [95_005, 100_000],
      [95_000, 100_000],
      `${DAYS}, con số cao hơn 0,01 điểm, nhưng chưa đủ căn cứ nói là tăng thật (khoảng tin cậy 95 %: −0,19 đến +0,20).`,
    ],
    [
      [950_040_000, 1_000_000_000],
      [950_000_000, 1_000_000_000],
      `${DAYS}, con số cao hơn chưa tới 0,01 điểm, nhưng vẫn nhiều hơn mức ngẫu nhiên có thể gây ra (khoảng tin cậy 95 %: 0,00 đến +0,01).`,
    ],
    [
      [950_000_000, 1_000_000_000],
      [950_040_000, 1_000_000_000],
      `${DAYS}, con số thấp hơn chưa tới 0,01 điểm, nhưng vẫn nhiều hơn mức ngẫu nhiên có thể gây ra (khoảng tin cậy 95 %: −0,01 đến 0,00).`,
    ],
  ] as const)('%j against %j', (now, then, sentence) => {
    expect(comparisonSentence(compared(now, then), VI)).toBe(sentence)
  })

  test('is no more than chance where its interval touches zero, and is where it does not', () => {
    const words = (now: number): string | undefined =>
      comparisonSection(aDashboard({ comparisons: [compared([now, 1000], [900, 1000])] }), QUERY, VI)?.rows[0]?.word
    const changes = Array.from({ length: 60 }, (_, i) => words(900 + i))
    const first = changes.indexOf('tăng thật')
    expect([changes[first - 1], new Set(changes.slice(first))]).toEqual(['chưa đủ căn cứ', new Set(['tăng thật'])])
    const [before, at] = [899 + first, 900 + first].map(
      (now) => compared([now, 1000], [900, 1000]).difference?.lower ?? 0,
    )
    expect([(before ?? 1) <= 0, (at ?? 0) > 0]).toEqual([true, true])
  })

  test.each([
    ['break', 'Không so với cùng kỳ năm trước (01/08/2026 – 30/09/2026): khi đó dùng bộ câu hỏi khác.'],
    ['hidden', 'Không so được với cùng kỳ năm trước (01/08/2026 – 30/09/2026): số liệu khi đó không công bố.'],
    ['no-answers', 'Không so được với cùng kỳ năm trước (01/08/2026 – 30/09/2026): khi đó chưa có phiếu nào.'],
    ['unknown', 'Không so được với cùng kỳ năm trước (01/08/2026 – 30/09/2026): không ước lượng được mức ngẫu nhiên.'],
  ] as const)('that cannot be compared says why: %s', (why, sentence) => {
    const one = { ...compared([90, 100], [90, 100]), with: 'year-before', difference: null, why } as const
    expect(comparisonSentence(one, VI)).toBe(sentence)
  })
})

describe('the response rate', () => {
  const rate = (population: Population, over: Parameters<typeof aDashboard>[0] = {}) =>
    responseRate(aDashboard({ population, ...over }), VI)

  test.each([
    [{ count: 4000, why: null }, 'Tỷ lệ trả lời 10,0 %: 400 phiếu trên 4.000 lượt trả kết quả.'],
    [{ count: 400, why: null }, 'Tỷ lệ trả lời 100,0 %: 400 phiếu trên 400 lượt trả kết quả.'],
    [
      { count: 399, why: 'more-responses' },
      'Số phiếu (400) nhiều hơn số lượt giao dịch (399), nên không tính tỷ lệ trả lời. Xin kiểm tra: số lượt giao dịch nhập thiếu, mã QR gắn nhầm quầy, hay có phiếu không do người dân gửi.',
    ],
    [NONE, 'Chưa biết tỷ lệ trả lời: chưa nhập số lượt giao dịch của kỳ này.'],
    [{ count: null, why: 'not-whole-months' }, 'Tỷ lệ trả lời chỉ tính được cho kỳ gồm các tháng trọn vẹn.'],
    [
      { count: null, why: 'narrowed' },
      'Không biết tỷ lệ trả lời của nhóm phiếu này: lượt giao dịch chỉ được đếm theo điểm giao dịch và lĩnh vực.',
    ],
    [
      { count: null, why: 'months-missing', months: [681, 682] },
      'Chưa tính được tỷ lệ trả lời: có tháng có phiếu nhưng thiếu số lượt giao dịch (10/2026, 11/2026).',
    ],
    [
      { count: null, why: 'months-missing', months: [679, 680, 681, 682] },
      'Chưa tính được tỷ lệ trả lời: 4 tháng có phiếu nhưng thiếu số lượt giao dịch của một cơ quan nào đó.',
    ],
  ] as const)('%j', (population, sentence) => {
    expect(rate(population)?.sentence).toBe(sentence)
  })

  test('tells what the silent could change, and of which step it is', () => {
    const known = { count: 4000, why: null } as const
    expect(rate(known, { silent: { lower: 9.5, upper: 99.5 } })?.silent).toBe(
      'Nếu mọi người không trả lời đều không hài lòng, con số sẽ là 9,50 %; nếu họ đều hài lòng, con số sẽ là 99,50 %.',
    )
    expect(rate(known)?.silent).toBeNull()
    expect(rate(known, { step: 'submission' })?.sentence).toContain('lượt nộp hồ sơ')
  })

  test('is not spoken of where nobody answered', () => {
    expect(rate(NONE, { responses: 0 })).toBeNull()
  })
})

describe('what a criterion would bring', () => {
  const priority = (criterion: string, gain: number) => {
    const wording = { vi: `câu ${criterion}` }
    const interval = { lower: gain / 2, upper: gain * 2 }
    return { criterion, factor: 'F1', gain, interval, withoutInterval: null, wording }
  }
  const finding = (...gains: number[]): string | undefined =>
    prioritySection(aDashboard({ priorities: gains.map((gain, i) => priority(`F${i + 1}.1`, gain)) }), VI)?.finding

  test('is said of the one that brings most', () => {
    expect(finding(1.4, 0.2)).toBe(
      'Nếu giảm một nửa số câu trả lời chưa hài lòng ở F1.1 câu F1.1, chỉ số sẽ tăng 1,40 điểm.',
    )
    expect(finding(0.01, 0)).toContain('chỉ số sẽ tăng 0,01 điểm.')
    expect(finding(0.0099, 0)).toContain('chỉ số sẽ tăng chưa tới 0,01 điểm; các tiêu chí khác còn ít hơn.')
  })

  test('is not said where nothing can be brought, or where there is nothing to choose from', () => {
    expect([finding(0, 0), finding(1.4), finding()]).toEqual([undefined, undefined, undefined])
  })

  test('says that it serves as an order only where another method makes the index', () => {
    const priorities = [priority('F1.1', 1), priority('F2.1', 1)]
    expect(prioritySection(aDashboard({ priorities }), VI)?.note).not.toContain('index.pooled')
    expect(prioritySection(aDashboard({ priorities, method: 'index.mean-factors' }), VI)?.note).toContain(
      'index.pooled',
    )
  })
})

describe('the finding', () => {
  const factor = (code: string, satisfied: number, given: number): FactorRow => {
    const criteria = [{ code: `${code}.1`, wording: { vi: '' }, shown: aShown(satisfied, given), levels: null }]
    return { code, names: { vi: `Yếu tố ${code}` }, shown: aShown(satisfied, given), criteria }
  }
  test.each([
    [93_000, '95', 'Thấp nhất là F1 Yếu tố F1: 93,00 %, dưới mục tiêu 2,00 điểm'],
    [94_990, '95', 'Thấp nhất là F1 Yếu tố F1: 94,99 %, dưới mục tiêu 0,01 điểm'],
    [94_995, '95', 'Thấp nhất là F1 Yếu tố F1: 95,00 %, dưới mục tiêu chưa tới 0,01 điểm'],
    [95_000, '95', 'Mọi yếu tố đều từ mục tiêu trở lên; thấp nhất là F1 Yếu tố F1: 95,00 %'],
    [95_000, null, 'Thấp nhất là F1 Yếu tố F1: 95,00 %'],
  ])('of factors: %d of 100,000 against %s', (satisfied, threshold, sentence) => {
    const target = threshold === null ? null : aTarget({ threshold })
    const factors = [factor('F1', satisfied, 100_000), factor('F2', 99_000, 100_000)]
    expect(factorSection(aDashboard({ factors, target }), VI).finding).toBe(sentence)
  })

  test.each([
    [
      [aMonthRow(94_999, 100_000), aMonthRow(96, 100, { month: 682 })],
      '1 trong 2 tháng có số liệu nằm dưới mục tiêu; thấp nhất là tháng 10/2026: 95,00 %',
    ],
    [
      [aMonthRow(95_000, 100_000), aMonthRow(99, 100, { month: 682 })],
      'Mọi tháng có số liệu đều từ mục tiêu trở lên; thấp nhất là tháng 10/2026: 95,00 %',
    ],
    [
      [aMonthRow(95, 100, { target: null }), aMonthRow(0, 0, { month: 682, target: null })],
      'Thấp nhất là tháng 10/2026: 95,00 %',
    ],
    [[aMonthRow(0, 0)], null],
  ])('of months', (months, sentence) => {
    expect(monthSection(aDashboard({ months }), QUERY, VI).finding).toBe(sentence)
  })

  test('of months tells in a row what changed besides the answers', () => {
    const months = [
      aMonthRow(95, 100),
      aMonthRow(95, 100, {
        month: 682,
        target: aTarget({ threshold: '97.5' }),
        events: [
          { kind: 'break' },
          { kind: 'target', from: null },
          { kind: 'target', from: aTarget() },
          { kind: 'merger', agencies: [anAgency('my-phuc'), anAgency('tan-an')] },
        ],
      }),
    ]
    const { rows } = monthSection(aDashboard({ months }), QUERY, VI)
    expect(rows.map(({ events }) => events.map(({ words }) => words))).toEqual([
      [],
      [
        'thay đổi bộ câu hỏi, không so sánh liên tục',
        'mục tiêu đổi từ chưa đặt thành 97,5 %',
        'mục tiêu đổi từ 95 % thành 97,5 %',
        'sáp nhập: Xã my-phuc, Xã tan-an',
      ],
    ])
  })

  test('of points counts the silent ones', () => {
    const point = (id: string, given: number): PointRow => ({
      point: { id, names: { vi: id } },
      agency: anAgency('my-loc'),
      codes: [],
      shown: aShown(given, given),
      responses: given,
      population: NONE,
    })
    const finding = (...given: number[]) =>
      pointSection(aDashboard({ points: given.map((n, i) => point(`p${i}`, n)) }), QUERY, VI).finding
    expect(finding(10, 0, 1)).toBe('1 trong 3 điểm giao dịch chưa có phiếu nào trong kỳ')
    expect(finding(10, 1)).toBe('Mọi điểm giao dịch đều đã có phiếu trong kỳ')
    expect(finding()).toBeNull()
  })

  test('of fields and of cuts names the lowest that is shown, and no one who did not say', () => {
    const field = (code: string, satisfied: number): FieldRow => ({
      field: { code, names: { vi: code } },
      target: null,
      shown: aShown(satisfied, 100, null),
      responses: 100,
      population: NONE,
    })
    expect(fieldSection(aDashboard({ fields: [field('a', 96), field('b', 94)] }), QUERY, VI).finding).toBe(
      'Thấp nhất là b: 94,00 %',
    )
    const cut = (rows: readonly (readonly [string, number, number])[]): CutTable => ({
      cut: 'fact-visits',
      question: { vi: 'Mấy lần' },
      rows: rows.map(([value, satisfied, given]) => ({
        value,
        names: value === '' ? null : { vi: `${value} lần` },
        shown: aShown(satisfied, given, null),
      })),
    })
    const found = (...rows: (readonly [string, number, number])[]) =>
      cutSection(aDashboard({ cuts: [cut(rows)] }), QUERY, VI)?.tables[0]?.finding
    expect(found(['1', 96, 100], ['2', 94, 100], ['', 50, 100])).toBe('Thấp nhất là 2 lần: 94,00 %')
    expect(found(['1', 96, 100], ['2', 3, 3])).toBeNull()
    expect(found(['1', 96, 100])).toBeUndefined()
  })

  test('of a profile says how few are not shown', () => {
    const rows = [{ value: 'f', names: { vi: 'Nữ' }, shown: aShown(96, 100, null) }]
    const profile = [{ cut: 'profile-gender' as const, question: { vi: 'Giới tính' }, rows }]
    const note = (least: number) => profileSection(aDashboard({ profile, least }), QUERY, VI)?.note
    expect(note(5)).toContain('dưới 10 phiếu')
    expect(note(12)).toContain('dưới 12 phiếu')
    expect(profileSection(aDashboard(), QUERY, VI)).toBeNull()
  })
})

test.each([
  [{ cut: 'hour', value: '0-7' }, 'Giờ gửi phiếu: trước 7:00', 'Hour of the day: before 7:00'],
  [{ cut: 'hour', value: '7-9' }, 'Giờ gửi phiếu: 7:00 – 9:00', 'Hour of the day: 7:00 – 9:00'],
  [{ cut: 'hour', value: '17-24' }, 'Giờ gửi phiếu: từ 17:00', 'Hour of the day: from 17:00'],
  [{ cut: 'language', value: 'km' }, 'Ngôn ngữ của phiếu: Tiếng Khmer', 'Language of the form: Khmer'],
  [{ cut: 'channel', value: 'kiosk' }, 'Kênh trả lời: Máy tính bảng tại quầy', 'Channel: Tablet at the counter'],
] as const)('%j is named in each language', (row, vi, en) => {
  const opened = { ...row, names: null, question: null }
  expect([openedWord(opened, VI), openedWord(opened, languages.get('en'))]).toEqual([vi, en])
})

test('every sentence is whole in every language', () => {
  for (const language of languages.all) {
    const sentences = [
      ...(
        [
          [950, 900],
          [900, 950],
          [95, 90],
          [90, 95],
          [95, 95],
        ] as const
      ).map(([now, then]) =>
        comparisonSentence(compared([now, now > 100 ? 1000 : 100], [then, then > 100 ? 1000 : 100]), language),
      ),
      responseRate(aDashboard({ population: { count: 4000, why: null }, silent: { lower: 1, upper: 99 } }), language)
        ?.silent,
      responseRate(aDashboard({ population: { count: 3, why: 'more-responses' } }), language)?.sentence,
    ]
    for (const sentence of sentences) {
      expect(sentence).toMatch(/\S.*\.$/)
      expect(sentence).not.toMatch(/\{\{|null|NaN|undefined/)
    }
  }
})
