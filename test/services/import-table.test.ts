import { describe, expect, test } from '@jest/globals'
import { readImportTable, type ImportTable } from '../../server/services/import-table.ts'

const read = (text: string) => readImportTable('a.csv', Buffer.from(text))
function table(text: string): ImportTable {
  const reading = read(text)
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
  return reading.table
}
const problems = (text: string | Uint8Array) => {
  const reading = readImportTable('a.csv', typeof text === 'string' ? Buffer.from(text) : text)
  return reading.ok ? [] : reading.problems
}

describe('a CSV file as spreadsheets write it', () => {
  const expected = { kind: 'fields', columns: ['code', 'name_vi'], rows: [{ line: 2, cells: ['dat-dai', 'Đất đai'] }] }

  test.each([
    ['commas', 'code,name_vi\ndat-dai,Đất đai\n'],
    ['semicolons', 'code;name_vi\ndat-dai;Đất đai\n'],
    ['a byte order mark', '\uFEFFcode,name_vi\ndat-dai,Đất đai\n'],
    ['a byte order mark before quotes', '\uFEFF"code","name_vi"\n"dat-dai","Đất đai"\n'],
    ['lines that end as Windows ends them, the last not at all', 'code,name_vi\r\ndat-dai,Đất đai'],
    ['capitals and blanks in the header', ' Code , NAME_VI \ndat-dai , Đất đai \n'],
    ['empty columns at the end', 'code,name_vi,,\ndat-dai,Đất đai,,\n'],
  ])('is read with %s', (_what, text) => {
    expect(table(text)).toMatchObject(expected)
  })

  test('may have its columns in any order and blank lines anywhere; lines are those of the file', () => {
    const { columns, rows } = table('\nname_vi,code\n\n,\n"Đất\nđai",dat-dai\n\nY tế,y-te\n')
    expect(columns).toEqual(['name_vi', 'code'])
    expect(rows).toEqual([
      { line: 5, cells: ['Đất\nđai', 'dat-dai'] },
      { line: 8, cells: ['Y tế', 'y-te'] },
    ])
  })

  test('may leave out cells at the end of a row', () => {
    expect(table('code,name_vi,name_en\ny-te,Y tế\n').rows).toEqual([{ line: 2, cells: ['y-te', 'Y tế', ''] }])
  })
})

test.each([
  ['agencies', 'code,name_vi,level'],
  ['points', 'point,agency,name_vi,field'],
  ['fields', 'code,name_vi'],
  ['targets', 'instrument,from,threshold,source'],
  ['codes', 'code,withdrawn_on'],
  ['references', 'series,year,value,source'],
  ['transactions', 'month,point,field,step,count'],
])('a file of %s is told from its columns', (kind, header) => {
  expect(table(`${header}\n`).kind).toBe(kind)
})

describe('a file that cannot be read', () => {
  test('is named with its reason', () => {
    expect(readImportTable('gone.csv', null)).toEqual({
      ok: false,
      problems: [{ file: 'gone.csv', line: null, where: '', message: 'import:not-readable' }],
    })
    expect(problems(Buffer.from('code;name_vi\nd;Đất', 'utf16le'))).toMatchObject([{ message: 'import:not-utf8' }])
    expect(problems(Buffer.from([0x63, 0xd0, 0x20]))).toMatchObject([{ message: 'import:not-utf8' }])
    expect(problems('')).toMatchObject([{ message: 'import:empty' }])
    expect(problems('\n\n')).toMatchObject([{ message: 'import:empty' }])
    expect(problems('a,b\n1,2\n')).toMatchObject([{ line: 1, message: 'import:unknown-kind' }])
    expect(problems('code,name_vi\ny-te,"Y tế\n')).toMatchObject([
      { message: 'import:broken-quotes', line: expect.any(Number) },
    ])
  })

  test('has every wrong column named, with the ones that there are', () => {
    expect(problems('code,level,parent,parent,colour\n')).toEqual([
      expect.objectContaining({ where: 'colour', message: 'import:unknown-column', line: 1 }),
      expect.objectContaining({ where: 'parent', message: 'import:repeated-column' }),
      expect.objectContaining({ where: 'name_vi', message: 'import:missing-column' }),
    ])
    const [unknown] = problems('code,name_vi,colour\n')
    expect(unknown?.values?.['known']).toBe('code, name_vi, name_en')
  })

  test('has every line named that holds more cells than columns', () => {
    expect(problems('code,name_vi\ny-te,Y tế, Sở\nho-tich,Hộ tịch\ndat-dai,Đất, đai\n')).toMatchObject([
      { line: 2, message: 'import:too-many-cells' },
      { line: 4, message: 'import:too-many-cells' },
    ])
  })
})
