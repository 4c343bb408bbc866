import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'
import { hasLibreOffice, openedCsv, openedFile, type Cell } from './libreoffice.ts'

const describeWithLibreOffice = hasLibreOffice ? describe : describe.skip

const ACCENTS = 'Ủy ban nhân dân xã Mỹ Lộc – Đặng Thị Ngọc Ẩn'
const FORMULAS = ['=1+1', '+84 901', '-2+3', '@SUM(A1)', ' =1+1', '\t=1+1']

let folder: string
let platform: Platform
let browser: StaffBrowser
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hailong-libreoffice-'))
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('my-loc', { names: { vi: ACCENTS } }),
        ...FORMULAS.map((vi, i) => anAgency(`van-phong-${i}`, { parent: 'my-loc', names: { vi } })),
      ],
      points: [aServicePoint('=my-loc-01', 'my-loc')],
    },
  })
  browser = (await signedInBrowser(platform)).browser
  const responses = [aResponse({ point: '=my-loc-01', answers: '45-104', facts: '1', flags: ['burst'] })]
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
})
afterAll(async () => {
  await platform.close()
  rmSync(folder, { recursive: true, force: true })
})

describeWithLibreOffice('LibreOffice (skipped where soffice is not installed)', () => {
  test('opens the responses for Excel: numbers are numbers, the hour is text, no code runs', async () => {
    const [head, row] = openedCsv(folder, (await exported('responses.csv')).text)
    const cells = new Map(head?.map(({ text }, i) => [text, row?.[i]]))
    expect(cells.get('agency')).toMatchObject({ type: 'string', text: 'my-loc' })
    expect(cells.get('hour')).toMatchObject({ type: 'string', text: '2026-11-20T08' })
    for (const [column, level] of [
      ['F1.1', '4'],
      ['F2.1', '5'],
      ['F4.1', '1'],
      ['overall', '4'],
      ['visits', '2'],
    ] as const) {
      expect(cells.get(column)).toEqual({ type: 'float', text: level, formula: null })
    }
    expect(cells.get('F3.1')?.text).toBe('')
    expect(cells.get('point')).toEqual({ type: 'string', text: "'=my-loc-01", formula: null })
  })

  test('opens the codebook for Excel: accents are right, and no name runs as a formula', async () => {
    const cells = openedCsv(folder, (await exported('codebook.csv')).text).flat()
    expect(cells.map(({ text }) => text)).toContain(ACCENTS)
    expect(cells.filter(({ formula }) => formula !== null)).toEqual([])
    for (const name of FORMULAS) {
      expect(cells.map(({ text }) => text.replace(/\s+/g, ' '))).toContain(`'${name.replace(/\s+/g, ' ')}`)
    }
  })

  test('opens the workbook of results: cell by cell what the CSV says, and every number that the page shows', async () => {
    const responses = Array.from({ length: 80 }, (_, i) =>
      aResponse({ answers: i % 7 === 0 ? '345234' : '454504', field: i % 2 === 0 ? 'dat-dai' : 'ho-tich' }),
    )
    await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
    const workbook = await browser.download(`/agencies/my-loc/files/results?${PERIOD}&for=xlsx`)
    const sheet = openedFile(folder, 'results.xlsx', workbook)
    const csv = openedCsv(folder, (await exported('files/results')).text)
    const bare = (cells: readonly Cell[]): string => {
      const texts = cells.map(({ text }) => text.replace(/^'/, '').trim())
      return texts.join('\t').trimEnd()
    }
    expect(sheet.map(bare)).toEqual(csv.map(bare))
    expect(sheet.flat().filter(({ formula }) => formula !== null)).toEqual([])

    const [head = [], ...rows] = sheet.map((row) => row.map(({ text }) => text))
    const columnOf = (name: string): number => head.indexOf(name)
    const { text } = await browser.get(`/agencies/my-loc?${PERIOD}`)
    const { window } = new JSDOM(text)
    const onPage = [...window.document.querySelectorAll('td[data-value]')].map((cell) =>
      cell.getAttribute('data-value'),
    )
    const inFile = rows.flatMap((row) => [row[columnOf('index')], row[columnOf('gain')]]).filter((one) => one !== '')
    expect(onPage.length).toBeGreaterThan(10)
    expect(onPage.filter((value) => !inFile.some((index) => Math.abs(Number(index) - Number(value)) < 1e-9))).toEqual(
      [],
    )
  })

  test('opens the workbook of responses: levels are numbers, no code runs', async () => {
    const workbook = await browser.download(`/agencies/my-loc/files/responses?${PERIOD}&for=xlsx`)
    const [head = [], ...rows] = openedFile(folder, 'responses.xlsx', workbook)
    expect(rows.length).toBeGreaterThan(0)
    const level = head.findIndex(({ text }) => text === 'F1.1')
    for (const row of rows) expect(row[level]?.type).toBe('float')
    expect(rows.flat().filter(({ formula }) => formula !== null)).toEqual([])
    expect(rows.flat().map(({ text }) => text)).toContain('=my-loc-01')
  })

  test('would run such a name without the guard', () => {
    expect(openedCsv(folder, 'name\r\n=1+1\r\n')[1]?.[0]).toMatchObject({ type: 'float', text: '2' })
  })
})

const PERIOD = 'from=2026-11-01&to=2026-11-30'

async function exported(name: string) {
  return browser.get(`/agencies/my-loc/${name}?${PERIOD}&for=excel`)
}
