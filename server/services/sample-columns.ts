import { isoDay } from '../domain/calendar.ts'
import type { FileColumn } from './file-column.ts'
import type { PlannedUnit, SamplePlan } from './sample-plan.ts'
import { scopeColumns } from './scope-columns.ts'

/** As `unitColumns`: how many responses each unit needs, has and will have. */
export function sampleColumns({ scope }: SamplePlan, languages: readonly string[]): readonly FileColumn<PlannedUnit>[] {
  return [
    ...scopeColumns<PlannedUnit>(scope, languages),
    { key: 'transactions', value: ({ population }) => population.count },
    { key: 'transactions-why', value: ({ population }) => population.why ?? '' },
    { key: 'responses', value: ({ responses }) => responses },
    { key: 'respondents', value: ({ shown }) => shown.n },
    { key: 'yamane', value: ({ yamane }) => yamane },
    { key: 'target', value: ({ target }) => target && Number(target.threshold) },
    { key: 'evidence', value: ({ shown }) => shown.verdict?.evidence ?? null },
    { key: 'settling', value: ({ settling }) => settling.count },
    { key: 'settling-why', value: ({ settling }) => settling.why ?? '' },
    { key: 'missing', value: ({ missing }) => missing.count },
    { key: 'missing-why', value: ({ missing }) => missing.why ?? '' },
    { key: 'pace-months', value: ({ pace }) => pace && pace.months.to - pace.months.from },
    { key: 'pace-responses', value: ({ pace }) => pace?.responses ?? null },
    { key: 'ready', value: ({ ready }) => (ready.day === null ? '' : isoDay(ready.day)) },
    { key: 'ready-why', value: ({ ready }) => ready.why ?? '' },
    { key: 'hidden', value: ({ shown }) => shown.hidden ?? '' },
  ]
}
