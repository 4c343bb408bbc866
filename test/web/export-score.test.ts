import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import type { Viewer } from '../../server/domain/account.ts'
import { addAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { signedInBrowser } from '../fixtures/staff-browser.ts'

const ROOT = join(import.meta.dirname, '../..')

interface Scored {
  readonly index: number | null
  readonly variance: number | null
  readonly lower: number | null
  readonly upper: number | null
}

let folder: string
let platform: Platform
let viewer: Viewer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hailong-score-'))
  platform = await openPlatform({
    directory: {
      agencies: [anAgency('my-loc'), anAgency('my-phuc', { successor: 'my-loc' }), anAgency('tan-an')],
      points: [aServicePoint('my-loc-01', 'my-loc')],
    },
  })
  viewer = await addAccount(platform.storage)
  // Levels in an order without a pattern, so that factors and criteria differ.
  let state = 1
  const sign = (signs: string): string => {
    state = (state * 48_271) % 2_147_483_647
    return signs[state % signs.length] ?? '-'
  }
  const answers = () => Array.from({ length: 4 }, () => sign('12345555')).join('') + sign('0045') + sign('345')
  const responses = Array.from({ length: 300 }, (_, i) => [
    aResponse({ agency: i % 4 ? 'my-loc' : 'my-phuc', answers: answers(), flags: i % 7 ? [] : ['burst'] }),
    aResponse({ agency: 'tan-an', answers: '111111' }),
    aResponse({ step: 'submission', answers: '111-11' }),
  ]).flat()
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
})
afterEach(async () => {
  await platform.close()
  rmSync(folder, { recursive: true, force: true })
})

test.each(['excel', 'plain'])('the score command makes of the file for %s what the dashboard shows', async (reader) => {
  const { browser } = await signedInBrowser(platform)
  const answer = await browser.get(`/agencies/my-loc/responses.csv?from=2026-11-01&to=2026-11-30&for=${reader}`)
  const path = join(folder, 'responses.csv')
  writeFileSync(path, answer.text)
  const printed = execFileSync(process.execPath, ['server/start.js', 'cli/score', path, '--json'], { cwd: ROOT })
  const scored = JSON.parse(printed.toString()) as {
    n: number
    methods: Record<string, Scored>
    factors: Record<string, Scored>
    criteria: Record<string, Scored>
  }

  const period = { from: parseIsoDay('2026-11-01') ?? 0, to: parseIsoDay('2026-12-01') ?? 0 }
  const query = { period, view: 'as-it-is', questionnaire: null, step: 'return', filter: [] } as const
  const shown = await platform.services.dashboard.ofAgency(viewer, 'my-loc', query)
  expect(scored.n).toBe(300)
  expect(scored.methods['index.pooled']).toMatchObject(numbersOf(shown.index.figure))
  expect(scored.methods['index.direct']).toMatchObject(numbersOf(shown.overall.shown.figure))
  expect(shown.factors).toHaveLength(5)
  for (const { code, shown: factor, criteria } of shown.factors) {
    expect(scored.factors[code]).toMatchObject(numbersOf(factor.figure))
    for (const one of criteria) expect(scored.criteria[one.code]).toMatchObject(numbersOf(one.shown.figure))
  }
})

/** What a figure says, to the last bit. */
function numbersOf(figure: Scored | null): Scored {
  if (!figure) throw new Error('the figure is not shown')
  const { index, variance, lower, upper } = figure
  return { index, variance, lower, upper }
}
