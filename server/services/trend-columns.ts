import type { Agency } from '../domain/agency.ts'
import { isoMonth } from '../domain/calendar.ts'
import type { MonthEvent, MonthRow } from './agency-dashboard.ts'
import type { FileColumn } from './file-column.ts'
import { isOneShare, satisfiedAnswers } from './satisfied-answers.ts'
import { scopeColumns } from './scope-columns.ts'
import type { ShownFigure } from './shown-figure.ts'
import type { UnitTrends } from './trend-service.ts'
import type { UnitScope } from './unit-answers.ts'

/** One month of one unit. */
interface TrendFileRow extends MonthRow {
  readonly agency: Agency
}

/** Every month of every unit that is drawn; a suppressed unit has no months. */
export function trendRows({ trends }: UnitTrends): readonly TrendFileRow[] {
  return trends.flatMap(({ unit: { agency }, months }) => months.map((month) => ({ agency, ...month })))
}

/** As `unitColumns`, a row a month: what the page hides, the file hides. */
export function trendColumns(scope: UnitScope, languages: readonly string[]): readonly FileColumn<TrendFileRow>[] {
  const figure = (
    key: string,
    value: (figure: NonNullable<ShownFigure['figure']>) => string | number | null,
  ): FileColumn<TrendFileRow> => ({ key, value: ({ shown }) => (shown.figure ? value(shown.figure) : null) })
  return [
    ...scopeColumns<TrendFileRow>(scope, languages),
    { key: 'month', value: ({ month }) => isoMonth(month) },
    { key: 'respondents', value: ({ shown }) => shown.n },
    { key: 'transactions', value: ({ population }) => population.count },
    figure('answers', ({ answers }) => answers),
    figure('satisfied', (of) => (isOneShare(scope.method) ? satisfiedAnswers(of) : null)),
    figure('index', ({ index }) => index),
    figure('lower', ({ lower }) => lower),
    figure('upper', ({ upper }) => upper),
    figure('variance', ({ variance }) => variance),
    { key: 'threshold', value: ({ target }) => target && Number(target.threshold) },
    { key: 'evidence', value: ({ shown }) => shown.verdict?.evidence ?? null },
    { key: 'event', value: ({ events }) => events.map(eventText).join('; ') },
    { key: 'hidden', value: ({ shown }) => shown.hidden ?? '' },
  ]
}

/** `break`, `target from 95`, `merger of xa-a xa-b`. */
function eventText(event: MonthEvent): string {
  switch (event.kind) {
    case 'break':
      return 'break'
    case 'target':
      return `target from ${event.from?.threshold ?? 'none'}`
    case 'merger':
      return `merger of ${event.agencies.map(({ code }) => code).join(' ')}`
  }
}
