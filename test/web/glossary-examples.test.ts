import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { parseDecimal } from '../../scoring/fraction.ts'
import type { AgencyDashboard } from '../../server/services/agency-dashboard.ts'
import { hiddenFigure, shownFigure } from '../../server/services/shown-figure.ts'
import { localDay } from '../../server/domain/calendar.ts'
import { namedPeriod } from '../../server/domain/period.ts'
import { loadLanguages } from '../../server/web/language.ts'
import { ownExample } from '../../server/web/pages/glossary-examples.ts'
import { GLOSSARY, type GlossaryTerm } from '../../server/web/pages/glossary-terms.ts'
import type { Platform } from '../fixtures/platform.ts'
import { openPublicPlatform } from '../fixtures/public-platform.ts'
import { aShare } from '../fixtures/share.ts'
import { ROOT } from '../fixtures/source-file.ts'
import { ADMINISTRATOR } from '../fixtures/staff-browser.ts'

const vietnamese = loadLanguages(join(ROOT, 'views/messages')).get('vi')
let platform: Platform
let dashboard: AgencyDashboard
beforeAll(async () => {
  platform = await openPublicPlatform()
  const viewer = { id: '1', name: 'qt', displayName: 'QT', grants: ADMINISTRATOR, mayReadComments: false }
  dashboard = await platform.services.dashboard.ofAgency(viewer, 'so-y-te', {
    period: namedPeriod('twelve-months', localDay(platform.now(), platform.config.timeZone)),
    view: 'as-it-is',
    questionnaire: null,
    step: 'return',
    filter: [],
  })
})
afterAll(async () => {
  await platform.close()
})

const example = (term: GlossaryTerm, over: Partial<AgencyDashboard> = {}): string | null =>
  ownExample(term, { ...dashboard, ...over }, vietnamese)
const share = (satisfied: number, given: number) => ({
  index: shownFigure(aShare(satisfied, given), { target: parseDecimal('95'), least: 5 }),
})

describe('an example from an agency’s own figures', () => {
  test('of a verdict is given where the verdict is that one, and nowhere else', () => {
    const given = (satisfied: number, of: number): readonly boolean[] =>
      (['dat', 'chua-dat', 'chua-du-can-cu'] as const).map((term) => example(term, share(satisfied, of)) !== null)
    expect(given(400, 400)).toEqual([true, false, false])
    expect(given(800, 1000)).toEqual([false, true, false])
    expect(given(94, 100)).toEqual([false, false, true])
  })

  test('of what cannot be told says how many more responses are needed, or that more would not help', () => {
    expect(example('chua-du-can-cu', share(374, 385))).toContain('Cần thêm khoảng 17 phiếu')
    expect(example('chua-du-can-cu', share(95, 100))).toContain('có thêm phiếu cũng khó kết luận')
  })

  test('of what is hidden says why', () => {
    expect(example('khong-cong-bo', share(94, 100))).toContain('100 phiếu nên được công bố')
    expect(example('khong-cong-bo', { index: hiddenFigure(4, 'too-few') })).toContain('mới có 4 phiếu')
    expect(example('khong-cong-bo', { index: hiddenFigure(6, 'too-wide') })).toContain('quá rộng')
    expect(example('khong-cong-bo', { index: hiddenFigure(60, 'by-subtraction') })).toContain('nơi bên cạnh')
    expect(example('khong-cong-bo', { index: hiddenFigure(0, 'no-answers') })).toBeNull()
  })

  test('of flagged responses tells with and without, none, or that it is not shown', () => {
    expect(example('can-xem-xet')).toContain('40 phiếu cần xem xét')
    expect(example('can-xem-xet', { flagged: { n: 0, without: dashboard.index } })).toContain('không có phiếu nào')
    const few = { n: 3, without: hiddenFigure(437, 'by-subtraction') }
    expect(example('can-xem-xet', { flagged: few })).toContain('không được công bố')
  })

  test('of a rate is given where transactions are known', () => {
    expect(example('ty-le-tra-loi')).toBeNull()
    expect(example('ty-le-tra-loi', { population: { count: 880, why: null } })).toContain('50,0 %')
    expect(example('ty-le-tra-loi', { population: { count: 0, why: 'more-responses' } })).toBeNull()
    expect(example('nguoi-khong-tra-loi')).toBeNull()
    expect(example('nguoi-khong-tra-loi', { silent: { lower: 45, upper: 95 } })).toContain('45,00 % và 95,00 %')
  })

  test('holds no figure of the index where that is hidden', () => {
    const hidden = { index: hiddenFigure(4, 'too-few'), factors: [] }
    const terms: readonly GlossaryTerm[] = GLOSSARY.flatMap((group): readonly GlossaryTerm[] => group.terms)
    const examples = terms.filter((term) => term !== 'muc-tieu').map((term) => example(term, hidden) ?? '')
    expect(examples.filter((text) => /\d,\d\d %/.test(text))).toEqual([])
  })
})
