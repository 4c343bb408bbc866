import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard, FactorRow } from '../../services/agency-dashboard.ts'
import type { Target } from '../../domain/target.ts'
import type { Language } from '../language.ts'
import { indexWord } from './dashboard-words.ts'
import { figureSection, PLAIN_ROW, type FigureSection, type HeldRow } from './figure-section.ts'
import { lowestOf } from './lowest-figure.ts'

/** Factors with their criteria, and the overall item. A factor of one criterion is one row. */
export function factorSection(dashboard: AgencyDashboard, language: Language): FigureSection {
  const { factors, overall, target } = dashboard
  const { t } = language
  const rows = factors.flatMap((factor) => factorRows(factor, target, language))
  const general: HeldRow = {
    ...PLAIN_ROW,
    name: t('dashboard:overall'),
    label: t('dashboard:overall'),
    detail: t('dashboard:overall-note'),
    shown: overall.shown,
    target,
  }
  const finding = factorFinding(factors, target, language)
  const index = indexWord(dashboard, language)
  return figureSection([...rows, general], { area: 'factors', index, finding, hasChart: true }, language)
}

function factorRows({ code, names, shown, criteria }: FactorRow, target: Target | null, language: Language): HeldRow[] {
  const words = (text: FactorRow['names']): string => inLanguage(text, language.code)
  const [only] = criteria
  const detail = criteria.length === 1 && only ? words(only.wording) : ''
  const factor = { ...PLAIN_ROW, name: words(names), code, label: `${code} ${words(names)}`, detail, shown, target }
  if (detail !== '') return [factor]
  const parts = criteria.map((criterion) => ({
    ...PLAIN_ROW,
    name: words(criterion.wording),
    code: criterion.code,
    label: criterion.code,
    isPart: true,
    shown: criterion.shown,
    target,
  }))
  return [factor, ...parts]
}

/** What pulls the index down most, in one sentence; null where no factor is shown. */
function factorFinding(
  factors: readonly FactorRow[],
  target: Target | null,
  { t, format, code: language }: Language,
): string | null {
  const lowest = lowestOf(factors)
  if (!lowest) return null
  const values = {
    code: lowest.row.code,
    factor: inLanguage(lowest.row.names, language),
    index: format.percent(lowest.exact),
  }
  if (!target) return t('dashboard:factors-finding-no-target', values)
  const gap = Number(target.threshold) - lowest.index
  if (gap <= 0) return t('dashboard:factors-finding-above', values)
  const finding = gap < LEAST_GAP ? 'dashboard:factors-finding-just-below' : 'dashboard:factors-finding-below'
  return t(finding, { ...values, gap: format.decimal(Math.max(gap, LEAST_GAP)) })
}

/** The smallest number of points that two decimals can tell from none. */
const LEAST_GAP = 0.01
