import { RESPONSES } from '../../scoring/tally.ts'
import type { Config } from '../config.ts'
import { firstHour, type Month, type Period } from '../domain/calendar.ts'
import { monthsOf, partsOf } from '../domain/period.ts'
import { shapeOf, type Questionnaire, type QuestionnaireId } from '../domain/questionnaire.ts'
import { STEPS, type Step } from '../domain/service-point.ts'
import type { Storage, TallyCell } from '../storage/port.ts'
import { AgencyColumns } from './agency-columns.ts'
import { ByteLimitedCache } from './byte-limited-cache.ts'
import { ColumnAnswers, type KeptColumns, type KeptCount } from './column-answers.ts'
import type { AnswerScope, PeriodAnswers } from './counted-answers.ts'
import { KeptAnswers } from './kept-answers.ts'
import type { MonthColumns } from './month-columns.ts'
import type { IndexRules } from './shown-index.ts'

/** What will be asked of answers: their index alone, or cuts and filters of them too. */
export type AnswerDepth = 'index' | 'cuts'

/**
 * Up to so many responses in the months that a period touches are read one by one, so that they can be narrowed and cut
 * by everything: about a second when nobody has looked at them yet, and some tens of milliseconds from then on. Beyond,
 * there are the kept tallies, and the agencies below or a shorter period for a closer look.
 */
export const MOST_CUTTABLE = 600_000

type Questionnaires = ReadonlyMap<QuestionnaireId, Questionnaire>

/** Reads what was answered, from the kept tallies where they suffice and from the responses where they do not. */
export class AnswerReader {
  readonly #storage: Pick<Storage, 'tallies' | 'responses'>
  readonly #columns: AgencyColumns
  readonly #rules: IndexRules
  readonly #mostCuttable: number
  readonly #keptCounts = new ByteLimitedCache<KeptCount>(MOST_COUNT_BYTES)
  readonly #keptColumns = new ByteLimitedCache<KeptColumns>(MOST_COLUMN_BYTES)

  constructor({
    storage,
    config,
    rules,
    now,
    mostCuttable = MOST_CUTTABLE,
  }: {
    storage: Pick<Storage, 'tallies' | 'responses'>
    config: Pick<Config, 'timeZone'>
    rules: IndexRules
    now: () => Date
    mostCuttable?: number
  }) {
    this.#storage = storage
    this.#columns = new AgencyColumns({ storage, config, now })
    this.#rules = rules
    this.#mostCuttable = mostCuttable
  }

  /** The answers of a scope, as deep as they will be asked for and as they can be had. */
  async open(scope: AnswerScope, questionnaires: Questionnaires, depth: AnswerDepth): Promise<PeriodAnswers> {
    const parts = { storage: this.#storage, scope, questionnaires, method: this.#rules.method }
    if (depth === 'index' && this.#isKept(scope, questionnaires)) return KeptAnswers.read(parts, depth)
    const cells = await this.#cellsOf(scope)
    if (cells.reduce((sum, cell) => sum + responsesOf(cell), 0) > this.#mostCuttable)
      return KeptAnswers.read(parts, depth)
    const months: MonthColumns[] = []
    for (const [agency, own] of Map.groupBy(cells, (cell) => cell.agency)) {
      const expected = new Map<Month, number>()
      for (const cell of own) expected.set(cell.month, (expected.get(cell.month) ?? 0) + responsesOf(cell))
      months.push(...(await this.#columns.months(agency, expected, questionnaires)))
    }
    return new ColumnAnswers({
      scope,
      answered: answeredIn(scope.period, cells, months),
      months,
      questionnaires,
      rules: this.#rules,
      keptCounts: this.#keptCounts,
      keptColumns: this.#keptColumns,
    })
  }

  /** Whether the kept tallies alone tell the index: a period of whole months, and no method that needs pairs of questions. */
  #isKept({ period }: AnswerScope, questionnaires: Questionnaires): boolean {
    const hasPairs = [...questionnaires.values()].some((one) => {
      const { factors, criteria } = shapeOf(one)
      return factors.length < criteria.length
    })
    return partsOf(period).edges.length === 0 && !(this.#rules.method === 'index.mean-questions' && hasPairs)
  }

  /** The cells of one cut of all months that the period touches: each response is in one of them. */
  async #cellsOf({ agencies, period }: AnswerScope): Promise<readonly TallyCell[]> {
    const months = monthsOf(period)
    const [from, last] = [months[0], months.at(-1)]
    if (from === undefined || last === undefined) return []
    return this.#storage.tallies.cells({ agencies, from, to: last + 1, cuts: ['channel'] })
  }
}

const MOST_COUNT_BYTES = 32 * 1024 * 1024
const MOST_COLUMN_BYTES = 64 * 1024 * 1024

function responsesOf({ tally }: TallyCell): number {
  return tally.sums[RESPONSES] ?? 0
}

/** What was answered in a period: cells tell it of whole months, columns of those that it holds in part. */
function answeredIn(
  period: Period,
  cells: readonly TallyCell[],
  months: readonly MonthColumns[],
): PeriodAnswers['answered'] {
  const { whole } = partsOf(period)
  const isWhole = (month: Month): boolean => month >= whole.from && month < whole.to
  return [
    ...cells
      .filter(({ month }) => isWhole(month))
      .map((cell) => {
        const { questionnaire, month, step } = cell
        return { questionnaire, month, step, responses: responsesOf(cell) }
      }),
    ...months.filter(({ month }) => !isWhole(month)).flatMap((columns) => answeredInPart(columns, period)),
  ]
}

function answeredInPart(columns: MonthColumns, period: Period): PeriodAnswers['answered'] {
  const { month, patterns, patternStarts, circumstances, circumstanceOf, hourOf, start } = columns
  const [from, to] = [firstHour(period.from) - start, firstHour(period.to) - start]
  const counts = new Map<string, { questionnaire: QuestionnaireId; month: Month; step: Step; responses: number }>()
  for (const [place, { questionnaire }] of patterns.entries()) {
    for (const step of STEPS) {
      const name = `${step} ${questionnaire}`
      const count = counts.get(name) ?? { questionnaire, month, step, responses: 0 }
      counts.set(name, count)
      const end = patternStarts[place + 1] as number
      for (let row = patternStarts[place] as number; row < end; row++) {
        const hour = hourOf[row] as number
        if (hour >= from && hour < to && circumstances[circumstanceOf[row] as number]?.step === step) count.responses++
      }
    }
  }
  return [...counts.values()]
}
