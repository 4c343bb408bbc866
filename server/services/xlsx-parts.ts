import { MAIN, XML, xmlText } from './xlsx-sheet.ts'

/** The small fixed parts of a workbook (ECMA-376, part 1, section 18, and part 2). */
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export const PACKAGE_RELATIONS =
  `${XML}<Relationships xmlns="${RELATIONS}">` +
  `<Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

/** Two looks of a cell: plain, and bold for the head. */
export const STYLES =
  `${XML}<styleSheet xmlns="${MAIN}">` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>'

export function contentTypes(sheets: number): string {
  const type = (path: string, kind: string): string =>
    `<Override PartName="/xl/${path}" ContentType="${SPREADSHEET}.${kind}+xml"/>`
  return (
    `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    type('workbook.xml', 'sheet.main') +
    type('styles.xml', 'styles') +
    numbers(sheets, (number) => type(`worksheets/sheet${number}.xml`, 'worksheet')) +
    '</Types>'
  )
}

export function workbook(names: readonly string[]): string {
  const sheets = names.map((name, i) => {
    const attribute = xmlText(name).replaceAll('"', '&quot;')
    return `<sheet name="${attribute}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`
  })
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets.join('')}</sheets></workbook>`
}

export function workbookRelations(sheets: number): string {
  const relation = (number: number, kind: string, target: string): string =>
    `<Relationship Id="rId${number}" Type="${DOCUMENT}/${kind}" Target="${target}"/>`
  return (
    `${XML}<Relationships xmlns="${RELATIONS}">` +
    numbers(sheets, (number) => relation(number, 'worksheet', `worksheets/sheet${number}.xml`)) +
    `${relation(sheets + 1, 'styles', 'styles.xml')}</Relationships>`
  )
}

function numbers(upTo: number, text: (number: number) => string): string {
  return Array.from({ length: upTo }, (_, i) => text(i + 1)).join('')
}
