import type { MethodName } from '../../scoring/methods.ts'
import { emptyTally, isSameShape, type Tally } from '../../scoring/tally.ts'
import { monthOfDay } from '../domain/calendar.ts'
import { shapeOf, type QuestionnaireId } from '../domain/questionnaire.ts'
import { seriesAmong, type Series } from '../domain/series.ts'
import type { Storage, TallyCell } from '../storage/port.ts'
import type { CurrentDirectory } from './directory-service.ts'
import { daysOfQuarters, type Quarter } from './public-periods.ts'
import { PublicQuarter, type QuarterAnswers } from './public-quarter.ts'

/** How public figures are computed, and with how few respondents they are hidden. */
export interface PublicRules {
  readonly method: MethodName
  readonly least: number
}

/** One quarter of the whole province: each series that was answered in it. */
export type QuarterLedger = ReadonlyMap<Series['name'], PublicQuarter>

/** Agencies read at once: a province of thousands is read piece by piece, so that others get their turn in between. */
const BATCH = 200

/** Reads a quarter from the kept tallies; the cost follows agencies and months, not responses. */
export async function readQuarter(
  storage: Pick<Storage, 'tallies'>,
  { directory, questionnaires }: CurrentDirectory,
  quarter: Quarter,
  rules: PublicRules,
): Promise<QuarterLedger> {
  const series = seriesAmong(questionnaires.values())
  const seriesOf = new Map<QuestionnaireId, Series>(
    series.flatMap((one) => [...one.versions].map((id) => [id, one] as const)),
  )
  const own = new Map<Series, Map<string, QuarterAnswers>>()
  const { from, to } = daysOfQuarters(quarter)
  const codes = directory.agencies.map(({ code }) => code)
  for (let at = 0; at < codes.length; at += BATCH) {
    const agencies = codes.slice(at, at + BATCH)
    const months = { from: monthOfDay(from), to: monthOfDay(to) }
    for (const cell of await storage.tallies.cells({ agencies, ...months, cuts: ['channel'], step: 'return' })) {
      const of = seriesOf.get(cell.questionnaire)
      if (!of) throw new Error(`a response to the unpublished questionnaire ${cell.questionnaire}`)
      const byAgency = own.get(of) ?? new Map<string, QuarterAnswers>()
      own.set(of, byAgency)
      addCell(byAgency, cell)
    }
  }
  const ledger = new Map<Series['name'], PublicQuarter>()
  for (const [{ name, latest }, byAgency] of own) {
    const method = publicMethod(rules.method, latest)
    ledger.set(name, await PublicQuarter.of(directory, byAgency, { ...rules, method }))
  }
  return ledger
}

/**
 * The method of the public page: that of the province, but for the one that needs pairs of questions, which the kept
 * tallies of a form with several questions a factor do not hold; there all answers count alike. The page names it.
 */
export function publicMethod(method: MethodName, questionnaire: Series['latest']): MethodName {
  const { factors, criteria } = shapeOf(questionnaire)
  return method === 'index.mean-questions' && factors.length !== criteria.length ? 'index.pooled' : method
}

function addCell(byAgency: Map<string, QuarterAnswers>, { agency, flagged, tally }: TallyCell): void {
  let answers = byAgency.get(agency)
  if (!answers) {
    answers = { all: emptyTally(tally.shape), unflagged: emptyTally(tally.shape) }
    byAgency.set(agency, answers)
  }
  add(answers.all, tally)
  if (!flagged) add(answers.unflagged, tally)
}

function add(into: Tally, { shape, sums }: Tally): void {
  if (!isSameShape(into.shape, shape)) throw new RangeError('tallies of different criteria cannot be combined')
  for (let i = 0; i < shape.length; i++) into.sums[i] = (into.sums[i] ?? 0) + (sums[i] ?? 0)
}
