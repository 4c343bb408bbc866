import type { ReportDraft } from './report-content.ts'

/** A number or word of a report that is not what was computed now. */
export interface ReportDifference {
  /** Where it stands: `factors F3 index`. */
  readonly path: string
  /** Null where the report has nothing there. */
  readonly frozen: string | null
  /** Null where nothing is there now. */
  readonly now: string | null
}

/** How two drafts compare. */
export interface DraftComparison {
  /** How many numbers and words of the report were compared. */
  readonly compared: number
  readonly differences: readonly ReportDifference[]
}

/**
 * What makes no other figure: how things are called, which further versions continue the instrument, and which version of
 * the platform computed it.
 */
const NO_FIGURE = new Set(['names', 'wording', 'version', 'versions', 'platform', 'form', 'code', 'madeOn', 'replaces'])

/** What is computed in floating point; everything else is a whole number, a word or exact text. */
const DOUBLES = new Set([
  'index',
  'variance',
  'lower',
  'upper',
  'effective',
  'points',
  'standardError',
  'z',
  'p',
  'adjusted',
])

/** As closely must doubles agree: the last digits may differ from one release of the runtime to the next. */
const CLOSE = 1e-9

/**
 * Holds a report against the same one computed anew, leaf by leaf. Rows are found by their code, month or kind, so that a
 * row more or less is one and does not shift the others.
 */
export function compareDrafts(frozen: Partial<ReportDraft>, now: Partial<ReportDraft>): DraftComparison {
  const before = leavesOf(frozen)
  const after = leavesOf(now)
  const differences: ReportDifference[] = []
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const [a, b] = [before.get(path) ?? null, after.get(path) ?? null]
    if (a === null || b === null || !isSame(path, a, b)) differences.push({ path, frozen: a, now: b })
  }
  return { compared: before.size, differences }
}

/** Every number, word and null of a value by the way to it. */
function leavesOf(value: unknown): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>()
  const add = (part: unknown, way: readonly string[]): void => {
    if (Array.isArray(part))
      part.forEach((one, i) => {
        add(one, [...way, nameOf(one, i)])
      })
    else if (typeof part === 'object' && part !== null) {
      for (const [key, one] of Object.entries(part)) if (!NO_FIGURE.has(key)) add(one, [...way, key])
    } else leaves.set(way.join(' '), typeof part === 'string' ? part : JSON.stringify(part))
  }
  add(value, [])
  return leaves
}

/** What a row is found by; one without a name by its place, from 1. */
function nameOf(row: unknown, place: number): string {
  if (typeof row !== 'object' || row === null) return String(place + 1)
  const { code, month, with: against, kind } = row as Record<'code' | 'month' | 'with' | 'kind', unknown>
  const name = code ?? month ?? against ?? kind
  return typeof name === 'string' ? name : String(place + 1)
}

function isSame(path: string, a: string, b: string): boolean {
  if (a === b) return true
  const [one, other] = [RATIO.exec(a), RATIO.exec(b)]
  if (one && other) {
    const part = (match: RegExpExecArray, at: number): bigint => BigInt(match[at] ?? '0')
    return part(one, 1) * part(other, 2) === part(other, 1) * part(one, 2)
  }
  if (!DOUBLES.has(path.slice(path.lastIndexOf(' ') + 1))) return false
  const [x, y] = [Number(a), Number(b)]
  return Math.abs(x - y) <= CLOSE * Math.max(1, Math.abs(x), Math.abs(y))
}

const RATIO = /^(-?\d+)\/(\d+)$/
