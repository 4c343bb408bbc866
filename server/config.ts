import { resolve } from 'node:path'
import { z } from 'zod'

/** Everything that can be set from outside, checked and typed. Each variable stands with its meaning in .env.example. */
export interface Config {
  readonly host: string
  readonly port: number
  /** Folder of the embedded store and of the secrets made on first start; absolute. */
  readonly dataDir: string
  /** The address that citizens reach, without a slash at its end: printed under QR codes. */
  readonly publicUrl: string
  /** How many proxies stand between the citizens and this process. */
  readonly trustedProxies: number
  /** IANA zone of the province's clock. */
  readonly timeZone: string
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  /** How many sent forms may wait for the store before further ones are asked to come again. */
  readonly intakeQueueLimit: number
  /** How many forms one public code may send in a minute before it has to wait. */
  readonly formsPerCodePerMinute: number
  /** Whether respondents are also asked, after sending, what the law holds to be sensitive. */
  readonly asksSensitiveProfile: boolean
  /** Name of the method of docs/method.md whose figure is the index. */
  readonly method: string
  /** Fewest responses with which a figure is shown. */
  readonly leastResponses: number
  /** For how many calendar months comments are kept, the current one included; 0 for always. */
  readonly commentMonths: number
  /** How long a signed-in person may be idle. */
  readonly sessionHours: number
  /** Address of the MongoDB that holds the store, with its credentials; null for the embedded store. */
  readonly mongodbUri: string | null
  /** What the keys of all servers of one installation are made of; null where each machine makes its own. */
  readonly secretKey: string | null
}

/** Thrown when the environment cannot be used; its message names every wrong variable, not the first alone. */
export class ConfigError extends Error {}

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most)

const SCHEMA = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(3000),
  DATA_DIR: z.string().min(1).default('data'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine(hasNoPath, 'must be an address without a path')
    .optional(),
  TRUST_PROXY: wholeNumber(0, 10).default(0),
  TIME_ZONE: z.string().refine(isKnownZone, 'must be an IANA time zone').default('Asia/Ho_Chi_Minh'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  INTAKE_QUEUE_LIMIT: wholeNumber(1, 1_000_000).default(10_000),
  FORMS_PER_CODE_PER_MINUTE: wholeNumber(1, 100_000_000).default(600_000),
  ASK_SENSITIVE_PROFILE: z.enum(['yes', 'no']).default('no'),
  METHOD: z
    .enum(['index.pooled', 'index.mean-questions', 'index.mean-factors', 'index.direct'])
    .default('index.pooled'),
  LEAST_RESPONSES: wholeNumber(2, 1000).default(5),
  COMMENT_MONTHS: wholeNumber(0, 1200).default(24),
  SESSION_HOURS: wholeNumber(1, 24 * 30).default(8),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^\s/]+/, 'must be an address that begins with mongodb:// or mongodb+srv://')
    .optional(),
  SECRET_KEY: z.string().min(32).optional(),
})

/** Variables whose value nobody may read in a log or on a screen. */
const CONFIDENTIAL = ['MONGODB_URI', 'SECRET_KEY']

/** The names of all variables, for the test that compares them with .env.example. */
export const VARIABLES: readonly string[] = Object.keys(SCHEMA.shape)

/**
 * Reads the configuration. An empty value counts as not set.
 *
 * @throws {ConfigError} naming every variable that is wrong, what it was and what it must be
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(VARIABLES.flatMap((name) => (env[name]?.trim() ? [[name, env[name].trim()]] : [])))
  const read = SCHEMA.safeParse(set)
  if (!read.success) {
    const lines = read.error.issues.map(({ path, message }) => {
      const name = String(path[0])
      return `  ${name}=${CONFIDENTIAL.includes(name) ? '(not shown)' : JSON.stringify(env[name])}: ${message}`
    })
    throw new ConfigError(
      `The configuration cannot be used:\n${lines.join('\n')}\nEach variable is explained in .env.example.`,
    )
  }
  const value = read.data
  return Object.freeze({
    host: value.HOST,
    port: value.PORT,
    dataDir: resolve(value.DATA_DIR),
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/$/, ''),
    trustedProxies: value.TRUST_PROXY,
    timeZone: value.TIME_ZONE,
    logLevel: value.LOG_LEVEL,
    intakeQueueLimit: value.INTAKE_QUEUE_LIMIT,
    formsPerCodePerMinute: value.FORMS_PER_CODE_PER_MINUTE,
    asksSensitiveProfile: value.ASK_SENSITIVE_PROFILE === 'yes',
    method: value.METHOD,
    leastResponses: value.LEAST_RESPONSES,
    commentMonths: value.COMMENT_MONTHS,
    sessionHours: value.SESSION_HOURS,
    mongodbUri: value.MONGODB_URI ?? null,
    secretKey: value.SECRET_KEY ?? null,
  })
}

function hasNoPath(url: string): boolean {
  if (!URL.canParse(url)) return true // the rule before this one has said so already
  const { pathname, search, hash } = new URL(url)
  return pathname === '/' && search === '' && hash === ''
}

function isKnownZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
