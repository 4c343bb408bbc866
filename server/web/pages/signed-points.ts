import type { Formats } from '../format.ts'

/** A difference in points with its sign, a real minus; what rounds to nothing has none. */
export function signedPoints(points: number, format: Formats): string {
  if (Number(points.toFixed(2)) === 0) return format.decimal(0)
  const text = format.decimal(Math.abs(points))
  return points < 0 ? `−${text}` : `+${text}`
}
