import { CODE_CHANNELS, COUNTER, type CodeWanted } from '../domain/code-changes.ts'
import { STEPS, type ServicePoint } from '../domain/service-point.ts'
import { readOpeningHours } from './import-hours.ts'
import type { ImportRow, Imported } from './import-row.ts'

/** A service point with the codes that it needs. */
export interface ImportedPoint extends Imported<ServicePoint> {
  readonly wanted: readonly CodeWanted[]
}

/**
 * Reads the rows of a file of service points; blank steps are both, a blank channel is the QR code, a blank
 * questionnaire is that of the counter.
 */
export function readPoints(rows: readonly ImportRow[], stored: ReadonlyMap<string, ServicePoint>): ImportedPoint[] {
  return rows.map((row) => {
    const point = row.neededCode('point')
    const former = stored.get(point) ?? null
    row.needed('name_vi')
    const hours = row.has('hours') ? readOpeningHours(row.text('hours')) : (former?.hours ?? [])
    if (!hours) row.note('hours', 'import:no-hours', { text: row.text('hours') })
    const record: ServicePoint = {
      id: point,
      agency: row.neededCode('agency'),
      names: row.words('name', former?.names ?? null) ?? { vi: '' },
      hours: hours ?? [],
    }
    const steps = row.text('steps') === '' ? STEPS : row.someOf('steps', STEPS)
    const channels = row.text('channel') === '' ? (['qr'] as const) : row.someOf('channel', CODE_CHANNELS)
    const questionnaire = row.has('questionnaire') ? row.text('questionnaire') || COUNTER : null
    const wanted = row
      .neededCodes('field')
      .flatMap((field) =>
        steps.flatMap((step) => channels.map((channel) => ({ point, field, step, channel, questionnaire }))),
      )
    return { record, row, wanted }
  })
}

/** Notes agencies and fields that would not exist after the import, and questionnaires that are not published. */
export function checkPoints(
  imported: readonly ImportedPoint[],
  all: {
    readonly agencies: ReadonlyMap<string, unknown>
    readonly fields: ReadonlyMap<string, unknown>
    readonly instruments: ReadonlySet<string>
  },
): void {
  for (const { record, row, wanted } of imported) {
    if (record.agency !== '' && !all.agencies.has(record.agency)) {
      row.note('agency', 'import:unknown-agency', { text: record.agency })
    }
    for (const questionnaire of new Set(wanted.map((one) => one.questionnaire ?? COUNTER))) {
      if (row.has('questionnaire') && !all.instruments.has(questionnaire)) {
        const known = [...all.instruments].join(', ')
        row.note('questionnaire', 'import:not-one-of', { text: questionnaire, known })
      }
    }
    for (const field of new Set(wanted.map((one) => one.field))) {
      if (!all.fields.has(field)) row.note('field', 'import:unknown-field', { text: field })
    }
  }
}
