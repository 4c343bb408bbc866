import { firstHour } from '../domain/calendar.ts'
import { levelsOf } from '../domain/response.ts'
import type { JoinedScope } from './joined-columns.ts'
import type { MonthColumns } from './month-columns.ts'

/** Rows that have the same answers. */
export interface LikeRows {
  readonly answers: string
  /** From `first` up to, not including, `end`. */
  readonly first: number
  readonly end: number
}

/** The rows of several months in one order. */
export interface JoinedRows {
  /** In the order of the rows; each list holds all answers that are alike for an index. */
  readonly alike: readonly (readonly LikeRows[])[]
  /** For each row the place of its month, and its row there. */
  readonly monthOf: Uint32Array
  readonly rowOf: Uint32Array
}

/** Puts the rows of a scope in an order in which the same answers stand together, and like ones beside each other. */
export function joinRows(months: readonly MonthColumns[], scope: JoinedScope): JoinedRows {
  const strings = new Map<string, number>()
  const stringOf = months.map(({ patterns }) => {
    const places = new Uint32Array(patterns.length)
    for (const [i, { questionnaire, answers }] of patterns.entries()) {
      if (!scope.versions.has(questionnaire)) continue
      const place = strings.get(answers) ?? strings.size
      strings.set(answers, place)
      places[i] = place + 1
    }
    return places
  })
  const isWanted = months.map((columns) => rowFilter(columns, scope))
  const counts = new Uint32Array(strings.size)
  const eachRow = (visit: (month: number, row: number, string: number) => void): void => {
    for (const [month, { patternStarts }] of months.entries()) {
      const places = stringOf[month] as Uint32Array
      const isIn = isWanted[month] as (row: number) => boolean
      for (let pattern = 0; pattern < places.length; pattern++) {
        const string = (places[pattern] as number) - 1
        if (string < 0) continue
        const end = patternStarts[pattern + 1] as number
        for (let row = patternStarts[pattern] as number; row < end; row++) if (isIn(row)) visit(month, row, string)
      }
    }
  }
  eachRow((_month, _row, string) => {
    counts[string] = (counts[string] as number) + 1
  })

  const { alike, next } = inOrder([...strings.keys()], counts, scope.placeOf)
  const size = counts.reduce((sum, count) => sum + count, 0)
  const [monthOf, rowOf] = [new Uint32Array(size), new Uint32Array(size)]
  eachRow((month, row, string) => {
    const place = next[string] as number
    next[string] = place + 1
    monthOf[place] = month
    rowOf[place] = row
  })
  return { alike, monthOf, rowOf }
}

/** Where the rows of each answer string go: like ones beside each other, those without rows nowhere. */
function inOrder(
  strings: readonly string[],
  counts: Uint32Array,
  placeOf: readonly number[],
): { readonly alike: JoinedRows['alike']; readonly next: Uint32Array } {
  const byLikeness = new Map<string, number[]>()
  for (const [i, answers] of strings.entries()) {
    if (counts[i] === 0) continue
    const likeness = likenessOf(answers, placeOf)
    const own = byLikeness.get(likeness)
    if (own) own.push(i)
    else byLikeness.set(likeness, [i])
  }
  const next = new Uint32Array(strings.length)
  let end = 0
  const alike = [...byLikeness.values()].map((own) =>
    own.map((i): LikeRows => {
      const first = end
      next[i] = first
      end += counts[i] as number
      return { answers: strings[i] as string, first, end }
    }),
  )
  return { alike, next }
}

/** A text that two answer strings share where an index counts them alike: as many of each level at each place. */
function likenessOf(answers: string, placeOf: readonly number[]): string {
  const levels = levelsOf(answers)
  const counts = new Uint8Array(LEVELS * (Math.max(0, ...placeOf) + 1) + 1)
  for (let i = 0; i < placeOf.length; i++) {
    const level = levels[i] ?? 0
    if (level === 0) continue
    const at = (placeOf[i] as number) * LEVELS + level - 1
    counts[at] = (counts[at] as number) + 1
  }
  counts[counts.length - 1] = levels.at(-1) ?? 0
  return String.fromCharCode(...counts)
}

const LEVELS = 5

function rowFilter(
  { circumstances, circumstanceOf, hourOf, start }: MonthColumns,
  { step, period }: JoinedScope,
): (row: number) => boolean {
  const isAtStep = Uint8Array.from(circumstances, (one) => (one.step === step ? 1 : 0))
  const from = firstHour(period.from) - start
  const to = firstHour(period.to) - start
  return (row) => {
    const hour = hourOf[row] as number
    return hour >= from && hour < to && isAtStep[circumstanceOf[row] as number] === 1
  }
}
