import { isoMonth, type Month } from '../domain/calendar.ts'
import { STEPS, type ServicePoint } from '../domain/service-point.ts'
import type { TransactionCount } from '../domain/transaction-count.ts'
import { ImportRow, type Imported } from './import-row.ts'
import type { ImportTable } from './import-table.ts'

/** From the first month up to, not including, the one after the last of which the files hold counts; null where they hold none. */
export function importedMonths(tables: readonly ImportTable[]): { readonly from: Month; readonly to: Month } | null {
  const rows = tables
    .filter(({ kind }) => kind === 'transactions')
    .flatMap((table) => table.rows.map((line) => new ImportRow(table, line)))
  const months = rows.map((row) => row.month('month')).filter((month) => month !== null)
  const inOrder = months.sort((a, b) => a - b)
  const [first, last] = [inOrder[0], inOrder.at(-1)]
  return first === undefined || last === undefined ? null : { from: first, to: last + 1 }
}

/** Reads the rows of a file of counts; the agency of each is that of its point, given all points as they would be. */
export function readTransactions(
  rows: readonly ImportRow[],
  points: ReadonlyMap<string, Pick<ServicePoint, 'agency'>>,
): Imported<TransactionCount>[] {
  return rows.map((row) => {
    row.needed('month')
    const point = row.neededCode('point')
    const field = row.neededCode('field')
    row.needed('step')
    row.needed('count')
    const record: TransactionCount = {
      agency: points.get(point)?.agency ?? '',
      point,
      field,
      step: row.oneOf('step', STEPS) ?? 'return',
      month: row.month('month') ?? 0,
      count: row.count('count') ?? 0,
    }
    return { record, row }
  })
}

/** What makes two rows the same count, as a report names it: `quay-1 y-te return 2026-11`. */
export function transactionKey({ point, field, step, month }: Omit<TransactionCount, 'agency' | 'count'>): string {
  return [point, field, step, isoMonth(month)].join(' ')
}

/** Notes points and fields that would not exist after the import. */
export function checkTransactions(
  imported: readonly Imported<TransactionCount>[],
  all: { readonly points: ReadonlyMap<string, unknown>; readonly fields: ReadonlyMap<string, unknown> },
): void {
  for (const { record, row } of imported) {
    const { point, field } = record
    if (point !== '' && !all.points.has(point)) row.note('point', 'import:unknown-point', { text: point })
    if (field !== '' && !all.fields.has(field)) row.note('field', 'import:unknown-field', { text: field })
  }
}
