import { describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvText } from '../../server/services/csv-cell.ts'

describe('a text cell', () => {
  test.each([
    '=1+1',
    '+84 90',
    '-2',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\n=x',
    '  =1',
    ' -1',
    '\u200b=1',
    '\ufeff@x',
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ])('gets an apostrophe where a spreadsheet would run it: %j', (text) => {
    expect(csvText(text).replace(/^"/, '')).toMatch(/^'/)
  })

  test.each(['Sở Tài nguyên và Môi trường', '', 'a=b', '3+', 'so-tnmt-01', '2026-11-23T06', "'=1", '5', '(=1)'])(
    'is left as it is where nothing would run: %j',
    (text) => {
      expect(csvText(text)).toBe(text)
    },
  )

  test('is quoted where it holds a comma, a quote or a line end, and guarded inside the quotes', () => {
    expect(csvText('Quầy 1, tầng 2')).toBe('"Quầy 1, tầng 2"')
    expect(csvText('=HYPERLINK("http://x","y")')).toBe('"\'=HYPERLINK(""http://x"",""y"")"')
    expect(csvText('a\nb')).toBe('"a\nb"')
  })

  test('whatever the text, a CSV reader gets it back, at most with an apostrophe before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const rows: unknown = parse(`x,${csvText(text)}\r\n`)
        expect([[['x', text]], [['x', `'${text}`]]]).toContainEqual(rows)
      }),
    )
  })

  test('whatever the text, no cell begins with a sign that starts a formula', () => {
    const dangerous = fc.tuple(
      fc.stringMatching(/^[ \t\r\n\u00a0\u200b\ufeff]{0,3}$/),
      fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠'),
      fc.string(),
    )
    fc.assert(
      fc.property(dangerous, (parts) => {
        expect(csvText(parts.join(''))).toMatch(/^"?'/)
      }),
    )
  })
})
