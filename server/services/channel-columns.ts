import type { ChannelComparison, ChannelRow } from './channel-comparison.ts'
import { isoMonth } from '../domain/calendar.ts'
import type { FileColumn } from './file-column.ts'
import type { ShownFigure } from './shown-figure.ts'

/** As `unitColumns`, a row a channel, of all units together or of one. */
export function channelColumns({ scope, unit, reference }: ChannelComparison): readonly FileColumn<ChannelRow>[] {
  const { query, series, method, under, level } = scope
  const same = (key: string, value: string): FileColumn<ChannelRow> => ({ key, value: () => value })
  const figure = (
    key: string,
    value: (figure: NonNullable<ShownFigure['figure']>) => number | null,
  ): FileColumn<ChannelRow> => ({ key, value: ({ shown }) => (shown.figure ? value(shown.figure) : null) })
  const less = (
    key: string,
    value: (difference: NonNullable<ChannelRow['difference']['value']>) => number,
  ): FileColumn<ChannelRow> => ({
    key,
    value: ({ difference }) => (difference.value ? value(difference.value) : null),
  })
  return [
    same('agency', unit?.code ?? ''),
    same('level', level),
    same('under', under?.code ?? ''),
    same('from', isoMonth(query.months.from)),
    same('to', isoMonth(query.months.to - 1)),
    same('view', query.view),
    same('questionnaire', series.name),
    same('step', query.step),
    same('method', method),
    same('flagged', query.flagged),
    { key: 'channel', value: ({ channel }) => channel },
    { key: 'responses', value: ({ responses }) => responses },
    { key: 'share', value: ({ share }) => share },
    { key: 'respondents', value: ({ shown }) => shown.n },
    { key: 'left-out-units', value: ({ leftOut }) => leftOut.agencies.map(({ code }) => code).join(' ') },
    { key: 'left-out-responses', value: ({ leftOut }) => leftOut.responses },
    figure('index', ({ index }) => index),
    figure('lower', ({ lower }) => lower),
    figure('upper', ({ upper }) => upper),
    figure('variance', ({ variance }) => variance),
    same('compared-with', reference ?? ''),
    less('difference', ({ points }) => points),
    less('difference-lower', ({ lower }) => lower),
    less('difference-upper', ({ upper }) => upper),
    less('difference-p', ({ p }) => p),
    { key: 'difference-p-adjusted', value: ({ difference }) => difference.adjusted },
    { key: 'difference-why', value: ({ difference }) => difference.why ?? '' },
    { key: 'hidden', value: ({ shown }) => shown.hidden ?? '' },
  ]
}
