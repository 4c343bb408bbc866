import { parseArgs } from 'node:util'
import { SAMPLE_LIMITS } from '../sample/parameters.ts'
import { STORES, type StoreName } from './bench-output.ts'
import { EMBEDDED_FULL, EMBEDDED_QUICK, MONGO_FULL, MONGO_QUICK, type BenchSize } from './bench-size.ts'

/** What a run is to measure, and where. */
export interface BenchOptions {
  readonly store: StoreName
  readonly size: BenchSize
  /** Parts to measure; null for all. */
  readonly only: readonly string[] | null
  /** Address of the MongoDB to measure; null for the test server. */
  readonly uri: string | null
  /** File to write the figures to. */
  readonly json: string | null
}

const SIZES: Readonly<Record<StoreName, { readonly full: BenchSize; readonly quick: BenchSize }>> = {
  embedded: { full: EMBEDDED_FULL, quick: EMBEDDED_QUICK },
  mongo: { full: MONGO_FULL, quick: MONGO_QUICK },
}

const TEXT = { type: 'string' } as const
const OPTIONS = {
  store: TEXT,
  quick: { type: 'boolean' },
  answers: TEXT,
  only: TEXT,
  uri: TEXT,
  json: TEXT,
} as const

/**
 * Reads the options of `npm run bench`. A server to measure is named by `--uri` or TEST_MONGODB_URL, never by
 * MONGODB_URI: that one holds a province's answers.
 *
 * @throws {Error} when an option is unknown or cannot be used
 */
export function readBenchOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const store = STORES.find((name) => name === (values.store ?? 'embedded'))
  if (!store) throw new Error(`--store ${values.store ?? ''}: choose from ${STORES.join(', ')}`)
  if (values.uri !== undefined && store !== 'mongo') throw new Error('--uri goes with --store mongo')
  const size = SIZES[store][values.quick ? 'quick' : 'full']
  return {
    store,
    size: values.answers === undefined ? size : { ...size, big: readAnswers(values.answers) },
    only: values.only?.split(',') ?? null,
    uri: [values.uri, env['TEST_MONGODB_URL']].find((uri) => uri !== undefined && uri !== '') ?? null,
    json: values.json ?? null,
  }
}

function readAnswers(text: string): number {
  const answers = Number(text)
  const [least, most] = SAMPLE_LIMITS.answers
  if (Number.isInteger(answers) && answers >= least && answers <= most) return answers
  throw new Error(`--answers ${text}: must be a whole number from ${least} to ${most}`)
}
