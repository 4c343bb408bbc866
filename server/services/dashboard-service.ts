import { METHODS, type MethodName } from '../../scoring/methods.ts'
import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { localDay, monthOfDay, type Period } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import { NotFoundError } from '../domain/errors.ts'
import { partsOf } from '../domain/period.ts'
import type { Questionnaire, QuestionnaireId } from '../domain/questionnaire.ts'
import { seriesNamed, type Series } from '../domain/series.ts'
import type { Storage } from '../storage/port.ts'
import { agencySeenBy, maySee } from './access.ts'
import type { AgencyDashboard, AgencyQuery, Comparison } from './agency-dashboard.ts'
import { agencyTree, type AgencyNode } from './agency-tree.ts'
import { readYears, type AgencyYears } from './agency-years.ts'
import { AnswerReader, MOST_CUTTABLE } from './answer-reader.ts'
import { answeredSeries, breakOf } from './answered-series.ts'
import { composeDashboard, wholeIndex } from './compose-dashboard.ts'
import type { CountedAnswers } from './counted-answers.ts'
import { comparedPeriods, comparison, type FormerIndex } from './dashboard-comparisons.ts'
import { countedCuts } from './dashboard-cuts.ts'
import type { CurrentDirectory, DirectoryService } from './directory-service.ts'
import { GuardedPage } from './guarded-page.ts'
import { KnownTransactions } from './known-transactions.ts'
import { FilterRefusedError, openedFilter } from './opened-filter.ts'
import type { IndexRules } from './shown-index.ts'
import { UnitGuard } from './unit-guard.ts'
import { UnitLedger } from './unit-ledger.ts'

interface Parts {
  readonly directory: DirectoryService
  readonly storage: Pick<Storage, 'tallies' | 'responses' | 'transactions'>
  readonly config: Pick<Config, 'leastResponses' | 'method' | 'timeZone'>
  readonly now: () => Date
  /** What all pages of all agencies must not show; where there is none yet, it reads one of its own. */
  readonly guard?: UnitGuard
}

/** Answers what a dashboard asks: how one agency scored in one period, against its target, and why. */
export class DashboardService {
  readonly #directory: DirectoryService
  readonly #storage: Pick<Storage, 'tallies' | 'transactions'>
  readonly #answers: AnswerReader
  readonly #rules: IndexRules
  readonly #guard: UnitGuard
  readonly #timeZone: string
  readonly #now: () => Date

  /** @param mostCuttable see {@link MOST_CUTTABLE} */
  constructor({ directory, storage, config, now, guard }: Parts, mostCuttable = MOST_CUTTABLE) {
    this.#directory = directory
    this.#storage = storage
    this.#rules = { method: methodNamed(config.method), least: config.leastResponses }
    this.#answers = new AnswerReader({ storage, config, rules: this.#rules, now, mostCuttable })
    this.#guard = guard ?? new UnitGuard({ ledger: new UnitLedger({ storage, config, now }), config, now })
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

    const ofPage = await answers.count({
      series,
      step,
      filter: query.filter,
      cuts: countedCuts(versions, query.filter),
    })
    const page = this.#guardedPage(current, agencyCode, query, series)
    const counted = page ? await page.guarded(ofPage) : ofPage
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
      comparisons: figures.index.hidden ? [] : await this.#comparisons(current, agencyCode, query, { series, counted }),
    }
  }

  /**
   * The index of one agency year by year, "as it is".
   *
   * @param questionnaire as of an {@link AgencyQuery}
   * @throws {ForbiddenError | NotFoundError} when the viewer may not see this agency, or there is no such agency or
   *   questionnaire
   */
  async years(viewer: Viewer, agencyCode: string, questionnaire: string | null): Promise<AgencyYears> {
    const current = await this.#directory.current()
    const { directory, questionnaires } = current
    const agency = agencySeenBy(viewer, directory, agencyCode)
    const agencies = directory.lineage(agencyCode, 'as-it-is').map(({ code }) => code)
    const thisMonth = monthOfDay(localDay(this.#now(), this.#timeZone))
    const isGivenAway = async (period: Period, series: Series): Promise<boolean> => {
      const query = { period, view: 'as-it-is', step: 'return', filter: [], questionnaire } as const
      return (await this.#guardedPage(current, agencyCode, query, series)?.isHidden()) ?? false
    }
    const common = { storage: this.#storage, answers: this.#answers, rules: this.#rules }
    const parts = { ...common, questionnaires, thisMonth, isGivenAway }
    return { agency, ...(await readYears(parts, agencies, questionnaire)) }
  }

  /** The page of a query among those of all agencies; null where its days are no whole months, which nobody has together. */
  #guardedPage(
    { directory }: CurrentDirectory,
    agency: string,
    { period, view, step, filter }: AgencyQuery,
    series: Series,
  ): GuardedPage | null {
    const { whole, edges } = partsOf(period)
    if (edges.length > 0) return null
    const counted = this.#rules.method === 'index.direct' ? 'overall' : 'criteria'
    const answers = { months: whole, series, step, counted } as const
    return new GuardedPage(this.#guard, { directory, agency, view, filter, answers })
  }

  /**
   * This period against earlier ones. The known number of transactions narrows no interval here: what is asked is
   * whether the service has changed, not whether those who came would all have said so.
   */
  async #comparisons(
    current: CurrentDirectory,
    agencyCode: string,
    query: AgencyQuery,
    { series, counted }: { series: Series; counted: CountedAnswers },
  ): Promise<readonly Comparison[]> {
    const shown = wholeIndex(counted, { target: null }, this.#rules)
    const found: Comparison[] = []
    for (const to of comparedPeriods(query.period)) {
      const former = await this.#formerIndex(current, agencyCode, { ...query, period: to.period }, series)
      if (former) found.push(comparison(to, shown, former))
    }
    return found
  }

  /** Null where there are too many responses to narrow them as they are narrowed in this period. */
  async #formerIndex(
    current: CurrentDirectory,
    agencyCode: string,
    query: AgencyQuery,
    series: Series,
  ): Promise<FormerIndex | null> {
    const { filter, step, period, view } = query
    const agencies = current.directory.lineage(agencyCode, view).map(({ code }) => code)
    const depth = filter.length > 0 ? 'cuts' : 'index'
    const answers = await this.#answers.open({ agencies, period }, current.questionnaires, depth)
    if (filter.length > 0 && !answers.isCuttable) return null
    const counted = await answers.count({ series, step, filter, cuts: ['flagged'] })
    const isGivenAway = (await this.#guardedPage(current, agencyCode, query, series)?.isHidden()) ?? false
    return {
      shown: wholeIndex({ ...counted, isHidden: counted.isHidden || isGivenAway }, { target: null }, this.#rules),
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
