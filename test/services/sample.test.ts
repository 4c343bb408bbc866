import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { hourOfDay, parseIsoDay, weekday } from '../../server/domain/calendar.ts'
import { readPublicCode } from '../../server/domain/public-code.ts'
import type { Questionnaire } from '../../server/domain/questionnaire.ts'
import {
  readSampleParameters,
  SAMPLE_DEFAULTS,
  SampleParameterError,
  type SampleParameters,
} from '../../server/sample/parameters.ts'
import { Random } from '../../server/sample/random.ts'
import { sampleForm } from '../../server/sample/respondent.ts'
import { sampleDirectory } from '../../server/sample/sample-directory.ts'
import { LEAST_STEERED, SteeredAnswers } from '../../server/sample/steered-answers.ts'
import { sampleVisits, type SampleVisit } from '../../server/sample/visits.ts'

const CATALOGUE = join(import.meta.dirname, '../../server/catalogue')
const read = (file: string): unknown => JSON.parse(readFileSync(join(CATALOGUE, file), 'utf8'))
const QUESTIONNAIRE = read('questionnaires/counter-1.json') as Questionnaire
const FIELDS = (read('fields.json') as { code: string }[]).map(({ code }) => code)
const TODAY = parseIsoDay('2026-11-23') ?? Number.NaN
const SMALL: SampleParameters = { ...SAMPLE_DEFAULTS, answers: 10_000 }

function visits(parameters: SampleParameters, today = TODAY): SampleVisit[] {
  return [...sampleVisits(sampleDirectory(parameters, today), QUESTIONNAIRE, parameters, today)]
}

describe('the directory of a sample', () => {
  const { records, counters, province } = sampleDirectory(SAMPLE_DEFAULTS, TODAY)

  test('is a province with 24 agencies of two levels and about 70 service points', () => {
    const below = records.agencies.filter(({ parent }) => parent === province.root.code)
    expect(below).toHaveLength(24)
    expect(records.agencies).toHaveLength(25)
    expect(new Set(below.map(({ level }) => level))).toEqual(new Set(['department', 'commune']))
    expect(records.points.length).toBeGreaterThanOrEqual(68)
    expect(records.points.length).toBeLessThanOrEqual(75)
  })

  test('uses every procedure field of the catalogue and no other', () => {
    expect([...new Set(records.codes.map(({ field }) => field))].sort()).toEqual([...FIELDS].sort())
  })

  test('has well-formed codes, each once, at points that exist', () => {
    const points = new Set(records.points.map(({ id }) => id))
    expect(new Set(records.codes.map(({ code }) => code)).size).toBe(records.codes.length)
    for (const { code, point } of records.codes) {
      expect(readPublicCode(code)).toEqual({ ok: true, code })
      expect(points).toContain(point)
    }
  })

  test('leads from every code that is withdrawn to one that is not', () => {
    const withdrawn = records.codes.filter(({ withdrawnOn }) => withdrawnOn !== null)
    expect(withdrawn.length).toBeGreaterThan(1)
    for (const { replacedBy } of withdrawn) {
      expect(records.codes.find(({ code }) => code === replacedBy)?.withdrawnOn).toBeNull()
    }
  })

  test('names everything in both languages, composed', () => {
    const named = [...records.agencies, ...records.points].map(({ names }) => names)
    for (const { vi, en } of named) {
      expect(en).toBeTruthy()
      expect(vi).toBe(vi.normalize('NFC'))
    }
  })

  test('gives every counter that citizens go to a code for each step', () => {
    for (const { share, codes } of counters) {
      if (share === 0) continue
      expect(new Set(codes.map(({ code: { step } }) => step))).toEqual(new Set(['return', 'submission']))
    }
  })

  test.each([600, 3480])('grows to %i agencies, each with a code of its own', (agencies) => {
    const { records: grown } = sampleDirectory({ ...SAMPLE_DEFAULTS, agencies }, TODAY)
    expect(new Set(grown.agencies.map(({ code }) => code)).size).toBe(agencies + 1)
    expect(grown.agencies.every(({ code }) => /^[a-z-]+$/.test(code))).toBe(true)
  })
})

