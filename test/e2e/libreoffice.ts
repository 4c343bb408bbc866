import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { JSDOM } from 'jsdom'

/** Whether LibreOffice is installed on this machine. */
export const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0

/** A cell as the spreadsheet holds it. */
export interface Cell {
  readonly type: string
  readonly text: string
  readonly formula: string | null
}

/** Opens a CSV file as its import dialog does: UTF-8, commas. @param folder in which it may put its files */
export function openedCsv(folder: string, csv: string | Buffer): Cell[][] {
  return openedFile(folder, 'file.csv', csv, ['--infilter=Text - txt - csv (StarCalc):44,34,76,1'])
}

/** The cells of a file as LibreOffice holds them, row by row. */
export function openedFile(
  folder: string,
  name: string,
  content: string | Buffer,
  options: readonly string[] = [],
): Cell[][] {
  const path = join(folder, name)
  writeFileSync(path, content)
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      ...options,
      '--convert-to',
      'fods',
      '--outdir',
      folder,
      path,
    ],
    { stdio: 'ignore', timeout: 50_000 },
  )
  const { window } = new JSDOM(readFileSync(path.replace(/\.\w+$/, '.fods'), 'utf8'), { contentType: 'text/xml' })
  const rows = [...window.document.getElementsByTagName('table:table-row')]
  return rows.map((row) => [...row.getElementsByTagName('table:table-cell')].flatMap(cellsOf))
}

/** Equal cells beside each other are stored as one with a number of repeats. */
function cellsOf(cell: Element): Cell[] {
  const repeats = Number(cell.getAttribute('table:number-columns-repeated') ?? 1)
  const one = {
    type: cell.getAttribute('office:value-type') ?? '',
    text: cell.textContent.trim(),
    formula: cell.getAttribute('table:formula'),
  }
  return Array.from({ length: Math.min(repeats, 100) }, () => one)
}
