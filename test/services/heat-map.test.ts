import { expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import type { Agency } from '../../server/domain/agency.ts'
import { firstDay, firstHour } from '../../server/domain/calendar.ts'
import { Directory, LINEAGES } from '../../server/domain/directory.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import type { CompareQuery } from '../../server/services/compare-query.ts'
import type { HeatDepth, HeatMap } from '../../server/services/heat-map.ts'
import { anAgency } from '../fixtures/agency.ts'
import { smallGroupsKnown } from '../fixtures/linear-sums.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { record } from '../fixtures/public-platform.ts'
import { aField } from '../fixtures/procedure-field.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { randomNumbers } from '../fixtures/random-numbers.ts'
import { aRandomProvince } from '../fixtures/random-province.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

/** August and September 2026. */
const MONTHS = { from: 679, to: 681 }
const FIELDS = ['chung-thuc', 'dat-dai', 'ho-tich'] as const
const CODES = ['F1', 'F2', 'F3', 'F4', 'F5'] as const
const LEVELS = ['province', 'commune', 'office'] as const

const INSPECTOR: Viewer = {
  ...{ id: '1', name: 'thanh-tra', displayName: 'Thanh tra', mayReadComments: false },
  grants: [{ role: 'inspector', agency: null }],
}

const aQuery = (over: Partial<CompareQuery> = {}): CompareQuery => ({
  ...{ level: 'commune', under: null, months: MONTHS, view: 'as-it-is', questionnaire: null },
  ...{ step: 'return', method: null, flagged: 'in', field: null },
  ...over,
})

/** A province by chance, its agencies with few or many answers to each factor in each field, flagged or not. */
async function randomPlatform(
  seed: number,
  { least, levels }: { least: number; levels: string },
): Promise<{ platform: Platform; agencies: readonly Agency[]; responses: readonly SurveyResponse[] }> {
  const random = randomNumbers(seed * 104_729)
  const below = (bound: number): number => Math.floor(random() * bound)
  const agencies = aRandomProvince(7, below, firstDay(MONTHS.from + 1))
  const platform = await openPlatform({
    env: { LEAST_RESPONSES: String(least) },
    directory: {
      agencies,
      points: agencies.map(({ code }) => aServicePoint(`${code}-01`, code)),
      fields: FIELDS.map((code) => aField(code)),
    },
  })
  const [scale] = aQuestionnaire().questions
  if (scale?.kind !== 'scale') throw new Error('no scale question')
  const asked = CODES.map((code) => ({ ...scale, code: `${code}.1`, factor: code, notApplicable: true }))
  const overall = aQuestionnaire().questions.filter(({ kind }) => kind === 'overall')
  const second = { ...scale, code: 'F5.2', factor: 'F5', notApplicable: true }
  await platform.storage.questionnaires.publish(
    aQuestionnaire({ key: 'random', questions: [...asked, second, ...overall] }),
  )
  const level = (share: number): string => (random() < share ? levels.charAt(below(levels.length)) : '0')
  const responses = agencies.flatMap(({ code }) =>
    FIELDS.flatMap((field) => {
      const plain = [0, 1 + below(least), least + below(2 * least), 2 * least + below(4 * least)][below(4)] ?? 0
      const flagged = [0, 0, 1 + below(least), least + below(least)][below(4)] ?? 0
      const shares = [...CODES, 'F5.2'].map(() => [0.05, 0.5, 1, 1][below(4)] ?? 1)
      return Array.from({ length: plain + flagged }, (_, i) =>
        aResponse({
          ...{ agency: code, field, point: `${code}-01`, questionnaire: 'random/1', facts: '' },
          receivedHour: firstHour(firstDay(MONTHS.from + below(2))) + 9,
          answers: `${shares.map(level).join('')}5`,
          flags: i < plain ? [] : ['burst'],
        }),
      )
    }),
  )
  await record(platform, responses)
  return { platform, agencies, responses }
}

test.each([1, 2, 3, 4])(
  'a cell shows what the dashboard of its unit shows, and hides what it hides (province %i)',
  async (seed) => {
    const { platform } = await randomPlatform(seed, { least: 5, levels: '2345555555' })
    let [shown, hidden] = [0, 0]
    for (const view of LINEAGES) {
      for (const level of LEVELS) {
        for (const field of [null, 'dat-dai']) {
          for (const depth of ['factor', 'criterion'] as const) {
            const query = aQuery({ view, level, field })
            const map = await platform.services.heatMaps.heatMap(INSPECTOR, query, depth)
            for (const { unit, cells } of map.rows) {
              if (!cells) continue
              const rows = await dashboardRows(platform, unit.agency.code, query, depth)
              for (const [i, { code }] of map.columns.entries()) {
                const [cell, row] = [cells[i], rows.get(code)]
                if (cell?.hidden === null) {
                  shown++
                  expect([unit.agency.code, code, row?.figure?.index]).toEqual([unit.agency.code, code, cell.index])
                } else hidden++
                if (field === null) expect([code, cell?.hidden]).toEqual([code, row?.hidden])
              }
            }
          }
        }
      }
    }
    expect(Math.min(shown, hidden)).toBeGreaterThan(20)
    await platform.close()
  },
)

async function dashboardRows(
  platform: Platform,
  code: string,
  { months, view, field }: CompareQuery,
  depth: HeatDepth,
) {
  const { factors } = await platform.services.dashboard.ofAgency(INSPECTOR, code, {
    period: { from: firstDay(months.from), to: firstDay(months.to) },
    ...{ view, questionnaire: null, step: 'return' },
    filter: field === null ? [] : [{ cut: 'field', value: field }],
  })
  const rows = depth === 'factor' ? factors : factors.flatMap(({ criteria }) => criteria)
  return new Map(rows.map((row) => [row.code, row.shown]))
}

const LEAST = 30

test.each([1, 2, 3, 4, 5, 6])(
  'no sum or difference of cells of all heat maps is of a few people (province %i)',
  async (seed) => {
    const { platform, agencies, responses } = await randomPlatform(seed, { least: LEAST, levels: '5' })
    const directory = new Directory({ agencies, points: [], codes: [], fields: [], targets: [], references: [] })
    const told = new Map(CODES.map((code) => [code as string, [] as Told[]]))
    let hidden = 0
    for (const view of LINEAGES) {
      for (const level of LEVELS) {
        for (const flagged of ['in', 'out'] as const) {
          const map = await platform.services.heatMaps.heatMap(INSPECTOR, aQuery({ view, level, flagged }), 'factor')
          for (const { unit, cells } of map.rows) {
            const within = new Set(directory.lineage(unit.agency.code, view).map(({ code }) => code))
            for (const [i, { code }] of map.columns.entries()) {
              const cell = cells?.[i]
              if (cell?.hidden !== null) {
                hidden++
                continue
              }
              const holds = ({ agency, flags }: SurveyResponse): boolean =>
                within.has(agency) && (flagged === 'in' || flags.length === 0)
              told.get(code)?.push({ holds })
              const answered = responses.filter((one) => holds(one) && hasAnswered(one, code))
              expect([unit.agency.code, code, answered.length]).toEqual([unit.agency.code, code, cell.n])
            }
          }
        }
      }
    }
    for (const [code, of] of told) {
      const answered = responses.filter((one) => hasAnswered(one, code))
      expect(fewKnown(answered, of)).toEqual([])
    }
    expect(hidden).toBeGreaterThan(0)
    await platform.close()
  },
)

/** Whose answers a cell that is shown counts. */
interface Told {
  readonly holds: (response: SurveyResponse) => boolean
}

function hasAnswered({ answers }: SurveyResponse, factor: string): boolean {
  const at = CODES.findIndex((code) => code === factor)
  return answers.charAt(at) !== '0' || (factor === 'F5' && answers.charAt(CODES.length) !== '0')
}

/** Groups of too few people, by agency and flag, that can be worked out from what was told. */
function fewKnown(responses: readonly SurveyResponse[], told: readonly Told[]): unknown[] {
  const groups = [...Map.groupBy(responses, ({ agency, flags }) => `${agency} ${flags.length}`)]
  const people = groups.map(([, group]) => group.length)
  const sums = told.map(({ holds }) => new Set(groups.flatMap(([, [one]], at) => (one && holds(one) ? [at] : []))))
  return smallGroupsKnown({ people, sums }, LEAST).map((group) => group.map((at) => groups[at]?.[0]))
}

test('the fields of a unit give no cell of each other away, with flagged answers and without', async () => {
  const fields = ['chung-thuc', 'dat-dai']
  const platform = await openPlatform({
    directory: {
      agencies: [anAgency('xa-a')],
      points: [aServicePoint('xa-a-01', 'xa-a')],
      fields: fields.map((code) => aField(code)),
    },
  })
  const of = (field: string, count: number, answers: string, flags: readonly ['burst'] | readonly [] = []) =>
    Array.from({ length: count }, () =>
      aResponse({
        ...{ agency: 'xa-a', point: 'xa-a-01', field, answers, flags },
        receivedHour: firstHour(firstDay(MONTHS.from)) + 9,
      }),
    )
  await record(platform, [
    ...of('chung-thuc', 200, '555555'),
    ...of('dat-dai', 200, '555505'),
    ...of('dat-dai', 3, '555555'),
    ...of('chung-thuc', 40, '555505', ['burst']),
    ...of('chung-thuc', 2, '555555', ['burst']),
  ])
  const cellsOf = async (over: Partial<CompareQuery>): Promise<Readonly<Record<string, string | null>>> => {
    const map = await platform.services.heatMaps.heatMap(INSPECTOR, aQuery(over), 'factor')
    return cellReasons(map)
  }
  // 205 answered F5; 3 of them in one field, which would be had from the other, and 2 are flagged.
  // A factor that is hidden alone takes the smallest other one with it.
  expect(await cellsOf({})).toMatchObject({ F1: null, F5: null })
  expect(await cellsOf({ field: 'dat-dai' })).toMatchObject({ F1: 'by-subtraction', F2: null, F5: 'too-few' })
  expect(await cellsOf({ field: 'chung-thuc' })).toMatchObject({ F2: null, F5: 'by-subtraction' })
  expect(await cellsOf({ flagged: 'out' })).toMatchObject({ F2: null, F5: 'by-subtraction' })
  await platform.close()
})

function cellReasons({ columns, rows: [row] }: HeatMap): Readonly<Record<string, string | null>> {
  return Object.fromEntries(columns.map(({ code }, i) => [code, row?.cells?.[i]?.hidden ?? null]))
}
