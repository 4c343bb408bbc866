import { tallyShape, type TallyShape } from './tally.ts'

/**
 * The shape in which each criterion is a factor of its own. A tally of this shape holds the sums of products of every
 * pair of criteria, which `index.mean-questions` needs.
 *
 * @param factor only the criteria of this factor: `index.mean-questions` of such a tally is that factor's
 *   `factor.mean-questions`
 * @throws {RangeError} when the shape has no such factor
 * @example
 * const shape = tallyShape([{ code: 'F1.1', factor: 'F1' }, { code: 'F1.2', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }])
 * questionsAsFactors(shape).factors // ['F1.1', 'F1.2', 'F2.1']
 * questionsAsFactors(shape, 'F1').factors // ['F1.1', 'F1.2']
 */
export function questionsAsFactors(shape: TallyShape, factor?: string): TallyShape {
  if (factor !== undefined && !shape.factors.includes(factor)) throw new RangeError(`no factor ${factor} in this shape`)
  const kept = shape.criteria.filter((criterion) => factor === undefined || criterion.factor === factor)
  return tallyShape(kept.map(({ code }) => ({ code, factor: code })))
}
