import { InvalidInputError, type Problem } from '../../domain/errors.ts'
import { textOf } from './dashboard-query.ts'

/** How a table of units is looked at; it changes no figure. */
export interface TableLook<Order extends string> {
  readonly order: Order
  /** Whether the order is turned round. */
  readonly isReversed: boolean
  /** From 1. */
  readonly page: number
}

/** The parameters that {@link readTableLook} reads. */
export const TABLE_PARAMETERS = ['sort', 'page'] as const

/**
 * Reads how a table is looked at.
 *
 * @param orders by which it can be sorted, the usual one first
 * @throws {InvalidInputError} when the rows cannot be sorted so, or the page is no number
 */
export function readTableLook<Order extends string>(
  query: Readonly<Record<string, unknown>>,
  orders: readonly [Order, ...Order[]],
): TableLook<Order> {
  const problems: Problem[] = []
  const sort = textOf(query['sort']) || orders[0]
  const order = orders.find((one) => one === sort.replace(/^-/, ''))
  if (!order) problems.push({ where: 'sort', message: 'compare:error-sort', values: { value: sort } })
  const typedPage = textOf(query['page']) || '1'
  if (!/^[1-9]\d{0,4}$/.test(typedPage)) {
    problems.push({ where: 'page', message: 'compare:error-page', values: { value: typedPage } })
  }
  if (problems.length > 0) throw new InvalidInputError('no such look at a table', problems)
  return { order: order ?? orders[0], isReversed: sort.startsWith('-'), page: Number(typedPage) }
}
