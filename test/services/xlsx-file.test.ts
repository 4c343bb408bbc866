import { describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import type { FileColumn, FilePart } from '../../server/services/file-column.ts'
import { xlsxFile } from '../../server/services/xlsx-file.ts'
import { xlsxSheet, type XlsxSheet } from '../../server/services/xlsx-sheet.ts'
import { unzipped } from '../fixtures/unzipped.ts'

interface Line {
  readonly text: string
  readonly level: number | null
}

const COLUMNS: readonly FileColumn<Line>[] = [
  { key: 'góp ý', value: ({ text }) => text },
  { key: 'level', value: ({ level }) => level },
]

// eslint-disable-next-line @typescript-eslint/require-await -- rows come as a store gives them
async function* inBatches(lines: readonly Line[], size = 2): AsyncGenerator<FilePart<Line>> {
  for (let i = 0; i < lines.length; i += size) yield part(lines.slice(i, i + size))
}

const part = (rows: readonly Line[]): FilePart<Line> => ({ columns: COLUMNS, rows })
const HEAD = COLUMNS.map(({ key }) => key)

const lines = (count: number): Line[] => Array.from({ length: count }, (_, i) => ({ text: `dòng ${i}`, level: i }))

async function partsOf(sheets: readonly XlsxSheet[], rowsASheet?: number): Promise<ReadonlyMap<string, string>> {
  const pieces: Buffer[] = []
  for await (const piece of xlsxFile(sheets, rowsASheet)) pieces.push(piece)
  return unzipped(Buffer.concat(pieces))
}

function elements(xml: string | undefined, name: string): readonly Element[] {
  const { window } = new JSDOM(xml ?? '', { contentType: 'text/xml' })
  return [...window.document.getElementsByTagName(name)]
}

/** The texts and numbers of a sheet, row by row; an empty cell is null. */
function cellsOf(xml: string | undefined): readonly (readonly (string | null)[])[] {
  return elements(xml, 'row').map((row) => [...row.children].map((cell) => cell.textContent || null))
}

const sheet = (rows: readonly Line[], name = 'Phiếu'): XlsxSheet => xlsxSheet(name, HEAD, inBatches(rows))
const FIRST = 'xl/worksheets/sheet1.xml'

describe('a workbook', () => {
  test('holds a head and every row in order, numbers as numbers, and nothing that could run', async () => {
    const parts = await partsOf([sheet([...lines(3), { text: '=1+1', level: null }])])
    expect(cellsOf(parts.get(FIRST))).toEqual([
      ['góp ý', 'level'],
      ['dòng 0', '0'],
      ['dòng 1', '1'],
      ['dòng 2', '2'],
      ['=1+1', null],
    ])
    expect(elements(parts.get(FIRST), 'f')).toEqual([])
    const types = elements(parts.get(FIRST), 'c').map((cell) => cell.getAttribute('t'))
    expect(types.slice(2, 4)).toEqual(['inlineStr', null])
  })

  test('keeps every sign of a text: what XML cannot hold is escaped as the format says', async () => {
    const text = 'a<b>&"\' \u0007 _x0041_ \ud800 Ễ 😀 \n'
    const parts = await partsOf([sheet([{ text, level: 1 }])])
    const written = cellsOf(parts.get(FIRST))[1]?.[0]
    expect(written).toBe('a<b>&"\' _x0007_ _x005F_x0041_ \ufffd Ễ 😀 \n')
  })

  test('goes on with another sheet where one is full, and has one where there is no row', async () => {
    const parts = await partsOf([sheet(lines(5)), sheet([], 'Trống & "không"')], 3)
    const names = elements(parts.get('xl/workbook.xml'), 'sheet').map((one) => one.getAttribute('name'))
    expect(names).toEqual(['Phiếu', 'Phiếu (2)', 'Phiếu (3)', 'Trống & "không"'])
    const rows = [1, 2, 3, 4].map((number) => cellsOf(parts.get(`xl/worksheets/sheet${number}.xml`)))
    expect(rows.map((sheet) => sheet.slice(1).map(([text]) => text))).toEqual([
      ['dòng 0', 'dòng 1'],
      ['dòng 2', 'dòng 3'],
      ['dòng 4'],
      [],
    ])
    for (const [path, part] of parts) expect([path, elements(part, 'parsererror')]).toEqual([path, []])
    const targets = elements(parts.get('xl/_rels/workbook.xml.rels'), 'Relationship').map((one) =>
      one.getAttribute('Target'),
    )
    expect(targets.filter((target) => !parts.has(`xl/${target}`))).toEqual([])
  })

  test('ends the reading of rows when its own reader leaves', async () => {
    const ended = Promise.withResolvers<string>()
    async function* endless(): AsyncGenerator<FilePart<Line>> {
      try {
        for (;;) yield await Promise.resolve(part(lines(500)))
      } finally {
        ended.resolve('ended')
      }
    }
    let bytes = 0
    for await (const piece of xlsxFile([xlsxSheet('Phiếu', HEAD, endless())])) {
      bytes += piece.length
      if (bytes > 10_000) break
    }
    expect(await ended.promise).toBe('ended')
  })

  test('fails as its rows fail', async () => {
    // eslint-disable-next-line @typescript-eslint/require-await -- rows come as a store gives them
    async function* failing(): AsyncGenerator<FilePart<Line>> {
      yield part(lines(2))
      throw new Error('the store is away')
    }
    await expect(partsOf([xlsxSheet('Phiếu', HEAD, failing())])).rejects.toThrow('the store is away')
  })
})
