import { METHODS, type MethodName } from '../../scoring/methods.ts'
import { questionsAsFactors } from '../../scoring/questions-as-factors.ts'
import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { localDay } from '../domain/calendar.ts'
import { NotFoundError } from '../domain/errors.ts'
import { criteriaOf, shapeOf, type Questionnaire } from '../domain/questionnaire.ts'
import type { Directory } from '../domain/directory.ts'
import { seriesNamed, type Series } from '../domain/series.ts'
import type { Storage, TallyCell } from '../storage/port.ts'
import { agencySeenBy, maySee } from './access.ts'
import type { AgencyDashboard, DashboardQuery } from './agency-dashboard.ts'
import { answeredSeries, breakOf } from './answered-series.ts'
import { agencyTree, type AgencyNode } from './agency-tree.ts'
import { composeDashboard } from './compose-dashboard.ts'
import type { CurrentDirectory, DirectoryService } from './directory-service.ts'
import { countedCells, periodCells, type PeriodScope } from './period-tallies.ts'
import { responsesOf, sumOfCells } from './shown-index.ts'

/** Answers what a dashboard asks: how one agency scored in one period, against its target. */
export class DashboardService {
  readonly #directory: DirectoryService
  readonly #storage: Pick<Storage, 'tallies' | 'responses'>
  readonly #config: Pick<Config, 'leastResponses' | 'timeZone'>
  readonly #method: MethodName
  readonly #now: () => Date

  constructor({
    directory,
    storage,
    config,
    now,
  }: {
    directory: DirectoryService
    storage: Pick<Storage, 'tallies' | 'responses'>
    config: Pick<Config, 'leastResponses' | 'method' | 'timeZone'>
    now: () => Date
  }) {
    this.#directory = directory
    this.#storage = storage
    this.#config = config
    this.#method = methodNamed(config.method)
    this.#now = now
  }

  /** The agencies that the viewer may see, as the tree stands; with words to search for, those whose name has them all. */
  async agencies(viewer: Viewer, search = ''): Promise<readonly AgencyNode[]> {
    const { directory } = await this.#directory.current()
    return agencyTree(directory, ({ code }) => maySee(viewer, directory, code), search)
  }

  /** @throws {ForbiddenError | NotFoundError} when the viewer may not see this agency, or no agency has this code */
  async agency(viewer: Viewer, agencyCode: string): Promise<Agency> {
    const { directory } = await this.#directory.current()
    return agencySeenBy(viewer, directory, agencyCode)
  }

  /**
   * The figures of one agency in one period. The cost follows agencies, points and months, not responses; edge days
   * of a period that is not made of whole months are counted from their responses.
   *
   * @throws {ForbiddenError | NotFoundError} when the viewer may not see this agency, or there is no such agency or
   *   questionnaire
   */
  async ofAgency(viewer: Viewer, agencyCode: string, query: DashboardQuery): Promise<AgencyDashboard> {
    const current = await this.#directory.current()
    const { directory, questionnaires } = current
    const agency = agencySeenBy(viewer, directory, agencyCode)
    const agencies = directory.lineage(agencyCode, query.view).map(({ code }) => code)
    const { period } = query
    const [span, atReturn, atSubmission] = await Promise.all([
      this.#storage.tallies.span(agencies),
      periodCells(this.#storage, questionnaires, { agencies, period, cuts: ['point', 'field'], step: 'return' }),
      periodCells(this.#storage, questionnaires, { agencies, period, cuts: ['channel'], step: 'submission' }),
    ])

    const answered = answeredSeries(questionnaires.values(), atReturn)
    const series = query.questionnaire === null ? answered.last : seriesNamed(answered.all, query.questionnaire)
    if (!series) throw new NotFoundError('questionnaire', query.questionnaire ?? '')
    const cells = atReturn.filter(({ questionnaire }) => series.versions.has(questionnaire))
    const byPoint = cells.filter(({ cut }) => cut === 'point')
    const figures = composeDashboard({
      directory,
      agency,
      query,
      instrument: series.latest.key,
      questionnaire: series.latest,
      rules: { method: this.#method, least: this.#config.leastResponses },
      today: localDay(this.#now(), this.#config.timeZone),
      total: sumOfCells(shapeOf(series.latest), byPoint),
      cells: await this.#cellsForMethod(current, series, cells, { agencies, period }),
    })
    const submitted = atSubmission.filter(({ questionnaire }) => series.versions.has(questionnaire))
    return {
      agency,
      ...query,
      span,
      formers: formersOf(directory, agencyCode),
      series,
      others: answered.counts.filter((other) => other.series !== series && other.responses > 0),
      breakAt: breakOf(series, answered.counts),
      method: this.#method,
      least: this.#config.leastResponses,
      ...figures,
      submissions: submitted.reduce((sum, { tally }) => sum + responsesOf(tally), 0),
    }
  }

  /** The same cells, or, for a method that needs pairs of questions, cells counted anew from their responses. */
  async #cellsForMethod(
    { questionnaires }: CurrentDirectory,
    { latest, versions }: Series,
    cells: readonly TallyCell[],
    scope: Pick<PeriodScope, 'agencies' | 'period'>,
  ): Promise<readonly TallyCell[]> {
    const hasPairs = shapeOf(latest).factors.length < criteriaOf(latest).length
    if (this.#method !== 'index.mean-questions' || !hasPairs) return cells
    const byQuestion = (questionnaire: Questionnaire) => questionsAsFactors(shapeOf(questionnaire))
    const counted = await countedCells(
      this.#storage,
      questionnaires,
      { ...scope, cuts: ['point', 'field'], step: 'return' },
      byQuestion,
    )
    return counted.filter(({ questionnaire }) => versions.has(questionnaire))
  }
}

/** Agencies outside an agency's own subtree whose answers became its past by merger. */
function formersOf(directory: Directory, code: string): readonly Agency[] {
  return directory.lineage(code, 'as-it-is').slice(directory.lineage(code, 'as-it-was').length)
}

function methodNamed(name: string): MethodName {
  const method = METHODS.find((one) => one === name)
  if (!method) throw new RangeError(`no method ${name}`)
  return method
}
