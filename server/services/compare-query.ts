import type { MethodName } from '../../scoring/methods.ts'
import type { AgencyLevel } from '../domain/agency.ts'
import type { Lineage } from '../domain/directory.ts'
import type { Step } from '../domain/service-point.ts'
import type { Months } from './unit-ledger.ts'

/** Which units are compared, and by which of their answers. */
export interface CompareQuery {
  /** Units are compared within one level; null for the first one that has two or more, communes before departments. */
  readonly level: AgencyLevel | null
  /** Code of the agency below which the units lie; null for all that the viewer may see. */
  readonly under: string | null
  /** Whole calendar months: their tallies are kept. */
  readonly months: Months
  readonly view: Lineage
  /** Name of a series or id of a questionnaire version; null for the one that was answered last. */
  readonly questionnaire: string | null
  readonly step: Step
  /** Null for the method of the province. */
  readonly method: MethodName | null
  /** Whether flagged responses count. */
  readonly flagged: 'in' | 'out'
  /** Code of the procedure field whose answers alone count; null for all. */
  readonly field: string | null
}
