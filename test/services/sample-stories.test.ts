import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import { firstHour, localDay, parseIsoDay } from '../../server/domain/calendar.ts'
import { namedPeriod } from '../../server/domain/period.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { fillWithSample } from '../../server/sample/fill.ts'
import { LivingSample } from '../../server/sample/living.ts'
import { SAMPLE_DEFAULTS } from '../../server/sample/parameters.ts'
import { Random } from '../../server/sample/random.ts'
import { sampleDirectory } from '../../server/sample/sample-directory.ts'
import { stuffedAnswers } from '../../server/sample/story-visits.ts'
import type { AgencyDashboard } from '../../server/services/agency-dashboard.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'

const PARAMETERS = { ...SAMPLE_DEFAULTS, answers: 12_000 }
const INSPECTOR: Viewer = {
  id: 'i',
  name: 'i',
  displayName: 'I',
  grants: [{ role: 'inspector', agency: null }],
  mayReadComments: false,
}

let platform: Platform
let today: number
let stored: number[]

beforeAll(async () => {
  platform = await openPlatform()
  today = localDay(platform.now(), platform.config.timeZone)
  stored = []
  await fillWithSample({
    storage: platform.storage,
    config: platform.config,
    log: console,
    parameters: PARAMETERS,
    now: platform.now(),
    onProgress: (count) => stored.push(count),
  })
}, 60_000)

afterAll(() => platform.close())

const sample = () => sampleDirectory(PARAMETERS, today)
const stories = () => sample().province.stories

function dashboard(code: string, period = namedPeriod('twelve-months', today)): Promise<AgencyDashboard> {
  const query = { period, view: 'as-it-is', questionnaire: null, step: 'return', filter: [] } as const
  return platform.services.dashboard.ofAgency(INSPECTOR, code, query)
}

async function responsesOf(agency: string): Promise<SurveyResponse[]> {
  const all: SurveyResponse[] = []
  for await (const batch of platform.storage.responses.stream({ agency, from: 0, to: firstHour(today + 1) })) {
    all.push(...batch)
  }
  return all
}

