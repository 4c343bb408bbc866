import type { Collection, RecordOf } from './port.ts'

/** What tells records of a collection apart and gives them their order, most significant part first. */
type Key = readonly (string | number | null)[]

const KEY_OF: { readonly [C in Collection]: (record: RecordOf[C]) => Key } = {
  agencies: ({ code }) => [code],
  fields: ({ code }) => [code],
  points: ({ id }) => [id],
  codes: ({ code }) => [code],
  targets: ({ instrument, agency, field, from }) => [instrument, agency, field, from],
  references: ({ series, year, agency }) => [series, year, agency],
  questionnaires: ({ key, version }) => [key, version],
  accounts: ({ id }) => [id],
  responses: ({ agency, openedHour, id }) => [agency, openedHour, id],
  comments: ({ agency, day, id }) => [agency, day, id],
  transactions: ({ point, month, field, step }) => [point, month, field, step],
  reports: ({ code }) => [code],
  audit: ({ number }) => [number],
}

/** The key of a record as one text, which two records of a collection share only where they are the same record. */
export function recordKey<C extends Collection>(collection: C, record: RecordOf[C]): string {
  return JSON.stringify(KEY_OF[collection](record))
}

/** The records in the order of their keys, the same in every database: null before all else, texts by their code units. */
export function inKeyOrder<C extends Collection>(collection: C, records: readonly RecordOf[C][]): RecordOf[C][] {
  const keyed = records.map((record) => ({ record, key: KEY_OF[collection](record) }))
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ record }) => record)
}

function compareKeys(a: Key, b: Key): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? null
    if (left === right) continue
    if (left === null) return -1
    if (right === null) return 1
    return left < right ? -1 : 1
  }
  return 0
}
