import { METHODS, type MethodName } from '../../scoring/methods.ts'
import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { localDay } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import { NotFoundError } from '../domain/errors.ts'
import type { Questionnaire, QuestionnaireId } from '../domain/questionnaire.ts'
import { seriesNamed, type Series } from '../domain/series.ts'
import type { Storage } from '../storage/port.ts'
import { agencySeenBy, maySee } from './access.ts'
import type { AgencyDashboard, AgencyQuery, Comparison } from './agency-dashboard.ts'
import { agencyTree, type AgencyNode } from './agency-tree.ts'
import { AnswerReader, MOST_CUTTABLE } from './answer-reader.ts'
import { answeredSeries, breakOf } from './answered-series.ts'
import { composeDashboard, wholeIndex } from './compose-dashboard.ts'
import type { AnswerScope, CountedAnswers } from './counted-answers.ts'
import { comparedPeriods, comparison, type FormerIndex } from './dashboard-comparisons.ts'
import { countedCuts } from './dashboard-cuts.ts'
import type { CurrentDirectory, DirectoryService } from './directory-service.ts'
import { KnownTransactions } from './known-transactions.ts'
import { FilterRefusedError, openedFilter } from './opened-filter.ts'
import type { IndexRules } from './shown-index.ts'

interface Parts {
  readonly directory: DirectoryService
  readonly storage: Pick<Storage, 'tallies' | 'responses' | 'transactions'>
  readonly config: Pick<Config, 'leastResponses' | 'method' | 'timeZone'>
  readonly now: () => Date
}

/** Answers what a dashboard asks: how one agency scored in one period, against its target, and why. */
export class DashboardService {
  readonly #directory: DirectoryService
  readonly #storage: Pick<Storage, 'tallies' | 'transactions'>
  readonly #answers: AnswerReader
  readonly #rules: IndexRules
  readonly #timeZone: string
  readonly #now: () => Date

  /** @param mostCuttable see {@link MOST_CUTTABLE} */
  constructor({ directory, storage, config, now }: Parts, mostCuttable = MOST_CUTTABLE) {
    this.#directory = directory
    this.#storage = storage
    this.#rules = { method: methodNamed(config.method), least: config.leastResponses }
    this.#answers = new AnswerReader({ storage, config, rules: this.#rules, now, mostCuttable })
    this.#timeZone = config.timeZone
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
   * The figures of one agency in one period. Up to {@link MOST_CUTTABLE} responses are looked at one by one; beyond, the
   * cost follows agencies, points and months, but for edge days of a period that is not made of whole months.
   *
   * @throws {ForbiddenError | NotFoundError} when the viewer may not see this agency, or there is no such agency or
   *   questionnaire
   * @throws {FilterRefusedError} when the answers cannot be narrowed as asked
   */
  async ofAgency(viewer: Viewer, agencyCode: string, query: AgencyQuery): Promise<AgencyDashboard> {
    const current = await this.#directory.current()
    const { directory, questionnaires } = current
    const agency = agencySeenBy(viewer, directory, agencyCode)
    const agencies = directory.lineage(agencyCode, query.view).map(({ code }) => code)
    const { period, step } = query
    const scope = { agencies, period }
    const [span, answers] = await Promise.all([
      this.#storage.tallies.span(agencies),
      this.#answers.open(scope, questionnaires, 'cuts'),
    ])

    const atStep = answers.answered.filter((one) => one.step === step)
    const isAnswered = atStep.some(({ responses }) => responses > 0)
    const answered = answeredSeries(questionnaires.values(), isAnswered ? atStep : answers.answered)
    const series = query.questionnaire === null ? answered.last : seriesNamed(answered.all, query.questionnaire)
    if (!series) throw new NotFoundError('questionnaire', query.questionnaire ?? '')
    const versions = versionsOf(series, questionnaires)
    const filter = openedFilter(query.filter, { directory, agencies, versions })
    if (filter.length > 0 && !answers.isCuttable) throw tooManyToNarrow()

    const counted = await answers.count({
      series,
      step,
      filter: query.filter,
      cuts: countedCuts(versions, query.filter),
    })
    const transactions = await KnownTransactions.read(this.#storage, scope, step, () =>
      answers.places({ series, step }),
    )
    const breakAt = breakOf(series, answered.counts)
    const parts = { directory, agency, query, series, versions, breakAt, rules: this.#rules, counted, transactions }
    const figures = composeDashboard({ ...parts, today: localDay(this.#now(), this.#timeZone) })
    return {
      agency,
      period,
      view: query.view,
      step,
      filter,
      isCuttable: answers.isCuttable,
      span,
      formers: formersOf(directory, agencyCode),
      series,
      others: isAnswered ? answered.counts.filter((other) => other.series !== series && other.responses > 0) : [],
      breakAt,
      ...this.#rules,
      ...figures,
      atOtherStep: answers.answered
        .filter((one) => one.step !== step && series.versions.has(one.questionnaire))
        .reduce((sum, { responses }) => sum + responses, 0),
      comparisons: figures.index.hidden ? [] : await this.#comparisons(current, scope, query, { series, counted }),
    }
  }

  /**
   * This period against earlier ones. The known number of transactions narrows no interval here: what is asked is
   * whether the service has changed, not whether those who came would all have said so.
   */
  async #comparisons(
    current: CurrentDirectory,
    { agencies, period }: AnswerScope,
    query: AgencyQuery,
    { series, counted }: { series: Series; counted: CountedAnswers },
  ): Promise<readonly Comparison[]> {
    const shown = wholeIndex(counted, { target: null }, this.#rules)
    const found: Comparison[] = []
    for (const to of comparedPeriods(period)) {
      const former = await this.#formerIndex(current, { agencies, period: to.period }, query, series)
      if (former) found.push(comparison(to, shown, former))
    }
    return found
  }

  /** Null where there are too many responses to narrow them as they are narrowed in this period. */
  async #formerIndex(
    { questionnaires }: CurrentDirectory,
    scope: AnswerScope,
    { filter, step }: AgencyQuery,
    series: Series,
  ): Promise<FormerIndex | null> {
    const answers = await this.#answers.open(scope, questionnaires, filter.length > 0 ? 'cuts' : 'index')
    if (filter.length > 0 && !answers.isCuttable) return null
    const counted = await answers.count({ series, step, filter, cuts: ['flagged'] })
    return {
      shown: wholeIndex(counted, { target: null }, this.#rules),
      isOfOtherSeries: answers.answered.some(
        (one) => one.step === step && one.responses > 0 && !series.versions.has(one.questionnaire),
      ),
    }
  }
}

function tooManyToNarrow(): FilterRefusedError {
  const problem = { where: 'filter', message: 'dashboard:error-too-many', values: { most: MOST_CUTTABLE } }
  return new FilterRefusedError([problem], { kept: [], isUnknown: false })
}

/** The versions of a series, the newest first. */
function versionsOf(
  series: Series,
  questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>,
): readonly Questionnaire[] {
  return [...series.versions].flatMap((id) => questionnaires.get(id) ?? []).sort((a, b) => b.version - a.version)
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