describe('a store filled with a sample', () => {
  test('holds exactly as many responses as asked for, and says so while it is filled', async () => {
    expect(await platform.storage.responses.count()).toBe(12_000)
    expect(stored.at(-1)).toBe(12_000)
    expect(stored).toEqual(stored.toSorted((a, b) => a - b))
  })

  test('has tallies that equal a recount', async () => {
    const { responses, differing } = await platform.storage.tallies.recount({ repair: false })
    expect(responses).toBe(12_000)
    expect(differing).toEqual([])
  })

  test('has a land office far below a target of its own', async () => {
    const { index, target } = await dashboard(stories().farBelow)
    expect(target?.threshold).toBe('90')
    expect(index.figure?.index).toBeLessThan(80)
    expect(index.verdict).toMatchObject({ reading: 'not reached', evidence: 'not met' })
  })

  test('has a unit with six good answers, too few to say anything', async () => {
    const { index } = await dashboard(stories().sixAnswers)
    expect(index).toMatchObject({ n: 6, hidden: 'too-wide', figure: null })
    expect(await responsesOf(stories().sixAnswers)).toHaveLength(6)
  })

  test('has a unit that prints 95.00 and does not reach 95', async () => {
    const { index, target } = await dashboard(stories().justBelow)
    expect(target?.threshold).toBe('95')
    expect(index.figure?.index).toBeLessThan(95)
    expect(index.figure?.index).toBeGreaterThanOrEqual(94.995)
    expect(index.verdict?.reading).toBe('not reached')
  })

  test('has two communes that were merged on 1 July 2025, with answers from before and after', async () => {
    const merger = parseIsoDay('2025-07-01') ?? Number.NaN
    const whole = await dashboard(stories().merged, { from: merger - 181, to: today + 1 })
    expect(whole.formers.map(({ code }) => code)).toEqual(['xa-hoa-lam', 'xa-thuan-an'])
    for (const { code } of whole.formers) {
      const hours = (await responsesOf(code)).map(({ receivedHour }) => receivedHour)
      expect(hours.length).toBeGreaterThan(20)
      expect(Math.max(...hours)).toBeLessThan(firstHour(merger))
      expect(Math.min(...hours)).toBeLessThan(firstHour(merger - 150))
    }
    const later = (await responsesOf(stories().merged)).map(({ receivedHour }) => receivedHour)
    expect(Math.min(...later)).toBeGreaterThanOrEqual(firstHour(merger))
  })

  test('has an evening of ballot stuffing, flagged, that lifts the figure of its counter', async () => {
    const { agency, point } = stories().stuffed
    const flagged = (await responsesOf(agency)).filter(({ flags }) => flags.length > 0)
    expect(flagged.length).toBeGreaterThan(0.75 * stuffedAnswers(PARAMETERS))
    expect(new Set(flagged.map((one) => one.point))).toEqual(new Set([point]))
    expect(new Set(flagged.flatMap(({ flags }) => flags))).toEqual(new Set(['after-hours-burst']))
    const { index, flagged: split } = await dashboard(agency)
    expect(split.n).toBe(flagged.length)
    expect(split.without.figure?.index).toBeLessThan((index.figure?.index ?? 0) - 0.5)
  })

  test('has a silent counter beside busy ones', async () => {
    const { points } = await dashboard(stories().silent.agency)
    const counts = new Map(points.map(({ point, shown }) => [point.id, shown.n]))
    expect(counts.get(stories().silent.point)).toBe(0)
    expect([...counts.values()].filter((n) => n > 20)).toHaveLength(3)
  })

  test('has answers that go together in one person, so that the interval is wider than answers alone would make it', async () => {
    const { index } = await dashboard(sample().province.root.code)
    expect(index.figure?.effective).toBeLessThan((index.figure?.answers ?? 0) / 1.5)
  })

  test('has comments in both languages, some at every agency that is asked often', async () => {
    const scope = { agencies: [stories().farBelow], from: 0, to: today + 1 }
    const comments = await platform.storage.comments.search(scope, { limit: 1000, after: null })
    expect(comments.length).toBeGreaterThan(50)
    expect(new Set(comments.map(({ language }) => language))).toEqual(new Set(['vi', 'en']))
    expect(comments.every(({ text }) => text === text.normalize('NFC'))).toBe(true)
  })

  test('comes to a fifth from when dossiers are handed in', async () => {
    const all = await responsesOf(stories().justBelow)
    const submissions = all.filter(({ step }) => step === 'submission').length
    expect(submissions / all.length).toBeCloseTo(0.2, 2)
  })
})

describe('a living sample', () => {
  test('goes on answering, and leaves alone what its stories count', async () => {
    const { survey } = platform.services
    const living = new LivingSample({ survey, sample: sample(), random: new Random(5), log: console })
    const before = await Promise.all([stories().justBelow, stories().sixAnswers].map(responsesOf))
    const silent = (await responsesOf(stories().silent.agency)).filter(({ point }) => point === stories().silent.point)

    for (let i = 0; i < 300; i++) expect(await living.answer()).toBeGreaterThan(0)

    expect(await platform.storage.responses.count()).toBe(12_300)
    const after = await Promise.all([stories().justBelow, stories().sixAnswers].map(responsesOf))
    expect(after.map(({ length }) => length)).toEqual(before.map(({ length }) => length))
    expect(silent).toEqual([])
  })

  test('answers more rarely, and from home, while everything is closed', async () => {
    const { survey } = platform.services
    const living = new LivingSample({ survey, sample: sample(), random: new Random(6), log: console })
    const byDay = await living.answer()
    platform.moveClock(12 * 3_600_000)
    expect(await living.answer()).toBeGreaterThan(byDay)
  })
})
