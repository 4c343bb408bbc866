import { expect, test } from '@jest/globals'
import { seriesAmong, seriesNamed } from '../../server/domain/series.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'

const first = aQuestionnaire()
const second = aQuestionnaire({ version: 2, comparableWith: 1 })
const broken = aQuestionnaire({ version: 3, comparableWith: null })
const continued = aQuestionnaire({ version: 4, comparableWith: 3 })
const other = aQuestionnaire({ key: 'online' })

test('versions that continue one another form one series, a marked break starts another', () => {
  const series = seriesAmong([continued, other, second, broken, first])
  expect(series.map(({ name, versions }) => [name, [...versions]])).toEqual([
    ['counter', ['counter/3', 'counter/4']],
    ['counter/2', ['counter/1', 'counter/2']],
    ['online', ['online/1']],
  ])
  expect(series[0]?.latest).toBe(continued)
})

test('a version that asks other criteria starts a series even where it is marked as comparable', () => {
  const fewer = aQuestionnaire({ version: 2, comparableWith: 1, questions: first.questions.slice(1) })
  expect(seriesAmong([first, fewer]).map(({ name }) => name)).toEqual(['counter', 'counter/1'])
})

test('a series is found by its name or by the id of any of its versions', () => {
  const series = seriesAmong([first, second, broken, continued])
  expect(seriesNamed(series, 'counter')?.latest).toBe(continued)
  expect(seriesNamed(series, 'counter/3')?.latest).toBe(continued)
  expect(seriesNamed(series, 'counter/1')?.latest).toBe(second)
  expect(seriesNamed(series, 'counter/5')).toBeNull()
})
