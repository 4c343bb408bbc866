import { questionsAsFactors } from '../../scoring/questions-as-factors.ts'
import { sumTallies } from '../../scoring/sum-tallies.ts'
import type { Tally, TallyShape } from '../../scoring/tally.ts'
import type { MethodName } from '../../scoring/methods.ts'
import { shapeOf, type Questionnaire, type QuestionnaireId } from '../domain/questionnaire.ts'
import { STEPS } from '../domain/service-point.ts'
import { CUTS, type Cut, type Storage, type TallyCell } from '../storage/port.ts'
import type { AnswerCount, AnsweredPlace, AnswerScope, CountedAnswers, PeriodAnswers } from './counted-answers.ts'
import { FLAGGED, NOT_FLAGGED, placeName, type CountedCut } from './counted-cut.ts'
import { answeredMonths, countedCells, periodCells } from './period-tallies.ts'

/** What kept answers are read from. */
export interface KeptParts {
  readonly storage: Pick<Storage, 'tallies' | 'responses'>
  readonly scope: AnswerScope
  readonly questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>
  readonly method: MethodName
}

/** The answers of a scope by the tallies that the store keeps: the cost follows agencies, points and months, not responses. */
export class KeptAnswers implements PeriodAnswers {
  readonly isCuttable = false
  readonly answered: PeriodAnswers['answered']
  readonly #parts: KeptParts
  readonly #cuts: readonly Cut[]
  readonly #cells: readonly TallyCell[]

  private constructor(parts: KeptParts, cuts: readonly Cut[], cells: readonly TallyCell[]) {
    this.#parts = parts
    this.#cuts = cuts
    this.#cells = cells
    this.answered = STEPS.flatMap((step) => {
      const ofStep = cells.filter((cell) => cell.step === step && cell.cut === 'channel')
      return answeredMonths(ofStep).map((one) => ({ ...one, step }))
    })
  }

  static async read(parts: KeptParts, depth: 'index' | 'cuts'): Promise<KeptAnswers> {
    const { storage, scope, questionnaires } = parts
    const cuts: readonly Cut[] = depth === 'index' ? ['channel'] : CUTS
    return new KeptAnswers(parts, cuts, await periodCells(storage, questionnaires, { ...scope, cuts }))
  }

  places(asked: Pick<AnswerCount, 'series' | 'step'>): readonly AnsweredPlace[] {
    // Read for the index alone, there are no cells by point and field: what is known is which agencies had answers when.
    const hasPlaces = this.#cuts.length > 1
    return ofSeries(this.#cells, asked)
      .filter(({ cut }) => (cut === 'channel') !== hasPlaces)
      .map(({ agency, month, cut, value }) => ({
        agency,
        month,
        point: cut === 'point' ? value : null,
        field: cut === 'field' ? value : null,
      }))
  }

  /** @throws {RangeError} when a filter is asked for */
  async count(asked: AnswerCount): Promise<CountedAnswers> {
    if (asked.filter.length > 0) throw new RangeError('kept tallies cannot be narrowed')
    const shape = shapeOf(asked.series.latest)
    const cells = ofSeries(this.#cells, asked)
    const ofTotal = cells.filter(({ cut }) => cut === 'channel').map(({ tally }) => tally)
    return {
      ...UNGUARDED,
      total: sumTallies(shape, ofTotal),
      answersOfUnsatisfied: null,
      cuts: cutsOf(await this.#cellsForMethod(shape, cells, asked), asked.cuts),
    }
  }

  /** The same cells, or, for a method that needs pairs of questions, cells counted anew from their responses. */
  async #cellsForMethod(
    shape: TallyShape,
    cells: readonly TallyCell[],
    asked: AnswerCount,
  ): Promise<readonly TallyCell[]> {
    const { storage, scope, questionnaires, method } = this.#parts
    if (method !== 'index.mean-questions' || shape.factors.length === shape.criteria.length) return cells
    const counted = { ...scope, step: asked.step, cuts: this.#cuts }
    const byQuestion = (questionnaire: Questionnaire): TallyShape => questionsAsFactors(shapeOf(questionnaire))
    return ofSeries(await countedCells(storage, questionnaires, counted, byQuestion), asked)
  }
}

/** Pages that cannot be opened further give nothing away but by their own rows, and those are looked at there. */
const UNGUARDED = { isHidden: false, hidden: new Map<never, never>() }

/** Which cells tell a cut, and what its value is in each of them. */
const SOURCES: Partial<Record<CountedCut, { cut: TallyCell['cut']; valueOf: (cell: TallyCell) => string }>> = {
  agency: { cut: 'channel', valueOf: ({ agency }) => agency },
  month: { cut: 'channel', valueOf: ({ month }) => String(month) },
  flagged: { cut: 'channel', valueOf: ({ flagged }) => (flagged ? FLAGGED : NOT_FLAGGED) },
  place: { cut: 'point', valueOf: ({ agency, value }) => placeName(agency, value) },
  point: { cut: 'point', valueOf: ({ value }) => value },
  field: { cut: 'field', valueOf: ({ value }) => value },
  channel: { cut: 'channel', valueOf: ({ value }) => value },
}

function ofSeries(
  cells: readonly TallyCell[],
  { series, step }: Pick<AnswerCount, 'series' | 'step'>,
): readonly TallyCell[] {
  return cells.filter((cell) => cell.step === step && series.versions.has(cell.questionnaire))
}

/** The cells summed by the values of those cuts that they tell. */
function cutsOf(cells: readonly TallyCell[], cuts: readonly CountedCut[]): CountedAnswers['cuts'] {
  return new Map(
    cuts.flatMap((cut) => {
      const source = SOURCES[cut]
      if (!source) return []
      const own = cells.filter((cell) => cell.cut === source.cut)
      const groups = [...Map.groupBy(own, source.valueOf)]
      return [[cut, new Map(groups.map(([value, group]) => [value, summed(group)]))] as const]
    }),
  )
}

function summed(cells: readonly TallyCell[]): Tally {
  const [first] = cells
  if (!first) throw new RangeError('nothing to sum')
  return sumTallies(
    first.tally.shape,
    cells.map(({ tally }) => tally),
  )
}
