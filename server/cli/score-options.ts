import { parseArgs } from 'node:util'
import { parseDecimal } from '../../scoring/fraction.ts'

/** What `npm run score` was asked to do. */
export interface ScoreOptions {
  readonly file: string
  /** As typed: a decimal number from 0 to 100. */
  readonly target: string
  readonly population: number | null
  readonly weights: Readonly<Record<string, number>> | null
  readonly json: boolean
}

/** Thrown when the command line cannot be understood; the usage says how to write it. */
export class UsageError extends Error {}

export const USAGE = `Usage: npm run --silent score -- <answers.csv> [options]

Prints every satisfaction index of a file with one row a respondent (UTF-8, header row).
  <factor>.<criterion>   columns named so, as F1.2, hold a level from 1 to 5, or nothing where not given
  overall                this column, if there is one, holds the level of the overall item
Other columns are ignored.

  --target PERCENT       compare with this target instead of 95
  --population N         how many could have answered: narrows the intervals
  --weights F1=0.4,...   weights of index.weighted-factors; they sum to 1
  --json                 full double precision, for programs
  --help                 this text`

/**
 * @returns null when help was asked for
 * @throws {UsageError} when an option is unknown or its value cannot be used, or there is not exactly one file
 */
export function readScoreOptions(args: readonly string[]): ScoreOptions | null {
  const { values, positionals } = parse(args)
  if (values.help === true) return null
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw new UsageError('name one file of answers')
  return {
    file,
    target: targetOf(values.target ?? '95'),
    population: values.population === undefined ? null : populationOf(values.population),
    weights: values.weights === undefined ? null : weightsOf(values.weights),
    json: values.json === true,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        target: { type: 'string' },
        population: { type: 'string' },
        weights: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
}

function targetOf(text: string): string {
  try {
    const { num, den } = parseDecimal(text)
    if (num <= 100n * den) return text
  } catch {
    // said below, with the bounds
  }
  throw new UsageError(`--target ${text}: must be a number from 0 to 100, with a decimal point`)
}

function populationOf(text: string): number {
  const population = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(population)) return population
  throw new UsageError(`--population ${text}: must be a whole number`)
}

function weightsOf(text: string): Readonly<Record<string, number>> {
  const weights = new Map<string, number>()
  for (const part of text.split(',')) {
    const [, factor = '', weight = ''] = /^\s*([A-Za-z][A-Za-z0-9]*)=(\d+(?:\.\d+)?)\s*$/.exec(part) ?? []
    if (factor === '') throw new UsageError(`--weights ${text}: must read as F1=0.4,F2=0.6`)
    if (weights.has(factor)) throw new UsageError(`--weights ${text}: names ${factor} twice`)
    weights.set(factor, Number(weight))
  }
  return Object.fromEntries(weights)
}
