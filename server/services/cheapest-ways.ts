import { CostQueue } from './cost-queue.ts'

/** Two numbered places that can be made one, at a cost. */
export interface Tie {
  readonly a: number
  readonly b: number
  /** Above 0. */
  readonly cost: number
}

/** Ties one after the other. */
export interface Way {
  /** Where they stand in the list. */
  readonly ties: readonly number[]
  readonly end: number
}

/** The next tie to try from a place that was reached. */
interface Step {
  readonly from: number
  readonly at: number
}

/** Finds the ties that join places and cost least together, looking no further than it has to. */
export class CheapestWays {
  readonly #ties: readonly Tie[]
  readonly #nameOf: (place: number) => number
  /** The ties of each place, the cheapest first. */
  readonly #tiesAt = new Map<number, number[]>()

  /**
   * @param ties ordered by cost
   * @param nameOf one name for all places that are one already
   */
  constructor(ties: readonly Tie[], nameOf: (place: number) => number) {
    this.#ties = ties
    this.#nameOf = nameOf
    for (const [tie, { a, b }] of ties.entries()) {
      const [one, other] = [nameOf(a), nameOf(b)]
      if (one === other) continue
      this.#add(one, tie)
      this.#add(other, tie)
    }
  }

  /** The ties on the cheapest way from a place to another one that is wanted; where there is none, it ends where it starts. */
  from(start: number, isWanted: (place: number) => boolean): Way {
    const cameBy = new Map<number, { readonly tie: number; readonly from: number } | null>([[start, null]])
    const queue = new CostQueue<Step>()
    this.#queueNext(queue, { from: start, at: 0 }, 0)
    for (let next = queue.take(); next; next = queue.take()) {
      const { from, at } = next.value
      const tie = this.#tiesAt.get(from)?.[at] ?? 0
      const { a, b, cost } = this.#ties[tie] as Tie
      this.#queueNext(queue, { from, at: at + 1 }, next.cost - cost)
      const place = this.#nameOf(a) === from ? this.#nameOf(b) : this.#nameOf(a)
      if (cameBy.has(place)) continue
      cameBy.set(place, { tie, from })
      if (isWanted(place)) return { ties: wayTo(place, cameBy), end: place }
      this.#queueNext(queue, { from: place, at: 0 }, next.cost)
    }
    return { ties: [], end: start }
  }

  #queueNext(queue: CostQueue<Step>, step: Step, costSoFar: number): void {
    const tie = this.#tiesAt.get(step.from)?.[step.at]
    if (tie !== undefined) queue.put(step, costSoFar + (this.#ties[tie] as Tie).cost)
  }

  #add(place: number, tie: number): void {
    const known = this.#tiesAt.get(place)
    if (known) known.push(tie)
    else this.#tiesAt.set(place, [tie])
  }
}

function wayTo(
  end: number,
  cameBy: ReadonlyMap<number, { readonly tie: number; readonly from: number } | null>,
): readonly number[] {
  const ties: number[] = []
  for (let by = cameBy.get(end); by; by = cameBy.get(by.from)) ties.push(by.tie)
  return ties
}
