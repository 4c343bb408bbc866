import { inLanguage } from '../../domain/words.ts'
import type { Channel } from '../../domain/service-point.ts'
import type { ChannelComparison, ChannelRow } from '../../services/channel-comparison.ts'
import type { RequestContext } from '../context.ts'
import type { TableLook } from '../forms/table-look.ts'
import type { Language } from '../language.ts'
import { CHANNEL_UNITS, channelUnits, type ChannelOrder, type ChannelUnits } from './channel-units.ts'
import { compareFrame, daysOf, unitsWord, type CompareFrame, type FrameParts } from './compare-frame.ts'
import { dashboardHref } from './dashboard-links.ts'
import { figureTable, type FigureCells, type FigureTable } from './figure-cells.ts'
import type { PageLink } from './figure-section.ts'
import { rowFiles } from './row-files.ts'
import type { Site } from './shell.ts'
import { signedPoints } from './signed-points.ts'
import { asOfWords } from './units-page.ts'

/** Channels side by side, of all units or of one, and how the responses of each unit came. */
export interface ChannelsPage extends CompareFrame {
  readonly heading2: string
  readonly findings: readonly string[]
  /** What differences between channels mean, and what they do not. */
  readonly meaning: string
  readonly heads: Readonly<Record<'channel' | 'share' | 'difference' | 'word', string>>
  readonly table: FigureTable
  readonly rows: readonly ChannelLine[]
  /** Why nothing stands in the table; null where something does. */
  readonly empty: string | null
  readonly reading: { readonly heading: string; readonly texts: readonly string[] }
  readonly files: { readonly heading: string; readonly note: string; readonly links: readonly PageLink[] }
  readonly units: ChannelUnits
}

interface ChannelLine {
  readonly name: string
  /** The dashboard of the unit with the answers of this channel, or the list of units; null where nothing is shown. */
  readonly href: string | null
  /** What the figure leaves out; empty where that is nothing. */
  readonly leftOut: string
  readonly responses: string
  readonly share: string
  readonly cells: FigureCells
  /** Null where there is none. */
  readonly difference: { readonly points: string; readonly interval: string; readonly exact: number } | null
  readonly word: string
  readonly isSure: boolean
}

/** What the page is made from. */
export interface ChannelsParts {
  readonly frame: Omit<FrameParts, 'page'>
  readonly found: ChannelComparison
  readonly look: TableLook<ChannelOrder>
  readonly timeZone: string
}

export function channelsPage(
  site: Site,
  context: RequestContext,
  { frame, found, look, timeZone }: ChannelsParts,
): ChannelsPage {
  const { language } = context
  const { t, format, code } = language
  const { query } = frame
  const { scope, rows, unit, rate, least } = found
  const chosen: Record<string, string> = unit ? { unit: unit.code } : {}
  const table = figureTable(
    rows.map(({ shown }) => ({ shown, target: null })),
    { index: t('dashboard:index') },
    language,
  )
  const notes = query.field === null ? [] : [t('channels:note-field')]
  const styles = ['css/units.css', 'css/channels.css']
  return {
    ...compareFrame(site, context, { ...frame, page: 'channels', others: chosen, notes, styles }),
    heading2: unit ? inLanguage(unit.names, code) : t('channels:together', { units: unitsWord(scope, language) }),
    findings: findingsOf(found, language),
    meaning: t('channels:meaning'),
    heads: {
      channel: t('channels:head-channel'),
      share: t('channels:head-share'),
      difference: found.reference
        ? t('channels:head-difference', { channel: t(`dashboard:channel-${found.reference}`) })
        : t('channels:head-difference-none'),
      word: t('channels:head-word'),
    },
    table,
    rows: rows.flatMap((row, i) => {
      const cells = table.cells[i]
      return cells ? [channelLine(row, cells, { query, unit: unit?.code ?? null }, language)] : []
    }),
    empty: rows.length === 0 ? t('channels:empty') : null,
    reading: {
      heading: t('compare:reading-heading'),
      texts: [
        t('channels:reading-difference', { rate: format.count(rate * 100) }),
        t('channels:reading-hidden', { least: format.count(least) }),
        t(`compare:method-long-${scope.method}`),
        asOfWords(found.asOf, timeZone, language),
      ],
    },
    files: {
      heading: t('compare:files-heading'),
      note: t('channels:files-note'),
      links: rowFiles('channels.csv', query, language, chosen),
    },
    units: channelUnits(found, { query, look }, language),
  }
}

/** What stands out, and who is left out. */
function findingsOf(found: ChannelComparison, { t, format }: Language): readonly string[] {
  const { rows, reference, unit, units } = found
  const sure = rows.filter(({ difference }) => difference.isSignificant)
  const hidden = units.filter(({ isShown }) => !isShown)
  if (unit && hidden.some(({ agency }) => agency === unit)) return [t('channels:finding-unit-hidden')]
  const leftOut =
    unit || hidden.length === 0 ? [] : [t('channels:finding-left-out', { count: format.count(hidden.length) })]
  if (!reference || rows.length < 2) return [t('channels:finding-none'), ...leftOut]
  const to = t(`dashboard:channel-${reference}`)
  if (sure.length === 0) return [t('channels:finding-alike', { channel: to }), ...leftOut]
  return [
    ...sure.map(({ channel, difference: { value } }) => {
      const points = value?.points ?? 0
      const values = {
        channel: t(`dashboard:channel-${channel}`),
        reference: to,
        points: format.decimal(Math.abs(points)),
      }
      return t(points > 0 ? 'channels:finding-higher' : 'channels:finding-lower', values)
    }),
    ...leftOut,
  ]
}

function channelLine(
  { channel, shown, responses, share, leftOut, difference }: ChannelRow,
  cells: FigureCells,
  { query, unit }: { readonly query: FrameParts['query']; readonly unit: string | null },
  language: Language,
): ChannelLine {
  const { t, format } = language
  const { value, why, isSignificant } = difference
  const direction = (value?.points ?? 0) > 0 ? 'higher' : 'lower'
  return {
    name: t(`dashboard:channel-${channel}`),
    href: shown.figure ? (unit === null ? `#${CHANNEL_UNITS}` : channelHref(unit, query, channel)) : null,
    leftOut: unit === null ? leftOutWords(leftOut, language) : '',
    responses: format.count(responses),
    share: `${format.decimal(share * 100, 1)} %`,
    cells,
    difference: value && {
      points: signedPoints(value.points, format),
      interval: t('dashboard:interval-short', {
        lower: signedPoints(value.lower, format),
        upper: signedPoints(value.upper, format),
      }),
      exact: value.points,
    },
    word: t(`channels:word-${why ?? (isSignificant ? direction : 'unclear')}`),
    isSure: isSignificant === true,
  }
}

/** Whose responses a figure leaves out: a few are named, more are counted. */
function leftOutWords({ agencies, responses }: ChannelRow['leftOut'], { t, format, code }: Language): string {
  if (responses === 0) return ''
  const values = { responses: format.count(responses), count: format.count(agencies.length) }
  if (agencies.length > MOST_NAMED) return t('channels:left-out-many', values)
  return t('channels:left-out', { ...values, units: agencies.map(({ names }) => inLanguage(names, code)).join(', ') })
}

/** So many units are named. */
const MOST_NAMED = 3

/** The dashboard of a unit with the answers of one channel. */
function channelHref(
  unit: string,
  { months, view, questionnaire, step }: FrameParts['query'],
  channel: Channel,
): string {
  const filter = [{ cut: 'channel', value: channel }] as const
  return dashboardHref(unit, { period: daysOf(months), view, questionnaire, step, filter })
}
