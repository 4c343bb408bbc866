import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import { usable } from '../../services/known-transactions.ts'
import type { Language } from '../language.ts'
import type { GlossaryTerm } from './glossary-terms.ts'
import { lowestOf } from './lowest-figure.ts'
import { pointsOf, thresholdOf } from './verdict-words.ts'

type Example = (dashboard: AgencyDashboard, values: Values, language: Language) => string | null
type Values = Readonly<Record<string, string>>

/**
 * An example for a term from an agency's own figures, in a whole sentence; null where its figures give none, since they
 * are hidden or stand otherwise, or no figure of one agency could.
 */
export function ownExample(term: GlossaryTerm, dashboard: AgencyDashboard, language: Language): string | null {
  const { agency, period, index, target, least } = dashboard
  const { format, code } = language
  const values = {
    agency: inLanguage(agency.names, code),
    from: format.day(period.from),
    to: format.day(period.to - 1),
    n: format.count(index.n),
    least: format.count(least),
    ...(index.figure?.exact
      ? {
          index: format.percent(index.figure.exact),
          lower: pointsOf(index.figure.lower, format),
          upper: pointsOf(index.figure.upper, format),
        }
      : {}),
    ...(target ? { target: thresholdOf(target, format), source: target.source } : {}),
  }
  return EXAMPLES[term]?.(dashboard, values, language) ?? null
}

const EXAMPLES: Partial<Record<GlossaryTerm, Example>> = {
  'chi-so-hai-long': ({ index }, values, { t }) => (index.figure ? t('glossary:chi-so-hai-long-own', values) : null),
  'phieu-tra-loi': ({ index }, values, { t }) => (index.n > 0 ? t('glossary:phieu-tra-loi-own', values) : null),
  'yeu-to': ({ factors }, values, { t, format, code }) => {
    const lowest = lowestOf(factors)
    if (!lowest) return null
    const { names } = lowest.row
    return t('glossary:yeu-to-own', { ...values, factor: inLanguage(names, code), index: format.percent(lowest.exact) })
  },
  'cach-tinh': ({ index, method }, values, { t }) =>
    index.figure ? t('glossary:cach-tinh-own', { ...values, method: t(`dashboard:method-${method}`) }) : null,
  'muc-tieu': ({ target }, values, { t }) => t(target ? 'glossary:muc-tieu-own' : 'glossary:muc-tieu-own-none', values),
  'khoang-tin-cay': ({ index }, values, { t }) => (index.figure ? t('glossary:khoang-tin-cay-own', values) : null),
  dat: ({ index }, values, { t }) => (index.verdict?.evidence === 'met' ? t('glossary:dat-own', values) : null),
  'chua-dat': ({ index }, values, { t }) =>
    index.verdict?.evidence === 'not met' ? t('glossary:chua-dat-own', values) : null,
  'chua-du-can-cu': ({ index: { verdict } }, values, { t, format }) => {
    if (verdict?.evidence !== 'cannot tell yet') return null
    if (verdict.more === null) return t('glossary:chua-du-can-cu-own-unsettled', values)
    return t('glossary:chua-du-can-cu-own', { ...values, more: format.count(verdict.more) })
  },
  'khong-cong-bo': ({ index }, values, { t }) => {
    if (index.hidden === 'no-answers') return null
    return t(`glossary:khong-cong-bo-own-${index.hidden ?? 'shown'}`, values)
  },
  'can-xem-xet': ({ index, flagged }, values, { t, format }) => {
    if (index.n === 0) return null
    if (flagged.n === 0) return t('glossary:can-xem-xet-own-none', values)
    const { figure } = flagged.without
    if (!index.figure || !figure?.exact) return t('glossary:can-xem-xet-own-hidden', { ...values, flagged: flagged.n })
    const without = format.percent(figure.exact)
    return t('glossary:can-xem-xet-own', { ...values, flagged: format.count(flagged.n), without })
  },
  'ty-le-tra-loi': ({ population, responses }, values, { t, format }) => {
    const count = usable(population)
    if (count === null || count === 0) return null
    const share = `${format.decimal((responses / count) * 100, 1)} %`
    const counts = { responses: format.count(responses), count: format.count(count) }
    return t('glossary:ty-le-tra-loi-own', { ...values, ...counts, share })
  },
  'nguoi-khong-tra-loi': ({ silent }, values, { t, format }) => {
    if (!silent) return null
    const bounds = { lowest: pointsOf(silent.lower, format), highest: pointsOf(silent.upper, format) }
    return t('glossary:nguoi-khong-tra-loi-own', { ...values, ...bounds })
  },
  'thay-doi-bo-cau-hoi': ({ breakAt }, values, { t, format }) =>
    breakAt === null ? null : t('glossary:thay-doi-bo-cau-hoi-own', { ...values, month: format.month(breakAt) }),
  'nhan-ket-qua': ({ index, atOtherStep }, values, { t, format }) =>
    index.n === 0 ? null : t('glossary:nhan-ket-qua-own', { ...values, others: format.count(atOtherStep) }),
  'sap-nhap': ({ formers }, values, { t, code }) =>
    formers.length === 0
      ? null
      : t('glossary:sap-nhap-own', {
          ...values,
          formers: formers.map(({ names }) => inLanguage(names, code)).join(', '),
        }),
}
