import { AUDITED } from '../../domain/audit.ts'
import type { Problem } from '../../domain/errors.ts'
import type { AuditQuery } from '../../services/audit-service.ts'
import { textOf } from './dashboard-query.ts'
import type { FormReading } from './form-reading.ts'

/** Reads `account`, `act`, `before` (a number) and `check` (`yes`) of the address of the audit. */
export function readAuditQuery(query: Readonly<Record<string, unknown>>): FormReading<AuditQuery> {
  const [account, typedAct, before, check] = ['account', 'act', 'before', 'check'].map((name) => textOf(query[name]))
  const act = AUDITED.find((one) => one === typedAct) ?? null
  const problems: Problem[] = []
  if (typedAct && act === null) problems.push({ where: 'act', message: 'audit:error-act', values: { value: typedAct } })
  if (before && !/^[1-9]\d{0,14}$/.test(before)) problems.push({ where: 'account', message: 'audit:error-before' })
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: {
      before: before ? Number(before) : null,
      act,
      account: account ? account.toLowerCase() : null,
      checks: check === 'yes',
    },
  }
}
