import { CODE_CHANNELS, type CodeMeaning } from '../../domain/code-changes.ts'
import type { Problem } from '../../domain/errors.ts'
import { STEPS } from '../../domain/service-point.ts'
import type { NewCodesGround } from '../../services/poster-codes.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import type { FormReading } from './form-reading.ts'

/** The name of the box that stands for a field or a step. */
export function boxName(kind: 'field' | 'step', code: string): string {
  return `${kind}-${code}`
}

/** Reads the form for new codes: every ticked field at every ticked step gets one. */
export function readNewCodesForm(
  { points, fields, questionnaires }: NewCodesGround,
  form: SentForm,
): FormReading<readonly CodeMeaning[]> {
  const point = points.find(({ id }) => id === form['point'])
  const channel = CODE_CHANNELS.find((known) => known === form['channel'])
  const questionnaire = [...questionnaires.keys()].find((key) => key === form['questionnaire'])
  const pickedFields = fields.filter(({ code }) => form[boxName('field', code)] === 'yes')
  const pickedSteps = STEPS.filter((step) => form[boxName('step', step)] === 'yes')

  const problems: Problem[] = []
  const missing = (where: string): unknown => problems.push({ where, message: `poster:error-${where}-missing` })
  if (!point) missing('point')
  if (pickedFields.length === 0) missing('fields')
  if (pickedSteps.length === 0) missing('steps')
  if (!channel) missing('channel')
  if (questionnaire === undefined) missing('questionnaire')
  if (!point || !channel || questionnaire === undefined || problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: pickedFields.flatMap(({ code }) =>
      pickedSteps.map((step) => ({ point: point.id, field: code, step, channel, questionnaire })),
    ),
  }
}
