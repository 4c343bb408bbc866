import type { Agency } from '../domain/agency.ts'
import { firstDay, type Month, type Period } from '../domain/calendar.ts'
import { NotFoundError } from '../domain/errors.ts'
import { LONGEST_PERIOD_MONTHS } from '../domain/period.ts'
import type { Questionnaire, QuestionnaireId } from '../domain/questionnaire.ts'
import { seriesNamed, type Series } from '../domain/series.ts'
import type { Storage } from '../storage/port.ts'
import type { AnswerReader } from './answer-reader.ts'
import { answeredSeries, type SeriesAnswers } from './answered-series.ts'
import { wholeIndex } from './compose-dashboard.ts'
import { KnownTransactions, usable } from './known-transactions.ts'
import type { ShownFigure } from './shown-figure.ts'
import { responsesOf, type IndexRules } from './shown-index.ts'

/** The index of one agency in each calendar year from its first answer to its last, of one instrument. */
export interface AgencyYears {
  readonly agency: Agency
  /** The instrument whose answers are counted in all of the years. */
  readonly series: Series
  /** Other series with answers, which are never pooled with this one. */
  readonly others: readonly SeriesAnswers[]
  /** First and last month with answers to it; null where there are none. */
  readonly months: SeriesAnswers['months']
  /** Those with any response, to whatever instrument, and those between them; the newest first. */
  readonly years: readonly YearFigure[]
}

/** The index of a calendar year, as the dashboard of the same days shows it, held against no target. */
export interface YearFigure {
  readonly year: number
  /** The days of the year; of the running one those up to the end of the current month. */
  readonly period: Period
  readonly shown: ShownFigure
}

interface YearParts {
  readonly storage: Pick<Storage, 'tallies' | 'transactions'>
  readonly answers: Pick<AnswerReader, 'open'>
  readonly rules: IndexRules
  readonly questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>
  readonly thisMonth: Month
  /** Whether the index of some whole months must not be shown for the sake of other agencies. */
  readonly isGivenAway: (period: Period, series: Series) => Promise<boolean>
}

/**
 * Reads the index of some agencies together, year by year, the longest period that can be asked for back. The cost
 * follows agencies, channels and months.
 *
 * @param questionnaire name of a series or id of a version; null for the series that was answered last
 * @throws {NotFoundError} when there is no such questionnaire
 */
export async function readYears(
  { storage, answers, rules, questionnaires, thisMonth, isGivenAway }: YearParts,
  agencies: readonly string[],
  questionnaire: string | null,
): Promise<Omit<AgencyYears, 'agency'>> {
  const span = await storage.tallies.span(agencies)
  const opened = []
  for (const one of span ? yearsOf(span, thisMonth) : []) {
    opened.push({ ...one, own: await answers.open({ agencies, period: one.period }, questionnaires, 'index') })
  }
  const answered = answeredSeries(
    questionnaires.values(),
    opened.flatMap(({ own }) => own.answered.filter(({ step }) => step === 'return')),
  )
  const series = questionnaire === null ? answered.last : seriesNamed(answered.all, questionnaire)
  if (!series) throw new NotFoundError('questionnaire', questionnaire ?? '')
  const asked = { series, step: 'return' } as const
  const years: YearFigure[] = []
  for (const { year, period, own } of opened) {
    const counted = await own.count({ ...asked, filter: [], cuts: ['flagged'] })
    const places = () => own.places(asked)
    const transactions = await KnownTransactions.read(storage, { agencies, period }, asked.step, places)
    const population = usable(transactions.of({}, responsesOf(counted.total)))
    const isHidden = counted.isHidden || (await isGivenAway(period, series))
    const shown = wholeIndex({ ...counted, isHidden }, { target: null, population }, rules)
    years.push({ year, period, shown })
  }
  const months = answered.counts.find((one) => one.series === series)?.months ?? null
  const others = answered.counts.filter((other) => other.series !== series && other.responses > 0)
  return { series, others, months, years }
}

/** The calendar years that a stretch of months touches, the newest first. */
function yearsOf(
  { first, last }: { readonly first: Month; readonly last: Month },
  thisMonth: Month,
): readonly Pick<YearFigure, 'year' | 'period'>[] {
  const newest = last - (last % 12)
  const oldest = Math.max(first - (first % 12), newest - LONGEST_PERIOD_MONTHS + 12)
  const end = Math.max(thisMonth, last) + 1
  return Array.from({ length: (newest - oldest) / 12 + 1 }, (_, i) => {
    const from = newest - 12 * i
    return { year: 1970 + from / 12, period: { from: firstDay(from), to: firstDay(Math.min(from + 12, end)) } }
  })
}
