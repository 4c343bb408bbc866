/** The classes into which the figures of a heat map are coloured. */
export interface HeatClasses {
  /** Four bounds, ascending: class 1 lies below the first, class 5 from the last on. */
  readonly bounds: readonly number[]
  /** 1 for the lowest to 5. */
  classOf: (value: number) => number
}

/** Widths of a class; five of each make up a round stretch. */
const STEPS = [1, 2, 4, 5, 10, 20] as const
/** The widest: five of them hold the whole scale. */
const WIDEST = 20
/** A tenth of the figures at each end may lie in an open class, however far out they are. */
const TAIL = 0.1

/**
 * Five classes of equal width between round bounds, the outer two open, so narrow that the middle four fifths of the figures
 * just fit: a few figures far out do not make all the others look alike.
 */
export function heatClasses(values: readonly number[]): HeatClasses {
  const ascending = values.toSorted((a, b) => a - b)
  const low = ascending[Math.floor(TAIL * (ascending.length - 1))] ?? 0
  const high = ascending[Math.ceil((1 - TAIL) * (ascending.length - 1))] ?? 100
  const startOf = (step: number): number => Math.min(100 - 5 * step, Math.floor(low / step) * step)
  const step = STEPS.find((one) => startOf(one) + 5 * one >= high && startOf(one) <= low) ?? WIDEST
  const bounds = [1, 2, 3, 4].map((i) => startOf(step) + i * step)
  return { bounds, classOf: (value) => 1 + bounds.filter((bound) => value >= bound).length }
}
