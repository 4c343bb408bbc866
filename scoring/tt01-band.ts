/** Bands of Thông tư 01/2018/TT-VPCP, best first: Xuất sắc, Tốt, Khá, Trung bình, Yếu. */
export type Tt01Band = 'excellent' | 'good' | 'fair' | 'average' | 'weak'

const FULL = 18

/**
 * `tt01.bands`: the band of an agency by its points out of 18, nine indicators of up to two points each. A band begins
 * at 15, 12, 9 and 6 points, these included. In use until June 2025. Source: Thông tư 01/2018/TT-VPCP;
 * docs/method.md, section 7.3.
 *
 * @param points 0 to 18; means of several dossiers need not be whole
 * @throws {RangeError} when points lie outside 0 to 18
 * @example
 * tt01Band(15) // 'excellent'
 * tt01Band(14.99) // 'good'
 */
export function tt01Band(points: number): Tt01Band {
  if (!(points >= 0 && points <= FULL)) throw new RangeError(`${points} points of ${FULL}`)
  if (points >= 15) return 'excellent'
  if (points >= 12) return 'good'
  if (points >= 9) return 'fair'
  return points >= 6 ? 'average' : 'weak'
}
