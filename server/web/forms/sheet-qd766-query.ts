import { SheetFields, type SheetReading } from './sheet-reading.ts'

/** The groups of the sheet whose points are typed, with their most points; the sixth is satisfaction, which is computed. */
export const QD766_GROUPS = { publicity: 18, onTime: 20, online: 12, payment: 10, digitised: 22 } as const
export type Qd766Group = keyof typeof QD766_GROUPS

/** The counts from which the points of satisfaction are computed, each part after its whole. */
export const QD766_COUNTS = [
  'petitions',
  'answered',
  'rated',
  'satisfied',
  'dossiers',
  'overdue',
  'complained',
] as const
export type Qd766Count = (typeof QD766_COUNTS)[number]

export interface Qd766Sheet {
  readonly counts: Readonly<Record<Qd766Count, number>>
  /** Points in ten-thousandths; null where none were typed. */
  readonly groups: Readonly<Record<Qd766Group, number | null>>
}

/** Reads the counts, which are needed, and the points of the other groups, each of which may be left out. */
export function readQd766Query(query: Readonly<Record<string, unknown>>): SheetReading<Qd766Sheet> {
  const fields = new SheetFields(query, [...QD766_COUNTS, ...Object.keys(QD766_GROUPS)])
  const count = (name: Qd766Count): number => fields.neededCount(name)
  const group = (name: Qd766Group): number | null => fields.parts(name, QD766_GROUPS[name])
  const counts = {
    petitions: count('petitions'),
    answered: count('answered'),
    rated: count('rated'),
    satisfied: count('satisfied'),
    dossiers: count('dossiers'),
    overdue: count('overdue'),
    complained: count('complained'),
  }
  fields.partOf('answered', 'petitions')
  fields.partOf('satisfied', 'rated')
  fields.partOf('overdue', 'dossiers')
  fields.partOf('complained', 'dossiers')
  const groups = {
    publicity: group('publicity'),
    onTime: group('onTime'),
    online: group('online'),
    payment: group('payment'),
    digitised: group('digitised'),
  }
  return fields.reading({ counts, groups })
}
