import { describe, expect, test } from '@jest/globals'
import { CsvTable } from '../../server/services/csv-table.ts'

interface Row {
  readonly name: string
  readonly level: number | null
}

const table = new CsvTable<Row>([
  { key: 'name', value: ({ name }) => name },
  { key: '=level', value: ({ level }) => level },
])

describe('a CSV table', () => {
  test('guards headings as it guards cells', () => {
    expect(table.head('plain')).toBe("name,'=level\r\n")
  })

  test('starts with a byte order mark for Excel only', () => {
    expect(table.head('excel')).toBe(`\ufeff${table.head('plain')}`)
  })

  test('leaves numbers numbers and blanks blank', () => {
    expect(
      table.lines([
        { name: 'Đất đai', level: 5 },
        { name: '-5', level: null },
      ]),
    ).toBe("Đất đai,5\r\n'-5,\r\n")
  })

  test('leaves a negative number a number', () => {
    expect(table.lines([{ name: '', level: -5 }])).toBe(',-5\r\n')
  })

  test('keeps a row of blanks, and writes nothing for no rows', () => {
    expect(table.lines([{ name: '', level: null }])).toBe(',\r\n')
    expect(table.lines([])).toBe('')
  })

  test('is the same whether written in one piece or in many', () => {
    const rows = Array.from({ length: 7 }, (_, i) => ({ name: `n${i}`, level: i }))
    expect(rows.map((row) => table.lines([row])).join('')).toBe(table.lines(rows))
  })
})
