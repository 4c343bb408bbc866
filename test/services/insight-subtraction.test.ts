import { expect, test } from '@jest/globals'
import type { Agency } from '../../server/domain/agency.ts'
import { firstDay, firstHour } from '../../server/domain/calendar.ts'
import { Directory, LINEAGES, type Lineage } from '../../server/domain/directory.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import type { CompareQuery } from '../../server/services/compare-query.ts'
import { anAccount } from '../fixtures/account.ts'
import { smallGroupsKnown } from '../fixtures/linear-sums.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aField } from '../fixtures/procedure-field.ts'
import { record } from '../fixtures/public-platform.ts'
import { randomNumbers } from '../fixtures/random-numbers.ts'
import { aRandomProvince } from '../fixtures/random-province.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

/** Of so many answers, all satisfied, no interval is too wide: what is hidden is hidden for the sake of people. */
const LEAST = 30
/** August and September 2026. */
const MONTHS = { from: 679, to: 681 }
const FIELDS = ['chung-thuc', 'dat-dai', 'ho-tich'] as const
const CHANNELS = ['qr', 'qr', 'qr', 'kiosk', 'paper'] as const
const INSPECTOR = anAccount()

/** Whether a response is one of those that a shown figure counts. */
type Has = (response: SurveyResponse) => boolean
type Of = (response: SurveyResponse) => string | number

test.each([1, 2, 3, 4])(
  'no sum or difference of trends, equal mixes and channels is of a few people (province %i)',
  async (seed) => {
    const random = randomNumbers(seed * 7919)
    const below = (bound: number): number => Math.floor(random() * bound)
    const agencies = aRandomProvince(9, below, firstDay(MONTHS.from + 1))
    const responses = randomAnswers(agencies, below)
    const platform = await openPlatform({
      env: { LEAST_RESPONSES: String(LEAST) },
      directory: {
        agencies,
        points: agencies.map(({ code }) => aServicePoint(`${code}-01`, code)),
        fields: FIELDS.map((code) => aField(code)),
      },
    })
    await record(platform, responses)
    const told = new Told(platform, agencies)
    await told.gather()
    await platform.close()

    const flag: Of = ({ flags }) => flags.length
    const { wholes, months, fields, channels } = told
    expect([months, fields, channels].map(({ length }) => length > 10)).toEqual([true, true, true])
    expect(fewKnown(responses, [...wholes, ...months], [({ receivedHour }) => receivedHour, flag])).toEqual([])
    expect(fewKnown(responses, [...wholes, ...fields], [({ field }) => field, flag])).toEqual([])
    expect(fewKnown(responses, [...wholes, ...channels], [({ channel }) => channel, flag])).toEqual([])
    expect(told.hidden).toBeGreaterThan(0)
  },
)

/** Groups of too few people, by agency and what else tells them apart, that can be worked out from what was told. */
function fewKnown(responses: readonly SurveyResponse[], told: readonly Has[], apart: readonly Of[]): unknown[] {
  const groups = [...Map.groupBy(responses, (one) => [one.agency, ...apart.map((of) => of(one))].join(' '))]
  const people = groups.map(([, group]) => group.length)
  const sums = told.map((has) => new Set(groups.flatMap(([, [one]], at) => (one && has(one) ? [at] : []))))
  return smallGroupsKnown({ people, sums }, LEAST).map((group) => group.map((at) => groups[at]?.[0]))
}

/** Everything that these pages tell, whatever levels, views and flagged responses are asked for. */
class Told {
  readonly #platform: Platform
  readonly #directory: Directory
  readonly wholes: Has[] = []
  readonly months: Has[] = []
  readonly fields: Has[] = []
  readonly channels: Has[] = []
  hidden = 0

  constructor(platform: Platform, agencies: readonly Agency[]) {
    this.#platform = platform
    this.#directory = new Directory({ agencies, points: [], codes: [], fields: [], targets: [], references: [] })
  }

  async gather(): Promise<void> {
    for (const view of LINEAGES) {
      for (const level of ['province', 'commune', 'office'] as const) {
        for (const flagged of ['in', 'out'] as const) {
          await this.#gatherFrom({
            ...{ level, view, flagged, months: MONTHS, under: null, questionnaire: null },
            ...{ step: 'return', method: null, field: null },
          })
        }
      }
    }
  }

  async #gatherFrom(query: CompareQuery): Promise<void> {
    const { trends, mixes, channels } = this.#platform.services
    const isCounted: Has = ({ flags }) => query.flagged === 'in' || flags.length === 0
    const ofUnit = (code: string): Has => {
      const isOf = this.#isWithin(code, query.view)
      return (one) => isOf(one) && isCounted(one)
    }
    const codes = this.#directory.agencies.map(({ code }) => code)
    const followed = await trends.trends(INSPECTOR, query, codes)
    for (const { unit, months } of followed.trends) {
      const isOf = ofUnit(unit.agency.code)
      if (unit.shown.hidden === null) this.wholes.push(isOf)
      else this.hidden++
      for (const { month, shown } of months) {
        if (shown.hidden === null) this.months.push((one) => isOf(one) && monthOf(one) === month)
      }
    }
    const mixed = await mixes.mix(INSPECTOR, query)
    for (const { agency, mix } of mixed.units) {
      if (!mix.figure) continue
      // With weights that nobody knows, a mix tells no more than all fields that it is made of.
      const isOf = ofUnit(agency.code)
      const covered = mixed.reference.fields.filter(({ field }) => !mix.lacking.includes(field))
      for (const { field } of covered) this.fields.push((one) => isOf(one) && one.field === field.code)
    }
    const together = await channels.channels(INSPECTOR, query, null)
    for (const { channel, shown, leftOut } of together.rows) {
      if (shown.hidden !== null) continue
      const counted = together.units.filter(({ agency }) => !leftOut.agencies.includes(agency))
      const isOf = counted.map(({ agency }) => ofUnit(agency.code))
      this.channels.push((one) => one.channel === channel && isOf.some((has) => has(one)))
    }
    for (const { agency } of together.units) {
      const isOf = ofUnit(agency.code)
      const { rows } = await channels.channels(INSPECTOR, query, agency.code)
      for (const { channel, shown } of rows) {
        if (shown.hidden === null) this.channels.push((one) => isOf(one) && one.channel === channel)
      }
    }
  }

  #isWithin(code: string, view: Lineage): Has {
    const within = new Set(this.#directory.lineage(code, view).map((agency) => agency.code))
    return ({ agency }) => within.has(agency)
  }
}

function monthOf({ receivedHour }: SurveyResponse): number {
  return receivedHour < firstHour(firstDay(MONTHS.from + 1)) ? MONTHS.from : MONTHS.from + 1
}

function randomAnswers(agencies: readonly Agency[], below: (bound: number) => number): readonly SurveyResponse[] {
  return agencies.flatMap(({ code }) =>
    FIELDS.flatMap((field) => {
      const plain = [3 + below(25), 20 + below(60), 60 + below(120), 100][below(4)] ?? 0
      const flagged = [0, 0, 3 + below(20), 30 + below(40)][below(4)] ?? 0
      return Array.from({ length: plain + flagged }, (_, i) => {
        const receivedHour = firstHour(firstDay(MONTHS.from + Math.min(1, below(3)))) + 9
        return aResponse({
          ...{ agency: code, point: `${code}-01`, field, channel: CHANNELS[below(CHANNELS.length)] ?? 'qr' },
          ...{ receivedHour, openedHour: receivedHour, answers: '555555', flags: i < plain ? [] : ['burst'] },
        })
      })
    }),
  )
}