describe('the answers of a sample', () => {
  const all = visits(SMALL)

  test('are exactly as many as asked for, each with an id of its own', () => {
    expect(all).toHaveLength(10_000)
    expect(new Set(all.map(({ form }) => form.id)).size).toBe(10_000)
  })

  test('are the same for the same seed and day, and others for another seed', () => {
    expect(visits(SMALL)).toEqual(all)
    expect(visits({ ...SMALL, seed: 2 })[0]?.form.id).not.toBe(all[0]?.form.id)
  })

  test('end with the day before and do not run backwards at any counter', () => {
    const latest = new Map<string, number>()
    for (const { code, at } of all) {
      expect(at).toBeGreaterThanOrEqual(latest.get(code.point) ?? 0)
      latest.set(code.point, at)
    }
    expect(Math.max(...latest.values())).toBeLessThan(TODAY * 86_400_000)
  })

  test('come within opening hours, or by phone from home', () => {
    const { records } = sampleDirectory(SMALL, TODAY)
    const points = new Map(records.points.map((point) => [point.id, point]))
    for (const { code, at } of all) {
      const minute = Math.floor(at / 60_000) % 1440
      const day = weekday(Math.floor(at / 86_400_000))
      const isOpen = points
        .get(code.point)
        ?.hours.some((hours) => hours.weekday === day && hours.from <= minute && minute < hours.to)
      if (!isOpen) expect(code.channel).toBe('qr')
    }
    const evenings = all.filter(({ form }) => hourOfDay(form.openedHour) >= 18).length
    expect(evenings / all.length).toBeGreaterThan(0.05)
    expect(evenings / all.length).toBeLessThan(0.15)
  })

  test('leave out the result where a dossier is handed in', () => {
    for (const { code, form } of all) expect(form.answers[3] === '-').toBe(code.step === 'submission')
  })

  test.each(['2026-11-01', '2026-12-31', '2027-03-02', '2025-12-15'])('can be made on %s', (iso) => {
    const today = parseIsoDay(iso) ?? Number.NaN
    expect(visits(SMALL, today)).toHaveLength(10_000)
  })

  test.each<Partial<SampleParameters>>([{ months: 2 }, { months: 60 }, { agencies: 600 }])(
    'can be made for %j',
    (over) => {
      const made = visits({ ...SMALL, ...over })
      expect(made).toHaveLength(10_000)
      expect(made.filter(({ code }) => code.point.startsWith('phuong-an-thinh')).length).toBeGreaterThan(LEAST_STEERED)
    },
  )
})

describe('steered answers', () => {
  const form = sampleForm(QUESTIONNAIRE, {})

  test.each([LEAST_STEERED, 261, 300, 999, 4000, 4001])('of %i people print 95.00 and lie below', (people) => {
    for (const seed of [1, 2, 3]) {
      const steered = new SteeredAnswers(new Random(seed), form, people)
      let given = 0
      let satisfied = 0
      for (let i = 0; i < people; i++) {
        for (const sign of steered.next().answers.slice(0, -1)) {
          if (sign >= '1') given++
          if (sign >= '4') satisfied++
        }
      }
      expect(satisfied * 100).toBeLessThan(given * 95)
      // Rounding half up to two decimals on whole numbers.
      expect(satisfied * 1_000_000).toBeGreaterThanOrEqual(given * 949_950)
    }
  })

  test('are spread evenly: every quarter of them has about a quarter of the unsatisfied answers', () => {
    const steered = new SteeredAnswers(new Random(4), form, 4000)
    const quarters = [0, 0, 0, 0]
    for (let i = 0; i < 4000; i++) {
      for (const sign of steered.next().answers.slice(0, -1)) {
        const at = Math.floor(i / 1000)
        if (sign >= '1' && sign <= '3') quarters[at] = (quarters[at] ?? 0) + 1
      }
    }
    for (const quarter of quarters) expect(quarter).toBeGreaterThan(150)
  })

  test('refuse too few people, and more than were planned', () => {
    expect(() => new SteeredAnswers(new Random(1), form, LEAST_STEERED - 1)).toThrow(RangeError)
    const steered = new SteeredAnswers(new Random(1), form, LEAST_STEERED)
    for (let i = 0; i < LEAST_STEERED; i++) steered.next()
    expect(() => steered.next()).toThrow(RangeError)
  })
})

describe('the parameters of a sample', () => {
  test('have defaults and are read by name', () => {
    expect(readSampleParameters([])).toEqual(SAMPLE_DEFAULTS)
    expect(readSampleParameters(['--answers', '20000', '--seed=7'])).toEqual({
      ...SAMPLE_DEFAULTS,
      answers: 20_000,
      seed: 7,
    })
  })

  test.each([
    ['--answers', '9999'],
    ['--answers', '1e6'],
    ['--agencies', '23'],
    ['--months', '-1'],
    ['--colour', 'red'],
    ['more', 'words'],
  ])('refuse %s %s', (...args) => {
    expect(() => readSampleParameters(args)).toThrow(SampleParameterError)
  })
})

describe('repeatable chance', () => {
  test('gives the same numbers for the same seed and others for another stream', () => {
    const numbers = (seed: number, stream = 0) => {
      const random = new Random(seed, stream)
      return Array.from({ length: 5 }, () => random.bits())
    }
    expect(numbers(1)).toEqual(numbers(1))
    expect(numbers(1)).not.toEqual(numbers(2))
    expect(numbers(1)).not.toEqual(numbers(1, 1))
  })

  test('picks by weight, never what has none', () => {
    const random = new Random(3)
    const picked = [0, 0, 0]
    for (let i = 0; i < 4000; i++) {
      const at = random.weighted([1, 0, 3])
      picked[at] = (picked[at] ?? 0) + 1
    }
    expect(picked[1]).toBe(0)
    expect((picked[2] ?? 0) / 4000).toBeCloseTo(0.75, 1)
    expect(() => random.weighted([0, 0])).toThrow(RangeError)
  })

  test('is spread around nought with variance one', () => {
    const random = new Random(8)
    const numbers = Array.from({ length: 20_000 }, () => random.normal())
    const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length
    expect(mean).toBeCloseTo(0, 1)
    expect(numbers.reduce((sum, one) => sum + (one - mean) ** 2, 0) / numbers.length).toBeCloseTo(1, 1)
  })
})
