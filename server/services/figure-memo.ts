import type { Figure } from '../../scoring/figure.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { MethodName } from '../../scoring/methods.ts'
import type { Tally } from '../../scoring/tally.ts'
import { TallyMemo } from './tally-memo.ts'

/** So many figures are kept: several comparisons of a whole nation's communes. */
const MOST = 15_000

/** Figures that were computed before. */
export class FigureMemo {
  readonly #kept = new TallyMemo<Figure>(MOST)

  /**
   * As `methodFigure` gives it.
   *
   * @param name whose figure it is; under one name one figure is kept, and it is computed anew when any number differs
   */
  figure(name: string, method: MethodName, tally: Tally, population: number | null): Figure {
    return this.#kept.value(name, tally, `${method} ${population ?? ''}`, () =>
      methodFigure(method, tally, population === null ? {} : { population }),
    )
  }
}
