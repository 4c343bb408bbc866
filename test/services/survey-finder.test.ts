import { describe, expect, test } from '@jest/globals'
import type { Survey } from '../../server/services/known-surveys.ts'
import { SurveyFinder } from '../../server/services/survey-finder.ts'
import { anAgency } from '../fixtures/agency.ts'
import { aField } from '../fixtures/procedure-field.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

function aSurvey(agency: string, point: string, field = 'Đất đai'): Survey {
  return {
    code: aPublicCode(`${agency}${point}`, 'p'),
    agency: anAgency('a', { names: { vi: agency } }),
    point: aServicePoint('p', 'a', { names: { vi: point, en: `Room of ${point}` } }),
    field: aField('f', { names: { vi: field } }),
    questionnaire: aQuestionnaire(),
    questions: [],
  }
}

const communes = ['Tân Phú', 'Tân Phước', 'Mỹ Lộc', 'Đồng Tâm', 'Bình Chánh'].map((name) =>
  aSurvey(`Ủy ban nhân dân xã ${name}`, 'Bộ phận Một cửa'),
)
const office = aSurvey('Văn phòng Đăng ký đất đai', 'Quầy số 3')
const finder = new SurveyFinder([...communes, office])

function found(text: string, limit = 10): string[] {
  return finder.find(text, limit, () => true).map(({ agency }) => agency.names.vi.replace('Ủy ban nhân dân xã ', ''))
}

describe('finding by name', () => {
  test('needs no diacritics, no capitals and no order', () => {
    expect(found('dong tam')[0]).toBe('Đồng Tâm')
    expect(found('ĐỒNG TÂM')[0]).toBe('Đồng Tâm')
    expect(found('mot cua, xa my loc')[0]).toBe('Mỹ Lộc')
    expect(found('quay so 3 dang ky dat dai')[0]).toBe('Văn phòng Đăng ký đất đai')
  })

  test('forgives a slip, and puts the nearest first', () => {
    expect(found('tan phuu')[0]).toBe('Tân Phú')
    expect(found('binh chan')[0]).toBe('Bình Chánh')
    expect(found('tan phu').slice(0, 2)).toEqual(['Tân Phú', 'Tân Phước'])
  })

  test('weighs the words that tell: what all names share decides nothing', () => {
    expect(found('uy ban nhan dan xa dong tam')[0]).toBe('Đồng Tâm')
  })

  test('finds by field and by any language of the names', () => {
    expect(found('room of quay so 3')[0]).toBe('Văn phòng Đăng ký đất đai')
    expect(found('dat dai')).toHaveLength(6)
  })

  test('finds nothing for what is like no name, and nothing for nothing', () => {
    for (const text of ['', '   ', '!!!', 'zzzz', 'xyz qwerty', '日本']) expect(found(text)).toEqual([])
  })

  test('gives no more than asked for, and only what is accepted', () => {
    expect(found('uy ban nhan dan', 2)).toHaveLength(2)
    expect(finder.find('tan phu', 10, (survey) => survey !== communes[0])[0]).toBe(communes[1])
  })

  test('is empty over an empty directory', () => {
    expect(new SurveyFinder([]).find('a', 10, () => true)).toEqual([])
  })
})
