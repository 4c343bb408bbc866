import type { RequestContext } from '../context.ts'
import { SHEETS } from '../forms/sheet-names.ts'
import { REFERENCES_PATH, sheetHref } from './reference-links.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** The sheets of other schemes that there are. */
export interface SheetsPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly sheets: readonly { readonly label: string; readonly href: string; readonly about: string }[]
  /** To what this platform itself can say of the agencies. */
  readonly ranking: { readonly label: string; readonly href: string; readonly about: string }
  readonly back: { readonly label: string; readonly href: string }
}

export function sheetsPage(site: Site, context: RequestContext): SheetsPage {
  const { t } = context.language
  const heading = t('sheets:heading')
  return {
    ...staffShell(site, context, { title: heading, styles: ['css/references.css', 'css/print.css'] }),
    heading,
    lead: t('sheets:lead'),
    sheets: SHEETS.map((sheet) => ({
      label: t(`sheets:${sheet}-heading`),
      href: sheetHref(sheet),
      about: t(`sheets:${sheet}-lead`),
    })),
    ranking: { label: t('ranking:heading'), href: '/compare/ranking', about: t('ranking:lead') },
    back: { label: t('references:back'), href: REFERENCES_PATH },
  }
}
