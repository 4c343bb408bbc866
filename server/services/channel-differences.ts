import { benjaminiHochberg } from '../../scoring/benjamini-hochberg.ts'
import { difference } from '../../scoring/difference.ts'
import type { Channel } from '../domain/service-point.ts'
import type { ChannelRow } from './channel-comparison.ts'
import { FALSE_DISCOVERY_RATE } from './compare-service.ts'

/** The channel that the others are compared with: QR, or the largest that is shown; null where none is. */
export function referenceChannel(rows: readonly ChannelRow[]): Channel | null {
  const shown = rows.filter((row) => row.shown.hidden === null)
  const qr = shown.find(({ channel }) => channel === 'qr')
  const [largest] = shown.toSorted((a, b) => b.shown.n - a.shown.n)
  return (qr ?? largest)?.channel ?? null
}

/** The channels with their differences from one of them. */
export function withDifferences(rows: readonly ChannelRow[], reference: Channel | null): readonly ChannelRow[] {
  const to = rows.find(({ channel }) => channel === reference)?.shown.figure ?? null
  const found = rows.map(({ channel, shown: { figure } }) => {
    if (channel === reference) return { value: null, why: 'reference' as const }
    if (!figure || !to) return { value: null, why: 'hidden' as const }
    const value = difference(figure, to)
    return { value, why: value ? null : ('unknown' as const) }
  })
  const adjusted = benjaminiHochberg(found.map(({ value }) => value?.p ?? null))
  return rows.map((row, i) => {
    const p = adjusted[i] ?? null
    const own = found[i] ?? { value: null, why: 'hidden' as const }
    return {
      ...row,
      difference: { ...own, adjusted: p, isSignificant: p === null ? null : p <= FALSE_DISCOVERY_RATE },
    }
  })
}
