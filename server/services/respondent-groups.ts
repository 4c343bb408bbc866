import { ANSWERED, HIGHEST_LEVEL, type Tally } from '../../scoring/tally.ts'
import { shapeOf } from '../domain/questionnaire.ts'
import type { Series } from '../domain/series.ts'
import type { Step } from '../domain/service-point.ts'
import type { LedgerCell, LedgerReading } from './unit-ledger.ts'
import type { RespondentGroup } from './respondents.ts'

/** By what the pages of all agencies are cut, as far as the ledger keeps it for all of them. */
export type GuardedUnitCut = 'field' | 'channel' | 'month' | 'question'

/** Whom a figure counts: those who answered any criterion, or those who answered the overall item. */
export type CountedItems = 'criteria' | 'overall'

/** Which respondents are counted. */
export interface CountedRespondents {
  readonly series: Series
  readonly step: Step
  readonly counted: CountedItems
  readonly cut: GuardedUnitCut
}

/** The respondents of some agencies as a ledger holds them, told apart by a cut. */
export function respondentGroups(
  reading: LedgerReading,
  agencies: readonly string[],
  asked: CountedRespondents,
): { readonly values: readonly string[]; readonly groups: readonly RespondentGroup[] } {
  const { series, step, counted } = asked
  const cells = agencies.flatMap((agency) =>
    [...reading.cells(agency)]
      .filter((cell) => cell.step === step && series.versions.has(cell.questionnaire))
      .map((cell) => ({ agency, cell })),
  )
  const peopleOf = (cell: LedgerCell): number => (counted === 'criteria' ? cell.answered : cell.answeredOverall)
  const { values, partsOf } = asked.cut === 'question' ? byQuestion(series) : byValue(asked.cut, cells, peopleOf)
  const groups = cells.map(({ agency, cell }): RespondentGroup => {
    return { agency, isFlagged: cell.flagged, people: peopleOf(cell), parts: partsOf(cell) }
  })
  return { values, groups }
}

/** What a factor is called among the questions. */
export function factorValue(code: string): string {
  return `factor ${code}`
}

/** What a criterion is called among the questions; the overall item is called `overall`. */
export function criterionValue(code: string): string {
  return `criterion ${code}`
}

interface Parting {
  readonly values: readonly string[]
  readonly partsOf: (cell: LedgerCell) => RespondentGroup['parts']
}

function byValue(
  cut: Exclude<GuardedUnitCut, 'question'>,
  cells: readonly { readonly cell: LedgerCell }[],
  peopleOf: (cell: LedgerCell) => number,
): Parting {
  const valueOf = cut === 'month' ? ({ month }: LedgerCell): string => String(month) : ({ value }: LedgerCell) => value
  const values = [...new Set(cells.map(({ cell }) => valueOf(cell)))].sort()
  const places = new Map(values.map((value, place) => [value, place]))
  return {
    values,
    partsOf: (cell) => [{ place: places.get(valueOf(cell)) ?? 0, people: peopleOf(cell) }],
  }
}

/** A respondent has as many values as questions were answered, and factors with any of them. */
function byQuestion({ latest }: Series): Parting {
  const { factors, criteria } = shapeOf(latest)
  const codes = [...criteria.map(({ code }) => code), 'overall']
  return {
    values: [...factors.map(factorValue), ...codes.map(criterionValue)],
    partsOf: ({ tally }) => {
      // The levels of the overall item follow those of the criteria.
      const { factorResponsesAt, countsAt } = tally.shape
      const ofFactors = factors.map((_, i) => tally.sums[factorResponsesAt + i] ?? 0)
      const ofCriteria = codes.map((_, i) => levelsAt(tally, countsAt + i * HIGHEST_LEVEL))
      return [...ofFactors, ...ofCriteria].map((people, place) => ({ place, people }))
    },
  }
}

/** How many respondents a figure of a tally counts. */
export function respondentsOf(tally: Tally, counted: CountedItems): number {
  return counted === 'criteria' ? (tally.sums[ANSWERED] ?? 0) : levelsAt(tally, tally.shape.overallAt)
}

function levelsAt({ sums }: Tally, from: number): number {
  let people = 0
  for (let at = from; at < from + HIGHEST_LEVEL; at++) people += sums[at] ?? 0
  return people
}
