/** The cuts by which an agency's answers can be narrowed, but for the facts that a questionnaire asks. */
export const PLAIN_CUTS = ['point', 'field', 'channel', 'language', 'hour'] as const

/** What an address calls a cut that can be opened: `point`, or `fact-visits` for the choice question `visits`. */
export type OpenCut = (typeof PLAIN_CUTS)[number] | `fact-${string}`

/** Whether a text names a cut that can be opened. */
export function isOpenCut(name: string): name is OpenCut {
  return PLAIN_CUTS.some((cut) => cut === name) || Boolean(factOf(name))
}

/** One row of a cut: its answers alone. The value of an hour is the name of its band, that of a fact the option's. */
export interface CutValue {
  readonly cut: OpenCut
  readonly value: string
}

/** Which answers are looked at: those of every one of these rows at once. Each cut stands once; none narrows nothing. */
export type AnswerFilter = readonly CutValue[]

/**
 * How many cuts can be opened inside each other. Every further one leaves fewer answers to each row, and more ways to
 * subtract one page from another, all of which are looked at (`hidden-cells.ts`).
 */
export const DEEPEST_FILTER = 3

/** The question that a cut by a fact asks about; null for the other cuts. */
export function factOf(cut: string): string | null {
  return cut.startsWith(FACT) ? cut.slice(FACT.length) : null
}

export function cutOfFact(question: string): OpenCut {
  return `${FACT}${question}`
}

const FACT = 'fact-'

/** The filter without one cut. */
export function withoutCut(filter: AnswerFilter, cut: string): AnswerFilter {
  return filter.filter((one) => one.cut !== cut)
}
