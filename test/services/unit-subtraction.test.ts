import { expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import type { Agency } from '../../server/domain/agency.ts'
import { firstDay, firstHour, isoMonth } from '../../server/domain/calendar.ts'
import { Directory, LINEAGES, type Lineage } from '../../server/domain/directory.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import type { Channel } from '../../server/domain/service-point.ts'
import type { AgencyQuery } from '../../server/services/agency-dashboard.ts'
import type { CompareQuery } from '../../server/services/compare-query.ts'
import { resultRows, type ResultRow } from '../../server/services/result-rows.ts'
import type { ShownFigure } from '../../server/services/shown-figure.ts'
import { smallGroupsKnown } from '../fixtures/linear-sums.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { record } from '../fixtures/public-platform.ts'
import { aField } from '../fixtures/procedure-field.ts'
import { randomNumbers } from '../fixtures/random-numbers.ts'
import { aRandomProvince } from '../fixtures/random-province.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

/** Of so many answers, all satisfied, no interval is too wide: what is hidden is hidden for the sake of people. */
const LEAST = 30
/** August and September 2026. */
const MONTHS = { from: 679, to: 681 }
const FIELDS = ['chung-thuc', 'dat-dai', 'ho-tich'] as const

const INSPECTOR: Viewer = {
  ...{ id: '1', name: 'thanh-tra', displayName: 'Thanh tra', mayReadComments: false },
  grants: [{ role: 'inspector', agency: null }],
}

type Has = (response: SurveyResponse) => boolean

/** A figure that was shown, and whose answers it is of. */
interface Told {
  readonly n: number
  readonly holds: Has
  readonly isUnflagged: boolean
}

test.each([1, 2, 3, 4, 5, 6])(
  'no sum or difference of all that an inspector sees is of a few people (province %i)',
  async (seed) => {
    const random = randomNumbers(seed * 104_729)
    const below = (bound: number): number => Math.floor(random() * bound)
    const agencies = aRandomProvince(9, below, firstDay(MONTHS.from + 1))
    const responses = randomAnswers(agencies, below)
    const platform = await openPlatform({
      env: { LEAST_RESPONSES: String(LEAST) },
      directory: {
        agencies,
        points: agencies.flatMap(({ code }) => [1, 2].map((i) => aServicePoint(`${code}-0${i}`, code))),
        fields: FIELDS.map((code) => aField(code)),
      },
    })
    await record(platform, responses)
    const pages = new Pages(platform, agencies)
    await pages.open()
    await platform.close()

    for (const { n, holds } of pages.told) expect(responses.filter(holds)).toHaveLength(n)
    expect(pages.told.length).toBeGreaterThan(50)
    expect(pages.hidden).toBeGreaterThan(0)
    const { ofWholes, ofFields, ofChannels, ofMonths, ofPoints } = pages
    const flag: Of = ({ flags }) => flags.length
    expect(fewKnown(responses, [...ofWholes, ...ofFields], [({ field }) => field, flag])).toEqual([])
    expect(fewKnown(responses, [...ofWholes, ...ofChannels], [({ channel }) => channel, flag])).toEqual([])
    expect(fewKnown(responses, [...ofWholes, ...ofMonths], [({ receivedHour }) => receivedHour, flag])).toEqual([])
    const withFlagged = ofWholes.filter(({ isUnflagged }) => !isUnflagged)
    expect(fewKnown(responses, [...withFlagged, ...ofPoints], [({ point }) => point])).toEqual([])
    for (const [code, told] of pages.ofQuestions) {
      const answered = responses.filter(({ answers }) => answers.charAt(Number(code.charAt(1)) - 1) !== '0')
      expect(fewKnown(answered, told, [flag])).toEqual([])
    }
    // The proof would find something if only small figures were hidden.
    if (seed === 1) {
      const large = pages.all.filter(({ n }) => n >= LEAST)
      expect(fewKnown(responses, large, [({ field }) => field, flag])).not.toEqual([])
    }
  },
)

type Of = (response: SurveyResponse) => string | number

/** Groups of too few people, by agency and what else tells them apart, that can be worked out from what was told. */
function fewKnown(responses: readonly SurveyResponse[], told: readonly Told[], apart: readonly Of[]): unknown[] {
  const groups = [...Map.groupBy(responses, (one) => [one.agency, ...apart.map((of) => of(one))].join(' '))]
  const people = groups.map(([, group]) => group.length)
  const sums = told.map(({ holds }) => new Set(groups.flatMap(([, [one]], at) => (one && holds(one) ? [at] : []))))
  return smallGroupsKnown({ people, sums }, LEAST).map((group) => group.map((at) => groups[at]?.[0]))
}

/** Everything that staff pages and files show of one period, gathered figure by figure. */
class Pages {
  readonly #platform: Platform
  readonly #agencies: readonly Agency[]
  readonly #directory: Directory
  readonly ofWholes: Told[] = []
  readonly ofFields: Told[] = []
  readonly ofChannels: Told[] = []
  readonly ofMonths: Told[] = []
  readonly ofPoints: Told[] = []
  readonly ofQuestions = new Map<string, Told[]>()
  /** Whatever has enough people, shown or not: all whole and field figures there are. */
  readonly all: Told[] = []
  hidden = 0

  constructor(platform: Platform, agencies: readonly Agency[]) {
    this.#platform = platform
    this.#agencies = agencies
    this.#directory = new Directory({ agencies, points: [], codes: [], fields: [], targets: [], references: [] })
  }

  get told(): readonly Told[] {
    const { ofWholes, ofFields, ofChannels, ofMonths, ofPoints, ofQuestions } = this
    return [ofWholes, ofFields, ofChannels, ofMonths, ofPoints, ...ofQuestions.values()].flat()
  }

  async open(): Promise<void> {
    for (const view of LINEAGES) {
      for (const field of [null, ...FIELDS]) {
        for (const { code } of this.#agencies) await this.#openFile(code, view, field)
        for (const level of ['province', 'commune', 'office'] as const) {
          for (const flagged of ['in', 'out'] as const) await this.#openComparison({ level, view, field, flagged })
        }
      }
    }
  }

  async #openComparison(over: Pick<CompareQuery, 'level' | 'view' | 'field' | 'flagged'>): Promise<void> {
    const query = { under: null, months: MONTHS, questionnaire: null, step: 'return', method: null, ...over } as const
    const { units } = await this.#platform.services.compare.compare(INSPECTOR, query)
    for (const { agency, shown, standing, change } of units) {
      if (shown.hidden !== null) expect([standing, change.difference]).toEqual([null, null])
      const isOf = this.#isWithin(agency.code, over.view)
      const isCounted: Has = (one) => over.flagged === 'in' || one.flags.length === 0
      this.#note(
        over.field === null ? this.ofWholes : this.ofFields,
        shown,
        (one) => {
          return isOf(one) && isCounted(one) && (over.field === null || one.field === over.field)
        },
        over.flagged === 'out',
      )
    }
  }

  /** A file of results has all that its dashboard shows. */
  async #openFile(code: string, view: Lineage, field: string | null): Promise<void> {
    const query: AgencyQuery = {
      period: { from: firstDay(MONTHS.from), to: firstDay(MONTHS.to) },
      ...{ view, questionnaire: null, step: 'return' },
      filter: field === null ? [] : [{ cut: 'field', value: field }],
    }
    const dashboard = await this.#platform.services.dashboard.ofAgency(INSPECTOR, code, query)
    const isOf = this.#isWithin(code, view)
    const isOfPage: Has = (one) => isOf(one) && (field === null || one.field === field)
    for (const row of resultRows(dashboard)) this.#noteRow(row, { view, field, isOfPage })
  }

  #noteRow(
    { kind, code, shown }: ResultRow,
    { view, field, isOfPage }: { readonly view: Lineage; readonly field: string | null; readonly isOfPage: Has },
  ): void {
    const wholes = field === null ? this.ofWholes : this.ofFields
    const note = (told: Told[], has: Has, isUnflagged = false): void => {
      this.#note(told, shown, (one) => isOfPage(one) && has(one), isUnflagged)
    }
    if (kind === 'index') note(wholes, () => true)
    if (kind === 'index-without-flagged') note(wholes, ({ flags }) => flags.length === 0, true)
    if (kind === 'agency') note(wholes, this.#isOfChild(code, view))
    if (kind === 'field') note(this.ofFields, (one) => one.field === code)
    if (field !== null) return
    if (kind === 'point') note(this.ofPoints, ({ point }) => point === code)
    if (kind === 'month') note(this.ofMonths, ({ receivedHour }) => isoMonth(monthOf(receivedHour)) === code)
    if (kind === 'cut' && code.startsWith('channel=')) note(this.ofChannels, ({ channel }) => code.endsWith(channel))
    if (kind === 'factor') {
      const told = this.ofQuestions.get(code) ?? []
      this.ofQuestions.set(code, told)
      note(told, ({ answers }) => answers.charAt(Number(code.charAt(1)) - 1) !== '0')
    }
  }

  #note(told: Told[], { n, hidden }: ShownFigure, holds: Has, isUnflagged: boolean): void {
    const figure: Told = { n, holds, isUnflagged }
    this.all.push(figure)
    if (hidden === null) told.push(figure)
    else if (n > 0) this.hidden++
    expect(hidden).not.toBe('too-wide')
  }

  /** Of agencies below another one that both hold an answer, since one was merged away from the other, the first counts it. */
  #isOfChild(code: string, view: Lineage): Has {
    const { parent = null } = this.#directory.agency(code) ?? {}
    const before = this.#directory.children(parent).filter(({ successor }) => view === 'as-it-was' || !successor)
    const isBefore = before
      .slice(
        0,
        before.findIndex((agency) => agency.code === code),
      )
      .map((agency) => this.#isWithin(agency.code, view))
    const isWithin = this.#isWithin(code, view)
    return (response) => isWithin(response) && !isBefore.some((has) => has(response))
  }

  #isWithin(code: string, view: Lineage): Has {
    const within = new Set(this.#directory.lineage(code, view).map((agency) => agency.code))
    return ({ agency }) => within.has(agency)
  }
}

function monthOf(hour: number): number {
  return hour < firstHour(firstDay(MONTHS.from + 1)) ? MONTHS.from : MONTHS.from + 1
}

function randomAnswers(agencies: readonly Agency[], below: (bound: number) => number): readonly SurveyResponse[] {
  return agencies.flatMap(({ code }) =>
    FIELDS.flatMap((field) => {
      const plain = [0, 3 + below(25), 20 + below(60), 60 + below(120)][below(4)] ?? 0
      const flagged = [0, 0, 3 + below(20), 30 + below(40)][below(4)] ?? 0
      return Array.from({ length: plain + flagged }, (_, i) => {
        const month = MONTHS.from + Math.min(1, below(4))
        const channel: Channel = below(6) === 0 ? 'paper' : 'qr'
        return aResponse({
          ...{ agency: code, field, channel },
          point: `${code}-0${1 + Math.floor(below(8) / 7)}`,
          receivedHour: firstHour(firstDay(month)) + 9,
          answers: below(5) === 0 ? '555555' : '555505',
          flags: i < plain ? [] : ['burst'],
        })
      })
    }),
  )
}
