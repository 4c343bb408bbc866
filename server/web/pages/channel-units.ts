import { CHANNELS } from '../../domain/service-point.ts'
import { inLanguage } from '../../domain/words.ts'
import type { ChannelComparison, UnitChannels } from '../../services/channel-comparison.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { TableLook } from '../forms/table-look.ts'
import type { Language } from '../language.ts'
import { compareHref } from './compare-links.ts'
import type { PageLink } from './figure-section.ts'
import { sortedTable, type SortedTable } from './sorted-table.ts'
import type { SortHead } from './units-page.ts'

/** By what the list of units can be sorted, the usual order first. */
export const CHANNEL_ORDERS = ['name', 'responses'] as const
export type ChannelOrder = (typeof CHANNEL_ORDERS)[number]

/** Names the list of units in the page. */
export const CHANNEL_UNITS = 'units'

/** Every unit with its responses by channel, each a link to its own comparison. */
export interface ChannelUnits {
  readonly id: string
  readonly heading: string
  readonly note: string
  /** Back to all units together; null where they are shown. */
  readonly all: PageLink | null
  readonly heads: { readonly name: SortHead; readonly responses: SortHead; readonly channels: readonly string[] }
  readonly rows: readonly {
    readonly name: string
    readonly href: string
    readonly isCurrent: boolean
    readonly responses: string
    readonly counts: readonly { readonly label: string; readonly count: string }[]
  }[]
  readonly pages: SortedTable<UnitChannels, ChannelOrder>['pages']
}

export function channelUnits(
  { units, unit }: ChannelComparison,
  { query, look }: { readonly query: CompareQuery; readonly look: TableLook<ChannelOrder> },
  language: Language,
): ChannelUnits {
  const { t, format, code } = language
  const countOf = ({ responses }: UnitChannels): number => [...responses.values()].reduce((sum, one) => sum + one, 0)
  const values = { name: (_: UnitChannels, place: number) => place, responses: (one: UnitChannels) => -countOf(one) }
  const kept: Record<string, string> = unit ? { unit: unit.code } : {}
  const sorted = sortedTable(units, { look, usual: 'name', values, page: 'channels', query, kept }, language)
  const present = CHANNELS.filter((channel) => units.some(({ responses }) => responses.has(channel)))
  return {
    id: CHANNEL_UNITS,
    heading: t('channels:units-heading'),
    note: t('channels:units-note'),
    all: unit ? { label: t('channels:units-all'), href: compareHref('channels', query) } : null,
    heads: {
      name: sorted.head('name', t('compare:head-unit')),
      responses: sorted.head('responses', t('dashboard:responses')),
      channels: present.map((channel) => t(`dashboard:channel-${channel}`)),
    },
    rows: sorted.rows.map((one) => ({
      name: inLanguage(one.agency.names, code),
      href: compareHref('channels', query, { unit: one.agency.code }),
      isCurrent: one.agency.code === unit?.code,
      responses: format.count(countOf(one)),
      counts: present.map((channel) => ({
        label: t(`dashboard:channel-${channel}`),
        count: format.count(one.responses.get(channel) ?? 0),
      })),
    })),
    pages: sorted.pages,
  }
}
