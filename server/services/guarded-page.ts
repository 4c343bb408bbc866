import { complementarySuppression } from '../../scoring/suppression.ts'
import { firstDay } from '../domain/calendar.ts'
import type { Directory, Lineage } from '../domain/directory.ts'
import type { AnswerFilter } from './answer-filter.ts'
import type { GuardedCut } from './cell-axes.ts'
import { childAgencies } from './child-agencies.ts'
import type { CountedAnswers } from './counted-answers.ts'
import { NOT_FLAGGED, placeOf } from './counted-cut.ts'
import type { HiddenUnits } from './hidden-units.ts'
import { criterionValue, factorValue, respondentsOf, type GuardedUnitCut } from './respondent-groups.ts'
import type { GuardedAnswers, UnitGuard } from './unit-guard.ts'

/** A page of an agency in whole months, among those of all others. */
export interface PageScope {
  readonly directory: Directory
  readonly agency: string
  readonly view: Lineage
  readonly filter: AnswerFilter
  readonly answers: Omit<GuardedAnswers, 'cut'>
}

type Decisions = Partial<Record<GuardedUnitCut, HiddenUnits>>

/**
 * What a page of an agency must not show for the sake of the pages of other agencies: a cell that is hidden there, and
 * whatever is within one. Source: docs/decisions/0018.
 */
export class GuardedPage {
  readonly #guard: UnitGuard
  readonly #scope: PageScope

  constructor(guard: UnitGuard, scope: PageScope) {
    this.#guard = guard
    this.#scope = scope
  }

  /** Whether nothing of the page may be shown. */
  async isHidden(): Promise<boolean> {
    const isOfField = this.#scope.filter.some(({ cut }) => cut === 'field')
    return this.#isHiddenAt(await this.#decisions(isOfField ? ['field', 'channel'] : ['channel']), this.#agencies())
  }

  /** The answers of the page with all that must not be shown of them. */
  async guarded(counted: CountedAnswers): Promise<CountedAnswers> {
    const decided = await this.#decisions(['field', 'channel', 'month', 'question'])
    const own = this.#agencies()
    if (this.#isHiddenAt(decided, own)) return { ...counted, isHidden: true }
    const { directory, agency, view, answers } = this.#scope
    const period = { from: firstDay(answers.months.from), to: firstDay(answers.months.to) }
    const codesOf = (agencies: readonly { readonly code: string }[]) => agencies.map(({ code }) => code)
    const hidden = new Map<GuardedCut, ReadonlySet<string>>(counted.hidden)
    const hide = (cut: GuardedCut, values: readonly string[]): void => {
      hidden.set(cut, new Set([...(counted.hidden.get(cut) ?? []), ...values]))
    }
    const children = childAgencies(directory, agency, { period, view })
    const hiddenChildren = children.filter(({ lineage }) => this.#isHiddenAt(decided, [...lineage]))
    hide('agency', codesOf(hiddenChildren.map((child) => child.agency)))
    hide('point', this.#pointsHidden(decided, counted))
    for (const cut of ['field', 'channel', 'month'] as const) {
      const values = [...(counted.cuts.get(cut)?.keys() ?? [])]
      hide(
        cut,
        values.filter((value) => decided[cut]?.isHidden({ agencies: own, value, flagged: 'in' })),
      )
    }
    const isQuestionHidden = (value: string): boolean =>
      decided.question?.isHidden({ agencies: own, value, flagged: 'in' }) ?? false
    const { factors, criteria } = counted.total.shape
    hide(
      'factor',
      factors.filter((code) => isQuestionHidden(factorValue(code))),
    )
    hide(
      'criterion',
      [...codesOf(criteria), 'overall'].filter((code) => isQuestionHidden(criterionValue(code))),
    )
    if (this.#isHiddenAt(decided, own, 'out')) hide('flagged', [NOT_FLAGGED])
    return { ...counted, hidden }
  }

  #agencies(): readonly string[] {
    const { directory, agency, view } = this.#scope
    return directory.lineage(agency, view).map(({ code }) => code)
  }

  async #decisions(cuts: readonly GuardedUnitCut[]): Promise<Decisions> {
    const { directory, answers } = this.#scope
    const decided = cuts.map(async (cut) => [cut, await this.#guard.hidden(directory, { ...answers, cut })] as const)
    return Object.fromEntries(await Promise.all(decided))
  }

  /** Whether the answers of some agencies that the filter lets through must not be shown. */
  #isHiddenAt(decided: Decisions, agencies: readonly string[], flagged: 'in' | 'out' = 'in'): boolean {
    const { directory, filter } = this.#scope
    return [null, ...filter].some((row) => {
      if (row?.cut === 'point') {
        const at = directory.point(row.value)?.agency
        return at !== undefined && decided.channel?.isHidden({ agencies: [at], value: null, flagged })
      }
      const cut = row?.cut === 'field' ? 'field' : 'channel'
      const value = row?.cut === 'field' || row?.cut === 'channel' ? row.value : null
      return decided[cut]?.isHidden({ agencies, value, flagged })
    })
  }

  /** Points of agencies whose own points together are hidden, and where one would give another one of its agency away. */
  #pointsHidden(decided: Decisions, { cuts, hidden }: CountedAnswers): readonly string[] {
    const places = [...(cuts.get('place') ?? [])].map(([name, tally]) => ({ ...placeOf(name), tally }))
    return [...Map.groupBy(places, ({ agency }) => agency)].flatMap(([agency, points]) => {
      if (this.#isHiddenAt(decided, [agency])) return points.map(({ point }) => point)
      const { counted } = this.#scope.answers
      const parts = points.map(({ point, tally }) => {
        const n = respondentsOf(tally, counted)
        return { n, suppressed: n < this.#guard.least || (hidden.get('point')?.has(point) ?? false) }
      })
      const hide = complementarySuppression(parts, this.#guard.least)
      return points.flatMap(({ point }, i) => (hide[i] ? [point] : []))
    })
  }
}
