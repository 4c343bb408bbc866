import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { indexWord } from './dashboard-words.ts'
import type { FigureCells, FigureTable } from './figure-cells.ts'
import { figureSection, PLAIN_ROW, type FigureSection, type HeldRow } from './figure-section.ts'

/** The factors with their marks, the overall item after them. */
export interface PrintedFactors {
  readonly heading: string
  readonly finding: string | null
  readonly column: string
  readonly heads: FigureTable['heads']
  /** How many columns a hidden figure leaves empty. */
  readonly span: number
  readonly rows: readonly { readonly code: string; readonly name: string; readonly cells: FigureCells }[]
}

/** The rows of the table of factors that are no criteria. */
export function printedFactors({ heading, finding, column, table, rows }: FigureSection): PrintedFactors {
  return {
    heading,
    finding,
    column,
    heads: table.heads,
    span: 3 + (table.heads.verdict ? 1 : 0),
    rows: rows.flatMap(({ code, name, isPart }, i) => {
      const cells = table.cells[i]
      return cells && !isPart ? [{ code, name, cells }] : []
    }),
  }
}

/** Every criterion as it was asked, and the overall item. */
export function printedCriteria(dashboard: AgencyDashboard, language: Language): FigureSection {
  const { factors, overall, target } = dashboard
  const words = (text: typeof overall.wording): string => inLanguage(text, language.code)
  const criteria = factors.flatMap((factor) => factor.criteria)
  const rows = [
    ...criteria.map(({ code, wording, shown }): HeldRow => ({
      ...PLAIN_ROW,
      code,
      name: words(wording),
      shown,
      target,
    })),
    {
      ...PLAIN_ROW,
      name: language.t('dashboard:overall'),
      detail: words(overall.wording),
      shown: overall.shown,
      target,
    },
  ]
  const section = figureSection(rows, { area: 'factors', index: indexWord(dashboard, language) }, language)
  return {
    ...section,
    area: 'criteria',
    heading: language.t('printed-report:criteria-heading'),
    column: language.t('printed-report:criteria-column'),
  }
}
