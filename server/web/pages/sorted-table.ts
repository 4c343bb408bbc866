import type { CompareQuery } from '../../services/compare-query.ts'
import type { TableLook } from '../forms/table-look.ts'
import type { Language } from '../language.ts'
import { compareHref, type ComparePageName } from './compare-links.ts'
import type { PageLink } from './figure-section.ts'
import type { SortHead } from './units-page.ts'

/** The rows of a table that a page shows, and the links that sort them and lead to the others. */
export interface SortedTable<Row, Order extends string> {
  readonly rows: readonly Row[]
  readonly head: (order: Order, label: string) => SortHead
  /** No links where all rows are shown. */
  readonly pages: { readonly label: string; readonly links: readonly (PageLink & { readonly isCurrent: boolean })[] }
}

/** More rows than these come on further pages: a browser on an old machine takes seconds for thousands. */
const MOST_ROWS = 600

/** What a table is sorted by: ascending unless it is turned round; rows with null come last. */
export type SortValues<Row, Order extends string> = Readonly<Record<Order, (row: Row, place: number) => number | null>>

/** @param rows in the order that settles ties */
export function sortedTable<Row, Order extends string>(
  rows: readonly Row[],
  {
    look,
    usual,
    values,
    page,
    query,
    kept = {},
  }: {
    readonly look: TableLook<Order>
    /** The order that an address leaves out. */
    readonly usual: Order
    readonly values: SortValues<Row, Order>
    readonly page: ComparePageName
    readonly query: CompareQuery
    /** What else an address of the page keeps, however the table is sorted. */
    readonly kept?: Readonly<Record<string, string>>
  },
  { t, format }: Language,
): SortedTable<Row, Order> {
  const href = (order: Order, isReversed: boolean, number = 1): string => {
    const sort = `${isReversed ? '-' : ''}${order}`
    const others = { ...kept, ...(sort === usual ? {} : { sort }), ...(number === 1 ? {} : { page: String(number) }) }
    return compareHref(page, query, others)
  }
  const sorted = sortedRows(rows, values[look.order], look.isReversed)
  const pages = Math.max(1, Math.ceil(rows.length / MOST_ROWS))
  const current = Math.min(look.page, pages)
  return {
    rows: sorted.slice((current - 1) * MOST_ROWS, current * MOST_ROWS),
    head: (order, label) => {
      const isSorted = look.order === order
      return {
        label,
        href: href(order, isSorted && !look.isReversed),
        sorted: isSorted ? (look.isReversed ? 'descending' : 'ascending') : null,
      }
    },
    pages: {
      label: t('compare:pages-label'),
      links:
        pages === 1
          ? []
          : Array.from({ length: pages }, (_, i) => ({
              label: format.count(i + 1),
              href: href(look.order, look.isReversed, i + 1),
              isCurrent: i + 1 === current,
            })),
    },
  }
}

function sortedRows<Row>(
  rows: readonly Row[],
  valueOf: (row: Row, place: number) => number | null,
  isReversed: boolean,
): readonly Row[] {
  const direction = isReversed ? -1 : 1
  return rows
    .map((row, place) => ({ row, place, value: valueOf(row, place) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) {
        return Number(a.value === null) - Number(b.value === null) || a.place - b.place
      }
      return direction * (a.value - b.value) || a.place - b.place
    })
    .map(({ row }) => row)
}
