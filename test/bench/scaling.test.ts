import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import type { BenchOutput } from '../../server/bench/bench-output.ts'
import { capacityOf, type Runs } from '../../server/bench/scaling/capacity.ts'
import { scalingCharts } from '../../server/bench/scaling/charts.ts'
import { IMAGES, keptRuns, PAGES, withTables } from '../../server/bench/scaling/documents.ts'
import { bits, bytes, count, microseconds, percent, seconds } from '../../server/bench/scaling/quantities.ts'
import { SCALES, type Scale } from '../../server/bench/scaling/scales.ts'
import { benchTables, scalingTables } from '../../server/bench/scaling/tables.ts'

const runs = keptRuns()
const page = readFileSync(PAGES.scaling, 'utf8')

describe('the pages on speed and scaling', () => {
  test('have the tables that the kept runs give', () => {
    expect(withTables(page, scalingTables(runs))).toBe(page)
    const bench = readFileSync(PAGES.bench, 'utf8')
    expect(withTables(bench, benchTables(runs))).toBe(bench)
  })

  test('name no table that is not there, and leave none out', () => {
    expect(() => withTables(page, {})).toThrow('there is no table')
    expect(() => withTables('', { costs: '' })).toThrow('no place for the table costs')
  })

  test.each(Object.entries(scalingCharts(runs)))('show %s as the kept runs draw it', (name, chart) => {
    expect(readFileSync(join(IMAGES, name), 'utf8')).toBe(chart)
    expect(page).toContain(`images/${name}`)
  })

  test('tell each chart in words beside it', () => {
    for (const [, words = ''] of page.matchAll(/!\[([^\]]*)\]\(images\/scaling-/g)) {
      expect(words.length).toBeGreaterThan(20)
    }
  })
})

describe.each(Object.entries(scalingCharts(runs)))('%s', (_, chart) => {
  const svg = new JSDOM(chart, { contentType: 'image/svg+xml' }).window.document.documentElement
  const [, , width = 0, height = 0] = (svg.getAttribute('viewBox') ?? '').split(' ').map(Number)
  const numbers = (element: Element, ...names: string[]): number[] =>
    names.map((name) => Number(element.getAttribute(name)))

  test('is told to those who cannot see it', () => {
    expect(svg.getAttribute('role')).toBe('img')
    expect(svg.querySelector(`#${svg.getAttribute('aria-labelledby') ?? ''}`)?.textContent.length).toBeGreaterThan(40)
  })

  test('keeps every dot and all words within its frame', () => {
    for (const dot of svg.querySelectorAll('circle')) {
      const [x = -1, y = -1] = numbers(dot, 'cx', 'cy')
      expect([x > 0 && x < width, y > 0 && y < height]).toEqual([true, true])
    }
    for (const words of svg.querySelectorAll('text')) {
      const [x = 0, size = 0] = numbers(words, 'x', 'font-size')
      // Wider than any system's letters are on average.
      const long = words.textContent.length * size * 0.62
      const left = { start: x, middle: x - long / 2, end: x - long }[words.getAttribute('text-anchor') ?? ''] ?? -1
      expect([words.textContent, left >= -0.5, left + long <= width]).toEqual([words.textContent, true, true])
    }
  })
})

