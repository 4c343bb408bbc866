import { countResponse, emptyTally } from '../../../scoring/tally.ts'
import { isoHour } from '../../../server/domain/calendar.ts'
import { shapeOf } from '../../../server/domain/questionnaire.ts'
import type { SurveyResponse } from '../../../server/domain/response.ts'
import type { TallyCell } from '../../../server/storage/port.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'

/** The cells that responses to `counter/1` make, counted without any of the code that stores use for it. */
export function countedCells(responses: readonly SurveyResponse[]): TallyCell[] {
  const shape = shapeOf(aQuestionnaire())
  const cells = new Map<string, TallyCell>()
  for (const response of responses) {
    const [year = 0, month = 0] = isoHour(response.receivedHour).split('-').map(Number)
    const levels = Array.from(response.answers, (sign) => ('12345'.includes(sign) ? Number(sign) : 0))
    for (const cut of ['channel', 'field', 'point'] as const) {
      const key = {
        agency: response.agency,
        month: (year - 1970) * 12 + month - 1,
        questionnaire: response.questionnaire,
        step: response.step,
        flagged: response.flags.length > 0,
        cut,
        value: response[cut],
      }
      const name = JSON.stringify(key)
      const cell = cells.get(name) ?? { ...key, tally: emptyTally(shape) }
      cells.set(name, cell)
      countResponse(cell.tally, levels.slice(0, -1), levels.at(-1) ?? 0)
    }
  }
  return [...cells.values()]
}
