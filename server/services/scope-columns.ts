import type { Agency } from '../domain/agency.ts'
import { isoMonth } from '../domain/calendar.ts'
import type { FileColumn } from './file-column.ts'
import type { UnitScope } from './unit-answers.ts'

/**
 * The columns that every file of a comparison begins with: whose row it is, and which answers were counted.
 *
 * @param languages codes of the languages that get a column of names
 */
export function scopeColumns<Row extends { readonly agency: Agency }>(
  { query, series, method, field, under }: UnitScope,
  languages: readonly string[],
): readonly FileColumn<Row>[] {
  const same = (key: string, value: string): FileColumn<Row> => ({ key, value: () => value })
  return [
    { key: 'agency', value: ({ agency }) => agency.code },
    ...languages.map((language) => ({
      key: `name-${language}`,
      value: ({ agency }: Row) => agency.names[language] ?? agency.names.vi,
    })),
    { key: 'level', value: ({ agency }) => agency.level },
    same('under', under?.code ?? ''),
    same('from', isoMonth(query.months.from)),
    same('to', isoMonth(query.months.to - 1)),
    same('view', query.view),
    same('questionnaire', series.name),
    same('step', query.step),
    same('field', field?.code ?? ''),
    same('method', method),
    same('flagged', query.flagged),
  ]
}
