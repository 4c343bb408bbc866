/** An area of a drawing, its edges counted from the left and the top. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A point that wants its name beside it. */
export interface LabelWish {
  readonly x: number
  readonly y: number
  /** How much room the name takes. */
  readonly width: number
}

/** Where a name stands. */
export interface LabelPlace {
  readonly box: Box
  /** From the point to a name that stands apart from it; null where it stands right beside it. */
  readonly leader: Segment | null
}

/** A straight line. */
export interface Segment {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** How far from its point a name may stand, in the order in which it is tried. */
const DISTANCES = [10, 22, 36, 52, 72] as const
/** Directions in the order in which they are tried; names beside a point are found at once. */
const DIRECTIONS: readonly (readonly [right: -1 | 0 | 1, down: -1 | 0 | 1])[] = [
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
  [1, -1],
  [-1, -1],
  [1, 1],
  [-1, 1],
]
/** Aslant a name is as far from its point as straight beside it. */
const ASLANT = Math.SQRT1_2
/** A name that stands further away gets a line to its point. */
const BESIDE = 10

/**
 * Finds room for the names of points: none of them overlaps another one, a point, a line to another name, or the edge of the
 * drawing.
 *
 * @param wishes in the order in which they matter: where there is no room for all, the first ones have it
 * @param taken what must not be written over
 * @returns in the same order; null for a name for which there is no room
 */
export function placedLabels(
  wishes: readonly LabelWish[],
  { room, height, taken }: { readonly room: Box; readonly height: number; readonly taken: readonly Box[] },
): readonly (LabelPlace | null)[] {
  const boxes: Box[] = [...taken]
  const leaders: Segment[] = []
  const isFree = ({ box, leader }: LabelPlace): boolean =>
    isWithin(box, room) &&
    !boxes.some((other) => isOverlapping(box, other)) &&
    !leaders.some((line) => isCrossing(line, withAir(box))) &&
    (leader === null || !boxes.slice(taken.length).some((other) => isCrossing(leader, withAir(other))))
  return wishes.map((wish) => {
    for (const distance of DISTANCES) {
      for (const direction of DIRECTIONS) {
        const place = placeAt(wish, distance, direction, height)
        if (!isFree(place)) continue
        boxes.push(place.box)
        if (place.leader) leaders.push(place.leader)
        return place
      }
    }
    return null
  })
}

function placeAt(
  { x, y, width }: LabelWish,
  distance: number,
  [right, down]: (typeof DIRECTIONS)[number],
  height: number,
): LabelPlace {
  const aslant = right !== 0 && down !== 0 ? ASLANT : 1
  const nearX = x + right * distance * aslant
  const nearY = y + down * distance * aslant
  const left = nearX - ((1 - right) / 2) * width
  const top = nearY - ((1 - down) / 2) * height
  return {
    box: { left, right: left + width, top, bottom: top + height },
    leader: distance > BESIDE ? { x1: x, y1: y, x2: nearX, y2: nearY } : null,
  }
}

function isWithin(box: Box, room: Box): boolean {
  return box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom
}

function isOverlapping(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** A line that ends at the edge of another name would seem to lead to it. */
function withAir({ left, right, top, bottom }: Box): Box {
  return { left: left - AIR, right: right + AIR, top: top - AIR, bottom: bottom + AIR }
}

const AIR = 5

/** Whether a line runs through a box: it is cut at its edges, one after the other, until something or nothing is left. */
function isCrossing({ x1, y1, x2, y2 }: Segment, { left, right, top, bottom }: Box): boolean {
  let from = 0
  let to = 1
  for (const [step, room] of [
    [x1 - x2, x1 - left],
    [x2 - x1, right - x1],
    [y1 - y2, y1 - top],
    [y2 - y1, bottom - y1],
  ] as const) {
    if (step === 0 && room < 0) return false
    if (step < 0) from = Math.max(from, room / step)
    if (step > 0) to = Math.min(to, room / step)
  }
  return from < to
}
