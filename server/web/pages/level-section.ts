import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { levelBars, type LevelBar, type LevelDrawing } from './level-bar.ts'

/** How often each level was picked, criterion by criterion: the middle level and its bar stand apart, at the end. */
export interface LevelSection {
  readonly caption: string
  readonly column: string
  readonly columns: readonly { readonly kind: CellKind; readonly word: string; readonly level: number | null }[]
  readonly note: string
  readonly rows: readonly {
    readonly name: string
    readonly code: string
    /** Why nothing is shown; null where the cells are filled. */
    readonly hidden: string | null
    readonly cells: readonly LevelCell[]
  }[]
}

/** What fills a cell, as the class of its column. */
type CellKind = 'number' | 'levels__bar' | 'levels__middle'

export type LevelCell =
  | { readonly kind: 'number'; readonly count: string; readonly share: string }
  | { readonly kind: 'levels__bar' | 'levels__middle'; readonly drawing: LevelDrawing }

/** Columns from left to right: a level's numbers, the bar of levels 1, 2, 4 and 5, the bar of the middle level. */
const COLUMNS = [1, 2, 'bar', 4, 5, 3, 'middle'] as const

/** The levels of every criterion and of the overall item, on one scale. */
export function levelSection({ factors, overall }: AgencyDashboard, language: Language): LevelSection {
  const { t, code } = language
  const criteria = factors.flatMap((factor) =>
    factor.criteria.map((criterion) => ({ ...criterion, name: inLanguage(criterion.wording, code) })),
  )
  const all = [...criteria, { ...overall, code: '', name: t('dashboard:overall') }]
  const bars = levelBars(all.map(({ levels }) => levels))
  return {
    caption: t('dashboard:levels-caption'),
    column: t('dashboard:levels-column'),
    columns: COLUMNS.map((column) =>
      typeof column === 'number'
        ? { kind: 'number', word: t(`dashboard:level-${column}`), level: column }
        : { kind: `levels__${column}`, word: t(`dashboard:levels-${column}`), level: null },
    ),
    note: t('dashboard:levels-note'),
    rows: all.map(({ code: criterion, name, levels, shown }, i) => ({
      name,
      code: criterion,
      hidden: shown.hidden && t(`dashboard:hidden-${shown.hidden}`),
      cells: levels && bars[i] ? levelCells(levels, bars[i], language) : [],
    })),
  }
}

function levelCells(levels: readonly number[], bar: LevelBar, { format }: Language): readonly LevelCell[] {
  const answers = levels.reduce((sum, count) => sum + count, 0)
  return COLUMNS.map((column): LevelCell => {
    if (column === 'bar') return { kind: 'levels__bar', drawing: bar.sides }
    if (column === 'middle') return { kind: 'levels__middle', drawing: bar.middle }
    const count = levels[column - 1] ?? 0
    return { kind: 'number', count: format.count(count), share: `${format.decimal((count / answers) * 100, 1)} %` }
  })
}
