import { METHOD_VERSION, type MethodName } from '../../scoring/methods.ts'
import { isoMonth, type Month } from '../domain/calendar.ts'
import { PLATFORM_VERSION } from '../domain/platform-version.ts'
import { criteriaOf } from '../domain/questionnaire.ts'
import { reportPeriodText, type ReportPeriod } from '../domain/report-period.ts'
import type { Series } from '../domain/series.ts'
import type { Target } from '../domain/target.ts'
import type { AgencyDashboard } from './agency-dashboard.ts'
import { freezeTarget, type FrozenTarget } from './frozen-figure.ts'
import type { DraftHead, MonthSpan, Named } from './report-content.ts'

/** What both kinds of report know of where their figures come from. */
export interface HeadParts extends Pick<AgencyDashboard, 'series' | 'others' | 'breakAt'> {
  readonly period: ReportPeriod
  readonly view: DraftHead['view']
  readonly method: MethodName
  readonly least: number
}

/** The head of a draft, but for its targets, which are known when all figures are frozen. */
export function draftHead(parts: HeadParts): Omit<DraftHead, 'targets'> {
  const { period, view, series, method, least, others, breakAt } = parts
  const { key, version, names } = series.latest
  return {
    period: reportPeriodText(period),
    span: monthSpan(period),
    view,
    step: 'return',
    instrument: {
      ...{ key, version, names },
      versions: versionsOf(series),
      criteria: criteriaOf(series.latest).map(({ code, factor }) => ({ code, factor })),
    },
    method: { name: method, document: METHOD_VERSION, platform: PLATFORM_VERSION, least },
    others: others.map((other) => ({
      code: other.series.name,
      names: other.series.latest.names,
      responses: other.responses,
    })),
    breakAt: breakAt === null ? null : isoMonth(breakAt),
  }
}

/** The targets of a draft, each once. */
export class TargetList {
  readonly #places = new Map<Target, number>()

  /** Where the target stands in the list; null for none. */
  place(target: Target | null): number | null {
    if (target === null) return null
    const place = this.#places.get(target) ?? this.#places.size
    this.#places.set(target, place)
    return place
  }

  frozen(): readonly FrozenTarget[] {
    return [...this.#places.keys()].map(freezeTarget)
  }
}

/** Months up to, not including, `to`, as the first and the last of them. */
export function monthSpan({ from, to }: { readonly from: Month; readonly to: Month }): MonthSpan {
  return { from: isoMonth(from), to: isoMonth(to - 1) }
}

export function named({ code, names }: Named): Named {
  return { code, names }
}

/** The newest first. */
function versionsOf({ versions }: Series): readonly string[] {
  const numberOf = (id: string): number => Number(id.slice(id.lastIndexOf('/') + 1))
  return [...versions].sort((a, b) => numberOf(b) - numberOf(a))
}
