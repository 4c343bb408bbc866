import { describe, expect, test } from '@jest/globals'
import { Latencies } from '../../server/bench/latencies.ts'
import { median } from '../../server/bench/median.ts'
import { figuresOf, plainLine, printLine } from '../../server/bench/report.ts'
import { progressBar } from '../../server/cli/progress.ts'

describe('the median', () => {
  test('is the middle one, or the mean of the two in the middle, in any order', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([9, 1, 5, 7])).toBe(6)
    expect(() => median([])).toThrow(RangeError)
  })
})

describe('waiting times', () => {
  test('give the time that a share of them stayed within', () => {
    const latencies = new Latencies()
    for (let i = 1; i <= 100; i++) latencies.add(i)
    expect(latencies.quantile(0.5)).toBeCloseTo(50, 0)
    expect(latencies.quantile(0.99)).toBeCloseTo(99, 0)
    expect(latencies.most).toBe(100)
    expect(new Latencies().quantile(0.5)).toBeNaN()
  })

  test('that are longer than the scale count as its end', () => {
    const latencies = new Latencies()
    latencies.add(1e9)
    expect(latencies.quantile(1)).toBeGreaterThanOrEqual(20_000)
  })
})

describe('a line of the report', () => {
  test('says whether its goal was reached', () => {
    const line = { what: 'Start', figure: '900 ms', goal: '1500 ms', figures: {} }
    expect(printLine({ ...line, isReached: true })).toContain('reached')
    expect(printLine({ ...line, isReached: false })).toContain('MISSED')
    expect(printLine(plainLine('Start', '900 ms', {}))).toBe('  Start: 900 ms')
  })

  test('names its figures with their part, and leaves out those that were not to be had', () => {
    expect(figuresOf('intake', { ratio: 0.5, processorUs: null })).toEqual({ 'intake.ratio': 0.5 })
  })
})

describe('the progress bar', () => {
  test('redraws itself on a terminal and ends its line with the last call', () => {
    const written: string[] = []
    const onProgress = progressBar({ isTTY: true, write: (text) => written.push(text) }, 'Answers', 10)
    onProgress(0)
    onProgress(10)
    expect(written[0]).toMatch(/^\rAnswers {2}\[-{30}\] {2}0 % {2}0 of 10/)
    expect(written.at(-2)).toMatch(/\[#{30}\] {2}100 % {2}10 of 10/)
    expect(written.at(-1)).toBe('\n')
  })

  test('writes a line for every tenth elsewhere', () => {
    const written: string[] = []
    const onProgress = progressBar({ write: (text) => written.push(text) }, 'Answers', 100)
    for (let i = 0; i <= 100; i++) onProgress(i)
    expect(written).toHaveLength(10)
    expect(written.at(-1)).toMatch(/^Answers {2}100 %/)
  })
})
