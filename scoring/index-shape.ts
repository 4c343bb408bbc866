import type { MethodName } from './methods.ts'
import { questionsAsFactors } from './questions-as-factors.ts'
import { tallyShape, type TallyShape } from './tally.ts'

/**
 * The smallest shape of a tally from which a method's index follows, with its variance: all criteria as one factor where
 * a method pools them, each as a factor of its own for `index.mean-questions`, and otherwise the factors there are. Many
 * small groups are counted many times faster into it than into the shape that tells the factors too.
 *
 * @example
 * const shape = tallyShape([{ code: 'F1.1', factor: 'F1' }, { code: 'F1.2', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }])
 * indexShape('index.pooled', shape).factors // ['all']
 * indexShape('index.mean-factors', shape).factors // ['F1', 'F2']
 * indexShape('index.mean-questions', shape).factors // ['F1.1', 'F1.2', 'F2.1']
 */
export function indexShape(method: MethodName, shape: TallyShape): TallyShape {
  switch (method) {
    case 'index.mean-questions':
      return questionsAsFactors(shape)
    case 'index.mean-factors':
    case 'index.weighted-factors':
      return shape
    default:
      return tallyShape(shape.criteria.map(({ code }) => ({ code, factor: 'all' })))
  }
}
