import { indexShape } from '../../scoring/index-shape.ts'
import type { Tally } from '../../scoring/tally.ts'
import { shapeOf, type Questionnaire, type QuestionnaireId } from '../domain/questionnaire.ts'
import type { Series } from '../domain/series.ts'
import type { Step } from '../domain/service-point.ts'
import { withoutCut, type CutValue } from './answer-filter.ts'
import type { ByteLimitedCache } from './byte-limited-cache.ts'
import { CellAxes, type GuardedCut } from './cell-axes.ts'
import { countColumns } from './count-columns.ts'
import type { AnswerCount, AnsweredPlace, AnswerScope, CountedAnswers, PeriodAnswers } from './counted-answers.ts'
import { HiddenCells } from './hidden-cells.ts'
import { JOINED_ROW_BYTES, JoinedColumns } from './joined-columns.ts'
import type { MonthColumns } from './month-columns.ts'
import { withoutHidden, withoutSubtraction } from './shown-figure.ts'
import { shownIndex, type IndexRules } from './shown-index.ts'

/** What was counted once, for whoever asks the same again. */
export interface KeptCount {
  readonly counted: CountedAnswers
  readonly bytes: number
}

/** Responses made ready for counting, for whoever asks something else about them. */
export interface KeptColumns {
  readonly columns: JoinedColumns
  readonly cells: HiddenCells
  readonly bytes: number
}

/** What the answers of columns are counted from. */
export interface ColumnParts {
  readonly scope: AnswerScope
  readonly answered: PeriodAnswers['answered']
  /** All responses of the months that the period touches. */
  readonly months: readonly MonthColumns[]
  readonly questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>
  readonly rules: IndexRules
  readonly keptCounts: ByteLimitedCache<KeptCount>
  readonly keptColumns: ByteLimitedCache<KeptColumns>
}

/** The answers of a scope, each at hand: they can be narrowed and cut by everything, and what gives others away is known. */
export class ColumnAnswers implements PeriodAnswers {
  readonly isCuttable = true
  readonly answered: PeriodAnswers['answered']
  readonly #parts: ColumnParts

  constructor(parts: ColumnParts) {
    this.answered = parts.answered
    this.#parts = parts
  }

  places({ series, step }: Pick<AnswerCount, 'series' | 'step'>): readonly AnsweredPlace[] {
    return this.#parts.months.flatMap(({ agency, month, circumstances }) =>
      circumstances
        .filter((one) => one.step === step && series.versions.has(one.questionnaire))
        .map(({ point, field }) => ({ agency, month, point, field })),
    )
  }

  /** The same question about the same responses is counted once. */
  count(asked: AnswerCount): Promise<CountedAnswers> {
    const { keptCounts } = this.#parts
    const name = `${this.#nameOf(asked.series, asked.step)} ${JSON.stringify([asked.filter, asked.cuts])}`
    const known = keptCounts.get(name)
    if (known) return Promise.resolve(known.counted)
    const counted = this.#count(asked)
    keptCounts.put(name, { counted, bytes: bytesOf(counted) + 2 * name.length })
    return Promise.resolve(counted)
  }

  #count({ series, step, filter, cuts }: AnswerCount): CountedAnswers {
    const { method } = this.#parts.rules
    const shape = shapeOf(series.latest)
    const cutShape = indexShape(method, shape)
    const { columns, cells } = this.#columns(series, step)
    const counted = countColumns(columns, { filter, cuts, shape, cutShape })
    const isRowHidden = ({ cut, value }: CutValue): boolean => {
      const others = withoutCut(filter, cut)
      const rows = countColumns(columns, { filter: others, cuts: [cut], shape, cutShape }).cuts.get(cut)
      return isHiddenAmong(rows ?? new Map<string, Tally>(), cells.valuesHidden(others, cut), value, this.#parts.rules)
    }
    const guarded: readonly GuardedCut[] = [...cuts.filter((cut) => !UNGUARDED.has(cut)), 'factor', 'criterion']
    return {
      ...counted,
      isHidden: cells.isHidden(filter) || filter.some(isRowHidden),
      hidden: new Map(guarded.map((cut) => [cut, cells.valuesHidden(filter, cut)])),
    }
  }

  #columns(series: Series, step: Step): Pick<KeptColumns, 'columns' | 'cells'> {
    const { months, questionnaires, rules, keptColumns, scope } = this.#parts
    const name = this.#nameOf(series, step)
    const known = keptColumns.get(name)
    if (known) return known
    const shape = shapeOf(series.latest)
    const { placeOf } = indexShape(rules.method, shape)
    const { versions } = series
    const columns = new JoinedColumns(months, { ...scope, step, versions, questionnaires, placeOf })
    const cells = new HiddenCells(new CellAxes(columns, shape, rules.method), { least: rules.least, shape })
    keptColumns.put(name, { columns, cells, bytes: columns.size * JOINED_ROW_BYTES })
    return { columns, cells }
  }

  #nameOf({ versions }: Series, step: Step): string {
    const { months, scope, rules } = this.#parts
    return JSON.stringify([months.map(({ serial }) => serial), scope.period, [...versions], step, rules])
  }
}

/**
 * Months and agencies are periods and pages of their own, for which no promise is made; places are shown as points and
 * agencies below. Source: docs/decisions/0010 and 0017.
 */
const UNGUARDED: ReadonlySet<string> = new Set(['month', 'agency', 'place'])

/** Whether a row is hidden among the rows of its cut because another one could be had from it. */
function isHiddenAmong(
  tallies: ReadonlyMap<string, Tally>,
  hidden: ReadonlySet<string>,
  value: string,
  rules: IndexRules,
): boolean {
  const rows = [...tallies].map(([of, tally]) => ({ of, shown: shownIndex(tally, { target: null }, rules) }))
  const shown = withoutSubtraction(
    withoutHidden(rows, ({ of }) => hidden.has(of)),
    rules.least,
  )
  return shown.some((row) => row.of === value && row.shown.hidden === 'by-subtraction')
}

function bytesOf({ total, cuts }: CountedAnswers): number {
  const ofCuts = [...cuts.values()].flatMap((values) => [...values.values()])
  return [total, ...ofCuts].reduce((sum, { sums }) => sum + sums.byteLength, 0)
}
