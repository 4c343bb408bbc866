import type { Target } from '../../domain/target.ts'
import { inLanguage, type Words } from '../../domain/words.ts'
import {
  monthOf,
  thawFigure,
  thawTarget,
  thawTransactions,
  type FrozenFigure,
  type FrozenRow,
} from '../../services/frozen-figure.ts'
import type { AgencyDraft, FrozenEvent } from '../../services/report-content.ts'
import type { Language } from '../language.ts'
import { figureSection, PLAIN_ROW, type FigureSection, type HeldRow, type RowEvent } from './figure-section.ts'
import { lowestOf } from './lowest-figure.ts'
import { thresholdOf } from './verdict-words.ts'

/** The tables of a report on an agency, as the dashboard names them. */
export interface AgencyReportSections {
  /** Factors, the overall item after them. */
  readonly factors: FigureSection
  readonly criteria: FigureSection
  readonly months: FigureSection
  readonly fields: FigureSection
}

export function agencyReportSections(draft: AgencyDraft, language: Language): AgencyReportSections {
  const { index, factors, overall, months, fields } = draft
  const { t, format, code } = language
  const targets = draft.targets.map(thawTarget)
  const targetAt = (place: number | null): Target | null => (place === null ? null : (targets[place] ?? null))
  const words = (text: Words): string => inLanguage(text, code)
  const row = (name: string, figure: FrozenFigure, over: Partial<HeldRow> = {}): HeldRow => ({
    ...PLAIN_ROW,
    name,
    label: name,
    shown: thawFigure(figure),
    target: targetAt(index.target),
    ...over,
  })
  const counted = ({ target, responses, transactions }: FrozenRow): Partial<HeldRow> => ({
    target: targetAt(target),
    rate: { responses, population: thawTransactions(transactions) },
  })
  const general = row(t('dashboard:overall'), overall.figure)
  const criteria = factors.flatMap((factor) => factor.criteria)
  const section = (area: string, rows: readonly HeldRow[], finding: string | null = null): FigureSection =>
    figureSection(rows, { area, index: t('dashboard:index'), finding, hasChart: area === 'months' }, language)

  const monthRows = months.map((month) => {
    const name = format.month(monthOf(month.month))
    return row(name, month.figure, {
      ...counted(month),
      events: month.events.map((event) => eventWords(event, targetAt(month.target), targetAt, language)),
    })
  })
  const lowest = lowestOf(monthRows)
  const finding = lowest && { month: lowest.row.name, index: format.percent(lowest.exact) }
  return {
    factors: section('factors', [
      ...factors.map(({ code: of, names, figure }) => row(words(names), figure, { code: of })),
      general,
    ]),
    criteria: {
      ...section('factors', [
        ...criteria.map(({ code: of, wording, figure }) => row(words(wording), figure, { code: of })),
        { ...general, detail: words(overall.wording) },
      ]),
      area: 'criteria',
      heading: t('printed-report:criteria-heading'),
      column: t('printed-report:criteria-column'),
    },
    months: section('months', monthRows, finding && t('dashboard:months-finding-no-target', finding)),
    fields: section(
      'fields',
      fields.map((field) => row(words(field.names), field.figure, counted(field))),
    ),
  }
}

function eventWords(
  event: FrozenEvent,
  target: Target | null,
  targetAt: (place: number | null) => Target | null,
  { t, format, code }: Language,
): RowEvent {
  const threshold = (one: Target | null): string => (one ? thresholdOf(one, format) : t('dashboard:no-target'))
  switch (event.kind) {
    case 'break':
      return { kind: 'break', words: t('dashboard:break') }
    case 'target': {
      const values = { from: threshold(targetAt(event.from)), to: threshold(target) }
      return { kind: 'target-change', words: t('dashboard:target-changed', values) }
    }
    case 'merger': {
      const agencies = event.agencies.map(({ names }) => inLanguage(names, code)).join(', ')
      return { kind: 'merger', words: t('dashboard:merged', { agencies }) }
    }
  }
}
