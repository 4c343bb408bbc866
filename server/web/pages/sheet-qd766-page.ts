import { qd766Petitions } from '../../../scoring/qd766-petitions.ts'
import { qd766Reception } from '../../../scoring/qd766-reception.ts'
import type { RequestContext } from '../context.ts'
import { QD766_GROUPS, type Qd766Count, type Qd766Group, type Qd766Sheet } from '../forms/sheet-qd766-query.ts'
import type { SheetReading } from '../forms/sheet-reading.ts'
import { PARTS } from '../forms/typed-number.ts'
import type { Language } from '../language.ts'
import { sheetPage, type SheetPage, type SheetResult, type SheetRow } from './sheet-page.ts'
import type { Site } from './shell.ts'

/** Most points of each of the three criteria of satisfaction, and of the whole sheet. */
const MOST_OF_CRITERION = 6
const MOST_OF_SATISFACTION = 18
const MOST_OF_ALL = 100

/** The groups whose points are typed, in the order of the sheet. */
const TYPED_GROUPS = ['publicity', 'onTime', 'online', 'payment', 'digitised'] as const satisfies readonly Qd766Group[]

/** From which counts the points of each criterion of satisfaction come. */
const COUNTS_OF: readonly (readonly [criterion: string, names: readonly Qd766Count[]])[] = [
  ['answered', ['petitions', 'answered']],
  ['satisfied', ['rated', 'satisfied']],
  ['reception', ['dossiers', 'overdue', 'complained']],
]

export function qd766SheetPage(
  site: Site,
  context: RequestContext,
  { typed, reading }: SheetReading<Qd766Sheet>,
): SheetPage {
  const { language } = context
  const { t } = language
  return sheetPage(site, context, {
    sheet: 'qd766',
    typed,
    problems: reading?.ok === false ? reading.problems : [],
    groups: [
      ...COUNTS_OF.map(([criterion, names]) => ({
        legend: t(`sheets:qd766-criterion-${criterion}`),
        hint: t('sheets:qd766-counts-hint'),
        names,
      })),
      { legend: t('sheets:qd766-others'), hint: t('sheets:qd766-others-hint'), names: TYPED_GROUPS },
    ],
    labelOf: (name) => {
      const group = TYPED_GROUPS.find((one) => one === name)
      const label = t(`sheets:qd766-${name}`)
      return group ? t('sheets:qd766-group-field', { name: label, most: QD766_GROUPS[group] }) : label
    },
    result: reading?.ok ? resultOf(reading.value, language) : null,
    formula: [t('sheets:qd766-formula-petitions'), t('sheets:qd766-formula-reception'), t('sheets:qd766-formula-sum')],
    source: [t('sheets:qd766-source')],
    not: [t('sheets:qd766-not')],
  })
}

function resultOf({ counts, groups }: Qd766Sheet, language: Language): SheetResult {
  const { t, format } = language
  const { petitions, answered, rated, satisfied } = counts
  const criteria = [
    {
      name: 'answered',
      points: qd766Petitions(answered, petitions),
      how: petitionWords(answered, petitions, language),
    },
    { name: 'satisfied', points: qd766Petitions(satisfied, rated), how: petitionWords(satisfied, rated, language) },
    { name: 'reception', points: qd766Reception(counts), how: receptionWords(counts, language) },
  ]
  const satisfaction = criteria.reduce((sum, { points }) => sum + points, 0)
  const typed = TYPED_GROUPS.map((group) => ({ group, points: pointsOf(groups[group]) }))
  const total = typed.some(({ points }) => points === null)
    ? null
    : typed.reduce((sum, { points }) => sum + (points ?? 0), satisfaction)
  const row = (name: string, points: number | null, most: number, over: Partial<SheetRow> = {}): SheetRow => ({
    name,
    how: null,
    points: points === null ? t('sheets:not-typed') : format.decimal(points),
    most: format.count(most),
    isSum: false,
    ...over,
  })
  return {
    heading: t('sheets:result-heading'),
    sentence: t('sheets:qd766-result', { points: format.decimal(satisfaction), most: MOST_OF_SATISFACTION }),
    facts: [],
    table: {
      caption: t('sheets:qd766-caption'),
      heads: { name: t('sheets:qd766-part'), points: t('sheets:points'), most: t('sheets:most') },
      rows: [
        ...criteria.map(({ name, points, how }) =>
          row(t(`sheets:qd766-criterion-${name}`), points, MOST_OF_CRITERION, { how }),
        ),
        row(t('sheets:qd766-satisfaction'), satisfaction, MOST_OF_SATISFACTION, { isSum: true }),
        ...typed.map(({ group, points }) => row(t(`sheets:qd766-${group}`), points, QD766_GROUPS[group])),
        row(t('sheets:sum'), total, MOST_OF_ALL, {
          isSum: true,
          ...(total === null ? { points: t('sheets:no-sum') } : {}),
        }),
      ],
    },
    notes: [...(total === null ? [t('sheets:qd766-missing')] : []), t('sheets:rounding')],
  }
}

function pointsOf(parts: number | null): number | null {
  return parts === null ? null : parts / PARTS
}

function petitionWords(good: number, all: number, { t, format }: Language): string {
  if (all === 0) return t('sheets:qd766-no-petitions')
  return t('sheets:qd766-how-petitions', { good: format.count(good), all: format.count(all) })
}

function receptionWords({ dossiers, overdue, complained }: Qd766Sheet['counts'], { t, format }: Language): string {
  if (dossiers === 0) return t('sheets:qd766-no-dossiers')
  const values = { overdue: format.count(overdue), complained: format.count(complained), all: format.count(dossiers) }
  return t('sheets:qd766-how-reception', values)
}
