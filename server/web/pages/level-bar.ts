/** The levels of one criterion as parts of two bars, ready to draw. */
export interface LevelBar {
  /** Levels 1, 2, 4 and 5, from left to right. */
  readonly sides: LevelDrawing
  /** The middle level, drawn apart on the same scale. */
  readonly middle: LevelDrawing
}

/** Parts of a bar, in units of the drawing; levels without answers are left out. */
export interface LevelDrawing {
  readonly width: number
  /** Where dissatisfied and satisfied answers meet: the same place in every bar of a table. */
  readonly zero: number
  readonly parts: readonly { readonly level: number; readonly x: number; readonly width: number }[]
}

/** Units of the drawing a percent. */
const UNIT = 2
/** The white gap between two parts. */
const GAP = 1

/**
 * Bars of several criteria on one scale: dissatisfied answers to the left of a common zero, satisfied ones to the
 * right, the middle level apart. A criterion without counts has no bar.
 */
export function levelBars(rows: readonly (readonly number[] | null)[]): readonly (LevelBar | null)[] {
  const shares = rows.map((levels) => levels && sharesOf(levels))
  const left = roomFor(shares.map((share) => (share ? share[0] + share[1] : 0)))
  const apart = roomFor(shares.map((share) => share?.[2] ?? 0))
  const zero = left * UNIT
  return shares.map((share) => {
    if (!share) return null
    const [veryBad, bad, middle, good, veryGood] = share.map((part) => part * UNIT) as Shares
    const parts = [
      { level: 1, x: zero - bad - veryBad, width: veryBad },
      { level: 2, x: zero - bad, width: bad },
      { level: 4, x: zero, width: good },
      { level: 5, x: zero + good, width: veryGood },
    ]
    return {
      sides: drawing(zero + 100 * UNIT, zero, parts),
      middle: drawing(apart * UNIT, 0, [{ level: 3, x: 0, width: middle }]),
    }
  })
}

function drawing(width: number, zero: number, parts: LevelDrawing['parts']): LevelDrawing {
  return {
    width: rounded(width),
    zero: rounded(zero),
    parts: parts
      .filter((part) => part.width > 0)
      .map((part) => ({ ...part, x: rounded(part.x), width: rounded(Math.max(part.width - GAP, GAP / 2)) })),
  }
}

type Shares = [number, number, number, number, number]

/** Each level's share of the answers, in percent. */
function sharesOf(levels: readonly number[]): Shares {
  const answers = levels.reduce((sum, count) => sum + count, 0)
  return levels.map((count) => (count / answers) * 100) as Shares
}

/** The longest of some shares, in percent, with what is missing to the next ten. */
function roomFor(shares: readonly number[]): number {
  return Math.max(10, Math.ceil(Math.max(...shares, 0) / 10) * 10)
}

function rounded(length: number): number {
  return Math.round(length * 10) / 10
}
