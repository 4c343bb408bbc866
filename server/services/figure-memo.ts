import type { Figure } from '../../scoring/figure.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { MethodName } from '../../scoring/methods.ts'
import type { Tally } from '../../scoring/tally.ts'

/** So many figures are kept: several comparisons of a whole nation's communes. */
const MOST = 30_000

interface KeptFigure {
  readonly method: MethodName
  readonly tally: Tally
  readonly population: number | null
  readonly figure: Figure
}

/**
 * Figures that were computed before. An exact interval takes some fifty microseconds, and most units have not been
 * answered since a comparison was last looked at.
 */
export class FigureMemo {
  /** In the order of their last use. */
  readonly #kept = new Map<string, KeptFigure>()

  /**
   * As `methodFigure` gives it.
   *
   * @param name whose figure it is; under one name one figure is kept, and it is computed anew when any number differs
   */
  figure(name: string, method: MethodName, tally: Tally, population: number | null): Figure {
    const known = this.#kept.get(name)
    this.#kept.delete(name)
    if (known?.method === method && known.population === population && isSame(known.tally, tally)) {
      this.#kept.set(name, known)
      return known.figure
    }
    const figure = methodFigure(method, tally, population === null ? {} : { population })
    this.#kept.set(name, { method, tally, population, figure })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest)
    return figure
  }
}

function isSame(a: Tally, b: Tally): boolean {
  if (a.shape !== b.shape || a.sums.length !== b.sums.length) return false
  for (let i = 0; i < a.sums.length; i++) if (a.sums[i] !== b.sums[i]) return false
  return true
}
