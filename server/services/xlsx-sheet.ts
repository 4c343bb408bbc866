import type { FileColumn, FilePart } from './file-column.ts'

/** A sheet to be: its name, the texts of its head, and its rows as XML, each once, in batches. */
export interface XlsxSheet {
  readonly name: string
  readonly head: readonly string[]
  readonly rows: AsyncIterable<readonly string[]>
}

/** @param name at most 25 signs, none of \ / ? * [ ] : among them */
export function xlsxSheet<Row>(name: string, head: readonly string[], parts: AsyncIterable<FilePart<Row>>): XlsxSheet {
  async function* written(): AsyncGenerator<readonly string[]> {
    for await (const { columns, rows } of parts) yield rows.map((row) => rowOf(columns, row))
  }
  return { name, head, rows: written() }
}

/** Widths of columns, in signs. */
const NARROWEST = 8
const WIDEST = 60

/** The XML of one sheet: a bold head that stays in sight, then the rows. */
export async function* sheetPieces(
  head: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  const widths = head.map((text, i) => {
    const width = Math.min(Math.max(text.length + 3, NARROWEST), WIDEST)
    return `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`
  })
  const cells = head.map((text) => textCell(text, ' s="1"'))
  yield (
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `<cols>${widths.join('')}</cols><sheetData><row>${cells.join('')}</row>`
  )
  for await (const some of rows) yield some.join('')
  yield '</sheetData></worksheet>'
}

/** What every part of a workbook starts with. */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

function rowOf<Row>(columns: readonly FileColumn<Row>[], row: Row): string {
  let cells = ''
  for (const { value } of columns) {
    const content = value(row)
    if (content === null || content === '') cells += '<c/>'
    else if (typeof content === 'number') cells += `<c><v>${content}</v></c>`
    else cells += textCell(content, '')
  }
  return `<row>${cells}</row>`
}

function textCell(text: string, style: string): string {
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

/** What XML cannot hold is written as the format's own escape, `_x0007_`, and so is a text that looks like one. */
const UNFIT = /_(?=x[0-9a-f]{4}_)|(?![\t\n])\p{Cc}|[\ufffe\uffff]/giu
const SPECIAL = /[&<>_\p{Cc}\p{Cs}\ufffe\uffff]/u

/** A text as the content of an XML element of a sheet. */
export function xmlText(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text
    .toWellFormed()
    .replace(UNFIT, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
