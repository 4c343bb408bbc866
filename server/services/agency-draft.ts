import type { Agency } from '../domain/agency.ts'
import { isoMonth, monthOfDay } from '../domain/calendar.ts'
import type { ReportPeriod } from '../domain/report-period.ts'
import type { AgencyDashboard, CriterionRow, FieldRow, MonthEvent, MonthRow } from './agency-dashboard.ts'
import { draftHead, monthSpan, named, TargetList } from './draft-head.ts'
import { freezeDifference, freezeFigure, freezeTransactions, type FrozenRow } from './frozen-figure.ts'
import type { AgencyDraft, FrozenCriterion, FrozenEvent } from './report-content.ts'

/**
 * What a report on one agency says, from its dashboard of whole months at the return step, which is not narrowed.
 * Counters are left out: a row of one can point at a person, and a report is handed around.
 *
 * @param above what the agency is part of; null at the root
 */
export function agencyDraft(dashboard: AgencyDashboard, above: Agency | null, period: ReportPeriod): AgencyDraft {
  const { agency, target, index, flagged, overall, factors, months, fields, comparisons } = dashboard
  const targets = new TargetList()
  const row = (one: Pick<MonthRow | FieldRow, 'shown' | 'target' | 'responses' | 'population'>): FrozenRow => ({
    figure: freezeFigure(one.shown),
    target: targets.place(one.target),
    responses: one.responses,
    transactions: freezeTransactions(one.population),
  })
  const { responses, population } = dashboard
  return {
    kind: 'agency',
    ...draftHead({ ...dashboard, period }),
    about: named(agency),
    above: above && named(above),
    index: row({ shown: index, target, responses, population }),
    flagged: { n: flagged.n, without: flagged.n === 0 ? null : freezeFigure(flagged.without) },
    changes: comparisons.map((one) => ({
      with: one.with,
      span: monthSpan({ from: monthOfDay(one.period.from), to: monthOfDay(one.period.to) }),
      former: freezeFigure(one.shown),
      difference: one.difference && freezeDifference(one.difference),
      why: one.why,
    })),
    overall: frozenCriterion(overall),
    factors: factors.map((factor) => ({
      ...named(factor),
      figure: freezeFigure(factor.shown),
      criteria: factor.criteria.map(frozenCriterion),
    })),
    months: months.map((one) => ({
      month: isoMonth(one.month),
      events: one.events.map((event) => frozenEvent(event, targets)),
      ...row(one),
    })),
    fields: fields.map((one) => ({ ...named(one.field), ...row(one) })),
    targets: targets.frozen(),
  }
}

function frozenCriterion({ code, wording, shown, levels }: CriterionRow): FrozenCriterion {
  return { code, wording, figure: freezeFigure(shown), levels }
}

function frozenEvent(event: MonthEvent, targets: TargetList): FrozenEvent {
  switch (event.kind) {
    case 'break':
      return event
    case 'target':
      return { kind: 'target', from: targets.place(event.from) }
    case 'merger':
      return { kind: 'merger', agencies: event.agencies.map(named) }
  }
}
