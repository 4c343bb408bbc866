import type { Problem } from '../../domain/errors.ts'
import { textOf } from './dashboard-query.ts'

/** By what the rows of a comparison can be sorted. */
export const UNIT_ORDERS = ['name', 'responses', 'index', 'rank', 'change'] as const
export type UnitOrder = (typeof UNIT_ORDERS)[number]

/** Which rows are left by what they prove. */
export const UNIT_VERDICTS = ['not-met', 'unclear', 'met', 'plain', 'hidden'] as const
export type UnitVerdict = (typeof UNIT_VERDICTS)[number]

/** How the table of a comparison is looked at; it changes no figure and no rank. */
export interface UnitsLook {
  /** Words that a unit's name must hold; empty for all. */
  readonly search: string
  readonly order: UnitOrder
  /** Whether the order is turned round. */
  readonly isReversed: boolean
  /** Null for all. */
  readonly verdict: UnitVerdict | null
  /** From 1. */
  readonly page: number
}

/** The parameters that {@link readUnitsLook} reads. */
export const LOOK_PARAMETERS = ['q', 'sort', 'verdict', 'page'] as const

/** Reads how a table is looked at; what is wrong is added to the problems. */
export function readUnitsLook(query: Readonly<Record<string, unknown>>, problems: Problem[]): UnitsLook {
  const sort = textOf(query['sort']) || 'rank'
  const order = UNIT_ORDERS.find((one) => one === sort.replace(/^-/, ''))
  if (!order) problems.push({ where: 'sort', message: 'compare:error-sort', values: { value: sort } })
  const typedVerdict = textOf(query['verdict'])
  const verdict = UNIT_VERDICTS.find((one) => one === typedVerdict) ?? null
  if (typedVerdict !== '' && !verdict) {
    problems.push({ where: 'verdict', message: 'compare:error-verdict', values: { value: typedVerdict } })
  }
  const typedPage = textOf(query['page']) || '1'
  const page = /^[1-9]\d{0,4}$/.test(typedPage) ? Number(typedPage) : null
  if (page === null) problems.push({ where: 'page', message: 'compare:error-page', values: { value: typedPage } })
  return {
    search: textOf(query['q']),
    order: order ?? 'rank',
    isReversed: sort.startsWith('-'),
    verdict,
    page: page ?? 1,
  }
}

/** The parts of an address that keep a look; what is as usual is left out. */
export function lookParameters({ search, order, isReversed, verdict }: UnitsLook): Record<string, string> {
  const sort = `${isReversed ? '-' : ''}${order}`
  return {
    ...(search === '' ? {} : { q: search }),
    ...(sort === 'rank' ? {} : { sort }),
    ...(verdict === null ? {} : { verdict }),
  }
}
