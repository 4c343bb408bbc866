import { describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { criteriaOf, factsOf, type Questionnaire } from '../../server/domain/questionnaire.ts'
import type { Words } from '../../server/domain/words.ts'
import { ROOT } from '../fixtures/source-file.ts'

const FOLDER = join(ROOT, 'server/catalogue/questionnaires')
const questionnaires = readdirSync(FOLDER).map((file) => {
  const questionnaire = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Questionnaire
  return [file, questionnaire] as const
})
const full = questionnaires.find(([file]) => file === 'full-1.json')?.[1]
if (!full) throw new Error('no full form')

/** Every text that a respondent reads. */
function wordsOf({ factors, questions, profile = [] }: Questionnaire): readonly Words[] {
  const options = [...questions, ...profile].flatMap((one) => ('options' in one ? one.options : []))
  return [
    ...factors.map(({ names }) => names),
    ...questions.flatMap(({ wording, hint }) => (hint ? [wording, hint] : [wording])),
    ...profile.map(({ wording }) => wording),
    ...options.map(({ label }) => label),
  ]
}

describe.each(questionnaires)('%s', (file, questionnaire) => {
  test('is named after its instrument and version', () => {
    expect(file).toBe(`${questionnaire.key}-${questionnaire.version}.json`)
  })

  test('says everything in Vietnamese and English, letters as Unicode composes them', () => {
    for (const words of wordsOf(questionnaire)) {
      expect(Object.keys(words).sort()).toEqual(['en', 'vi'])
      for (const text of Object.values(words)) expect([text, text.trim()]).toEqual([text.normalize('NFC'), text])
    }
  })

  test('has codes and options that are found once, criteria of known factors, and few enough options for one sign', () => {
    const { questions, profile = [], factors } = questionnaire
    const codes = [...questions, ...profile].map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { factor } of criteriaOf(questionnaire)) expect(factors.map(({ code }) => code)).toContain(factor)
    for (const { options } of [...factsOf(questionnaire), ...profile]) {
      expect(new Set(options.map(({ value }) => value)).size).toBe(options.length)
      expect(options.length).toBeLessThanOrEqual(36)
    }
  })

  test('depends only on answers that come before, and what may be skipped may be not applicable', () => {
    const { questions } = questionnaire
    for (const [i, question] of questions.entries()) {
      if (!question.askedWhen) continue
      const earlier = questions.slice(0, i).find(({ code }) => code === question.askedWhen?.question)
      const options = earlier?.kind === 'choice' ? earlier.options.map(({ value }) => value) : []
      expect(options).toEqual(expect.arrayContaining([...question.askedWhen.is]))
      expect(question.kind === 'scale' && question.notApplicable).toBe(true)
    }
  })

  test('asks for the result at the return step alone', () => {
    const early = questionnaire.questions.filter(({ steps }) => steps.includes('submission'))
    expect(early.filter((one) => one.kind === 'scale' && one.factor === 'F4')).toEqual([])
    const atReturn = criteriaOf(questionnaire).filter(({ steps }) => steps.includes('return'))
    expect(new Set(atReturn.map(({ factor }) => factor)).size).toBe(5)
  })
})

describe('the full form', () => {
  test('has the nineteen criteria of the service part, by factor', () => {
    const byFactor = Map.groupBy(criteriaOf(full), ({ factor }) => factor)
    expect([...byFactor].map(([factor, criteria]) => [factor, criteria.length])).toEqual([
      ['F1', 4],
      ['F2', 4],
      ['F3', 5],
      ['F4', 3],
      ['F5', 3],
    ])
  })

  test('tells of each question about the result that a refusal is one too', () => {
    const page = criteriaOf(full).filter(({ factor }) => factor === 'F4')
    for (const { hint } of page) expect(hint?.vi).toMatch(/từ chối/)
  })

  test('may be left without an answer in every fact but whether one complained', () => {
    expect(factsOf(full).filter(({ required }) => required)).toMatchObject([{ code: 'complained' }])
  })

  test('asks afterwards for gender, age, education, occupation and area, and for ethnicity as sensitive', () => {
    expect(full.profile?.map(({ code, sensitive = false }) => [code, sensitive])).toEqual([
      ['gender', false],
      ['age', false],
      ['education', false],
      ['occupation', false],
      ['area', false],
      ['ethnicity', true],
    ])
  })
})
