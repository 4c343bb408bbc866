import { isoDay } from '../../domain/calendar.ts'
import { LINEAGES } from '../../domain/directory.ts'
import { inLanguage } from '../../domain/words.ts'
import { CSV_READERS, type CsvReader } from '../../services/csv-table.ts'
import { EXPORT_STEPS, type ExportChoices } from '../../services/responses-file.ts'
import type { RequestContext } from '../context.ts'
import { dashboardHref } from './dashboard-links.ts'
import { responsesFileName } from './export-manifest.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** Where an agency's responses can be had as a file, and what the file is good for. */
export interface ExportPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly form: {
    readonly heading: string
    readonly days: readonly { readonly name: string; readonly label: string; readonly value: string }[]
    readonly selects: readonly ExportSelect[]
    /** Each sends the same fields to an address of its own. */
    readonly buttons: readonly { readonly label: string; readonly action: string; readonly isFirst: boolean }[]
  }
  readonly sections: readonly {
    readonly heading: string
    readonly paragraphs: readonly string[]
    /** What can be typed into a terminal. */
    readonly command: string | null
  }[]
  readonly back: { readonly href: string; readonly label: string }
}

export interface ExportSelect {
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string; readonly isPicked: boolean }[]
}

export function exportPage(
  site: Site,
  context: RequestContext,
  { file, hasFormers, series }: ExportChoices,
  reader: CsvReader,
): ExportPage {
  const { t, code: language } = context.language
  const { agency, query } = file
  const names = { agency: inLanguage(agency.names, language) }
  const path = dashboardHref(agency.code)
  const select = (name: string, label: string, picked: string, values: readonly [string, string][]): ExportSelect => ({
    name,
    label: t(`export:${label}`),
    options: values.map(([value, words]) => ({ value, label: words, isPicked: value === picked })),
  })
  const questionnaires = series.map(({ name, latest }): [string, string] => [
    name,
    t('export:questionnaire-version', { name: inLanguage(latest.names, language), version: latest.version }),
  ])
  const views = LINEAGES.map((view): [string, string] => [view, t(`export:view-${view}`)])
  const steps = EXPORT_STEPS.map((step): [string, string] => [step, t(`export:step-${step}`)])
  const readers = CSV_READERS.map((one): [string, string] => [one, t(`export:reader-${one}`)])
  const section = (name: string, keys: readonly string[], command: string | null = null) => ({
    heading: t(`export:${name}-heading`),
    paragraphs: keys.map((key) => t(`export:${name}-${key}`)),
    command,
  })
  return {
    ...staffShell(site, context, { title: t('export:title', names) }),
    heading: t('export:title', names),
    lead: t('export:lead', names),
    form: {
      heading: t('export:form-heading'),
      days: [
        { name: 'from', label: t('export:from'), value: isoDay(query.period.from) },
        { name: 'to', label: t('export:to'), value: isoDay(query.period.to - 1) },
      ],
      selects: [
        select('step', 'step', query.step, steps),
        ...(hasFormers ? [select('view', 'view', query.view, views)] : []),
        ...(series.length > 1 ? [select('questionnaire', 'questionnaire', file.series.name, questionnaires)] : []),
        select('for', 'reader', reader, readers),
      ],
      buttons: [
        { label: t('export:download'), action: `${path}/responses.csv`, isFirst: true },
        { label: t('export:download-codebook'), action: `${path}/codebook.csv`, isFirst: false },
        { label: t('export:open-manifest'), action: `${path}/manifest.json`, isFirst: false },
      ],
    },
    sections: [
      section('about', ['rows', 'text', 'care']),
      section('check', ['explanation'], t('export:check-command', { file: responsesFileName(file) })),
      section('excel', ['explanation']),
    ],
    back: { href: dashboardHref(agency.code, query), label: t('export:dashboard', names) },
  }
}
