import type { MethodName } from './methods.ts'
import { questionsAsFactors } from './questions-as-factors.ts'
import { tallyShape, type TallyShape } from './tally.ts'

/** A shape whose criteria stand for those that were answered, one or several each. */
export interface IndexShape {
  readonly shape: TallyShape
  /** For each criterion that was answered, the place of the one that stands for it. */
  readonly placeOf: readonly number[]
}

/**
 * The smallest shape of a tally from which a method's index follows, with its variance: one criterion for all where a
 * method pools them, one for each factor where it takes factors by themselves, and each in a factor of its own for
 * `index.mean-questions`. Many small groups are counted many times faster into it than into the shape that tells
 * everything (`countResponse` with `placeOf`).
 *
 * @example
 * const shape = tallyShape([{ code: 'F1.1', factor: 'F1' }, { code: 'F1.2', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }])
 * indexShape('index.pooled', shape).placeOf // [0, 0, 0]
 * indexShape('index.mean-factors', shape).placeOf // [0, 0, 1]
 * indexShape('index.mean-questions', shape).shape.factors // ['F1.1', 'F1.2', 'F2.1']
 */
export function indexShape(method: MethodName, shape: TallyShape): IndexShape {
  switch (method) {
    case 'index.mean-questions':
      return { shape: questionsAsFactors(shape), placeOf: [...shape.criteria.keys()] }
    case 'index.mean-factors':
    case 'index.weighted-factors':
      return { shape: tallyShape(shape.factors.map((factor) => ({ code: factor, factor }))), placeOf: shape.factorOf }
    default:
      return { shape: tallyShape([{ code: 'all', factor: 'all' }]), placeOf: shape.criteria.map(() => 0) }
  }
}