describe('what a scale needs', () => {
  const figures = {
    'intake.answersPerSecond': 1000,
    'intake.processorUs': 100,
    'waiting.at20.processorUs': 5000,
    'waiting.at500.processorUs': 500,
    'network.slow.sentBytes': 2000,
    'network.slow.receivedBytes': 500,
    'size.answers': 100,
    'size.response.documentBytes': 200,
    'size.response.keyBytes': 50,
    'size.response.compressedBytes': 40,
    'size.comment.documents': 10,
    'size.comment.documentBytes': 300,
    'size.comment.keyBytes': 30,
    'size.comment.compressedBytes': 100,
    'size.tally.documentBytes': 4000,
    'size.tally.keyBytes': 20,
    'size.tally.compressedBytes': 1000,
    'archive.backupPerSecond': 10_000,
    'archive.backupProcessorUs': 10,
    'archive.backupBytesAnAnswer': 300,
    'archive.restorePerSecond': 1000,
    'archive.restoreProcessorUs': 50,
    'dashboard.ms': 20,
    'dashboard.processorMs': 10,
    'dashboard.province.ms': 120,
    'dashboard.province.processorMs': 30,
    'dashboard.province.agencies': 11,
    'size.bytesAnAnswer': 40,
    'size.commentBytesAnAnswer': 10,
    'size.tallyBytesAnAgencyMonth': 3000,
  }
  const run = (store: 'embedded' | 'mongo'): BenchOutput => ({
    store,
    day: '',
    machine: '',
    rounds: 1,
    lines: [],
    figures,
  })
  const made: Runs = { embedded: run('embedded'), mongo: run('mongo') }
  const scale: Scale = { name: 'x', store: 'mongo', answersAYear: 7_200_000, agencies: 101, burstPerSecond: 20 }

  test('follows from what was measured', () => {
    const year = 7_200_000 * (250 + 0.1 * 360) + 101 * 12 * 3 * 4040
    expect(capacityOf(scale, made)).toEqual({
      meanPerSecond: 1,
      headroom: 50,
      burstProcessors: 0.1,
      burstBits: 20 * 2500 * 8,
      oplogBytesADay: 28_800 * 2000,
      bytesAYear: year,
      diskBytes: year * 5 * 1.5,
      compressedDiskBytes: (7_200_000 * (40 + 0.1 * 130) + 101 * 12 * 3 * 1020) * 5 * 1.5,
      backupSeconds: { least: 360, most: 3600 },
      backupBytes: 36_000_000 * 300,
      restoreSeconds: { least: 1800, most: 36_000 },
      overviewSeconds: { least: 0.21, most: 1.02 },
    })
  })

  test('costs an answer less where more of them share a transaction, and has no network where there is none', () => {
    expect(capacityOf({ ...scale, burstPerSecond: 600 }, made).burstProcessors).toBeCloseTo(0.3)
    const commune = capacityOf({ ...scale, store: 'embedded', agencies: 1, burstPerSecond: 1 }, made)
    expect(commune).toMatchObject({ burstBits: null, oplogBytesADay: null, compressedDiskBytes: null })
    expect(commune.burstProcessors).toBeCloseTo(0.0001)
    expect(commune.bytesAYear).toBe(7_200_000 * 50 + 12 * 3000)
  })

  test('cannot be told without a figure that is needed', () => {
    const without = { ...made, mongo: { ...made.mongo, figures: {} } }
    expect(() => capacityOf(scale, without)).toThrow('the run on the mongo store has measured no')
  })

  test('grows from commune to nation', () => {
    const disks = SCALES.map((one) => capacityOf(one, made).diskBytes)
    expect(disks).toEqual(disks.toSorted((a, b) => a - b))
    expect(SCALES.map(({ name }) => name)).toEqual(['commune', 'province', 'nation'])
  })
})

test('quantities are said in three digits and a unit that keeps them short', () => {
  expect([count(0.0056), count(19.96), count(1234.5), count(100_000_000)]).toEqual([
    '0.0056',
    '20',
    '1,230',
    '100 million',
  ])
  expect([bytes(0), bytes(999), bytes(2_182_000), bytes(3.4e10)]).toEqual(['0 bytes', '999 bytes', '2.2 MB', '34 GB'])
  expect([bits(1500), bits(2e7)]).toEqual(['1.5 kbit/s', '20 Mbit/s'])
  expect([seconds(0.0259), seconds(1.5), seconds(125), seconds(7300), seconds(200_000)]).toEqual([
    '25.9 ms',
    '1.5 s',
    '2.1 min',
    '2 h',
    '2.3 days',
  ])
  expect([microseconds(87.48), microseconds(5625), percent(0.1125)]).toEqual(['87.5 µs', '5.6 ms', '11.3 %'])
})
