import { criterionFigure } from '../../scoring/criterion-figure.ts'
import { factorFigure } from '../../scoring/factor-figure.ts'
import type { Figure } from '../../scoring/figure.ts'
import { parseDecimal, type Fraction } from '../../scoring/fraction.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { METHODS, type FigureOptions } from '../../scoring/methods.ts'
import { verdict, type Verdict } from '../../scoring/verdict.ts'
import { AnswerFileError } from './score-answers.ts'
import type { ScoreOptions } from './score-options.ts'
import type { CountedFile } from './score-reader.ts'

/** A figure and its verdict. */
export type Scored = Figure & Verdict

/** Every figure of one file. */
export interface ScoreReport {
  /** Rows: respondents, whether or not they answered anything. */
  readonly n: number
  readonly methods: ReadonlyMap<string, Scored>
  /** `factor.pooled` of each factor. */
  readonly factors: ReadonlyMap<string, Scored>
  /** `factor.mean-questions` of each factor. */
  readonly factorMeans: ReadonlyMap<string, Scored>
  /** `question.top2` of each criterion. */
  readonly criteria: ReadonlyMap<string, Scored>
  readonly ignored: readonly string[]
}

/** @throws {AnswerFileError} when the population is smaller than the file, or the weights do not fit its factors */
export function scoreReport(
  { count, columns }: CountedFile,
  { target, population, weights }: Pick<ScoreOptions, 'target' | 'population' | 'weights'>,
): ScoreReport {
  const { tally, questions, questionsOf, rows } = count
  if (population !== null && population < rows) {
    throw new AnswerFileError([`a population of ${population} is smaller than the ${rows} respondents in the file`])
  }
  const options = { ...(population === null ? {} : { population }), ...(weights === null ? {} : { weights }) }
  const goal = parseDecimal(target)
  const all = (names: readonly string[], figure: (name: string) => Figure) =>
    new Map(names.map((name) => [name, scored(figure(name), goal, options)]))
  try {
    return {
      n: rows,
      methods: new Map(
        METHODS.map((method) => {
          const counted = method === 'index.mean-questions' ? questions : tally
          return [method, scored(methodFigure(method, counted, options), goal, options)]
        }),
      ),
      factors: all(tally.shape.factors, (factor) => factorFigure(tally, factor, options)),
      factorMeans: all([...questionsOf.keys()], (factor) =>
        methodFigure('index.mean-questions', questionsOf.get(factor) ?? questions, options),
      ),
      criteria: all(
        tally.shape.criteria.map(({ code }) => code),
        (code) => criterionFigure(tally, code, options),
      ),
      ignored: columns.ignored,
    }
  } catch (error) {
    if (error instanceof RangeError) throw new AnswerFileError([error.message])
    throw error
  }
}

function scored(figure: Figure, target: Fraction, options: FigureOptions): Scored {
  return { ...figure, ...verdict(figure, target, options) }
}
