import { parseArgs } from 'node:util'

/** What a sample province is made from: the same parameters on the same day give the same province. */
export interface SampleParameters {
  /** How many responses, those of the stories included. */
  readonly answers: number
  /** Agencies below the province. */
  readonly agencies: number
  readonly seed: number
  /** How many months back the answers go, the current one included. */
  readonly months: number
}

export const SAMPLE_DEFAULTS: SampleParameters = { answers: 60_000, agencies: 24, seed: 1, months: 18 }

/**
 * The least and most of each parameter. Fewer answers could not tell the stories: a unit that prints 95.00 but lies
 * below needs a thousand answered questions.
 */
export const SAMPLE_LIMITS: Readonly<Record<keyof SampleParameters, readonly [least: number, most: number]>> = {
  answers: [10_000, 10_000_000],
  agencies: [24, 3480],
  seed: [0, 4_294_967_295],
  months: [2, 120],
}

/** Thrown when a sample is asked for that cannot be made; the message says what can. */
export class SampleParameterError extends Error {}

/**
 * Reads `--answers 60000 --agencies 24 --seed 1 --months 18`; what is left out has its default.
 *
 * @throws {SampleParameterError} on an unknown option or a number outside its limits
 */
export function readSampleParameters(args: readonly string[]): SampleParameters {
  const option = { type: 'string' } as const
  const options = { answers: option, agencies: option, seed: option, months: option }
  let values: Partial<Record<keyof SampleParameters, string>>
  try {
    values = parseArgs({ args: [...args], options, allowPositionals: false }).values
  } catch (error) {
    throw new SampleParameterError(error instanceof Error ? error.message : String(error))
  }
  const read = (name: keyof SampleParameters): number => {
    const text = values[name]
    if (text === undefined) return SAMPLE_DEFAULTS[name]
    const [least, most] = SAMPLE_LIMITS[name]
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    throw new SampleParameterError(`--${name} ${text}: must be a whole number from ${least} to ${most}`)
  }
  return { answers: read('answers'), agencies: read('agencies'), seed: read('seed'), months: read('months') }
}
