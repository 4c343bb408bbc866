import { describe, expect, test } from '@jest/globals'
import { readBenchOptions } from '../../server/bench/options.ts'

describe('the options of a measurement', () => {
  test('are all of the embedded store where none is given', () => {
    expect(readBenchOptions([], {})).toMatchObject({
      store: 'embedded',
      only: null,
      uri: null,
      json: null,
      size: { rounds: 5, big: 5_000_000 },
    })
  })

  test('name parts, a size, a server and a file', () => {
    const given = '--store mongo --quick --only intake,size --uri mongodb://db:1/ --answers 12000 --json out.json'
    expect(readBenchOptions(given.split(' '), {})).toEqual({
      store: 'mongo',
      size: { rounds: 3, seconds: 2, small: 10_000, big: 12_000 },
      only: ['intake', 'size'],
      uri: 'mongodb://db:1/',
      json: 'out.json',
    })
  })

  test('take the server that tests run against, and never the one that holds a province’s answers', () => {
    const env = { MONGODB_URI: 'mongodb://province/', TEST_MONGODB_URL: 'mongodb://tests/' }
    expect(readBenchOptions(['--store', 'mongo'], env).uri).toBe('mongodb://tests/')
    expect(readBenchOptions(['--store', 'mongo'], { ...env, TEST_MONGODB_URL: '' }).uri).toBeNull()
  })

  test.each([
    ['--store postgres', /choose from embedded, mongo/],
    ['--answers 5', /from 10000 to/],
    ['--answers many', /whole number/],
    ['--uri mongodb://db/', /goes with --store mongo/],
    ['--fast', /fast/],
  ])('%s is refused with a sentence', (given, sentence) => {
    expect(() => readBenchOptions(given.split(' '), {})).toThrow(sentence)
  })
})
