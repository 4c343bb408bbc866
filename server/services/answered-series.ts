import type { Month } from '../domain/calendar.ts'
import type { Questionnaire, QuestionnaireId } from '../domain/questionnaire.ts'
import { seriesAmong, type Series } from '../domain/series.ts'

/** How many responses to one questionnaire version were received in a month. */
export interface AnsweredMonth {
  readonly questionnaire: QuestionnaireId
  readonly month: Month
  readonly responses: number
}

/** One series with its answers in a period. */
export interface SeriesAnswers {
  readonly series: Series
  readonly responses: number
  /** First and last month with answers; null where there are none. */
  readonly months: { readonly first: Month; readonly last: Month } | null
}

/**
 * Which series were answered.
 *
 * @param answered in any order; a version and month may stand several times
 * @returns the answers of every series, and the series answered last (by more responses, where several were; the
 *   first one there is, where none was); null only where no questionnaire is published
 */
export function answeredSeries(
  questionnaires: Iterable<Questionnaire>,
  answered: readonly AnsweredMonth[],
): { readonly all: readonly Series[]; readonly counts: readonly SeriesAnswers[]; readonly last: Series | null } {
  const all = seriesAmong(questionnaires)
  const counts = all.map((series): SeriesAnswers => {
    const own = answered.filter(({ questionnaire, responses }) => responses > 0 && series.versions.has(questionnaire))
    const months = own.map(({ month }) => month)
    return {
      series,
      responses: own.reduce((sum, { responses }) => sum + responses, 0),
      months: own.length === 0 ? null : { first: Math.min(...months), last: Math.max(...months) },
    }
  })
  const lastMonth = ({ months }: SeriesAnswers): number => months?.last ?? Number.NEGATIVE_INFINITY
  const [latest] = counts.toSorted((a, b) => lastMonth(b) - lastMonth(a) || b.responses - a.responses)
  return { all, counts, last: latest?.series ?? null }
}

/** The month in which a series took over from an incomparable one of the same instrument; null where none came before. */
export function breakOf(series: Series, counts: readonly SeriesAnswers[]): Month | null {
  const first = counts.find((one) => one.series.name === series.name)?.months?.first
  if (first === undefined) return null
  const isAfterAnother = counts.some(
    (other) =>
      other.series.latest.key === series.latest.key &&
      other.series.latest.version < series.latest.version &&
      other.months !== null &&
      other.months.first <= first,
  )
  return isAfterAnother ? first : null
}
