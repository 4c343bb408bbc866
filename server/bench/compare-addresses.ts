import { isoMonth, monthOfDay } from '../domain/calendar.ts'
import type { BenchStore } from './bench-place.ts'

const METHODS = ['index.pooled', 'index.mean-factors', 'index.direct', 'respondent.fully-satisfied'] as const
const VIEWS = ['as-it-is', 'as-it-was'] as const
const FLAGGED = ['in', 'out'] as const
/** So many months before the current one a period may end. */
const ENDS = [0, 1, 2] as const
/** Whoever goes through a list in steps that share no divisor with its length meets all of it, neighbours unlike. */
const STEP = 7

/** The communes of a store in the last twelve months, the current one among them. */
export function twelveMonths(store: BenchStore): string {
  return address(store, { back: 0 })
}

/** The same as a file. */
export function twelveMonthsFile(store: BenchStore): string {
  return twelveMonths(store).replace('/compare?', '/compare/units.csv?')
}

/** Comparisons over twelve months in all of which something else is asked, and in each but the last something is not as usual. */
export function otherFilters(store: BenchStore): readonly string[] {
  const all = ENDS.flatMap((back) =>
    METHODS.flatMap((method) =>
      VIEWS.flatMap((view) => FLAGGED.map((flagged) => address(store, { back, method, view, flagged }))),
    ),
  )
  return all.map((_, i) => all[((i + 1) * STEP) % all.length] ?? '')
}

/** Comparisons by the answers of one procedure field alone, each other than the others. */
export function otherFields(store: BenchStore): readonly string[] {
  const fields = new Set(
    store.sample.counters.flatMap(({ agency, codes }) =>
      agency.level === 'commune' ? codes.map(({ code: { field } }) => field) : [],
    ),
  )
  return ENDS.flatMap((back) =>
    [...fields].flatMap((field) => FLAGGED.map((flagged) => address(store, { back, field, flagged }))),
  )
}

function address({ today }: BenchStore, { back, ...filter }: { readonly back: number } & Readonly<Filter>): string {
  const last = monthOfDay(today) - back
  const query = { level: 'commune', from: isoMonth(last - 11), to: isoMonth(last), ...filter }
  return `/compare?${new URLSearchParams(query).toString()}`
}

type Filter = Partial<Record<'method' | 'view' | 'flagged' | 'field', string>>
