import { isoDay } from '../../domain/calendar.ts'
import { LINEAGES } from '../../domain/directory.ts'
import { inLanguage } from '../../domain/words.ts'
import { EXPORT_STEPS, type ExportChoices } from '../../services/responses-file.ts'
import { FILE_FORMATS, type FileFormat } from '../../services/table-file.ts'
import type { RequestContext } from '../context.ts'
import { dashboardHref } from './dashboard-links.ts'
import { openedWord } from './dashboard-words.ts'
import { fileNameOf } from './export-manifest.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** Where an agency's responses can be had as a file, and what the file is good for. */
export interface ExportPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly form: {
    readonly heading: string
    readonly days: readonly { readonly name: string; readonly label: string; readonly value: string }[]
    readonly selects: readonly ExportSelect[]
    /** By what the answers are narrowed, in words; null where by nothing. */
    readonly narrowed: string | null
    readonly kept: readonly { readonly name: string; readonly value: string }[]
    /** Each sends the same fields to an address of its own. */
    readonly buttons: readonly ExportButton[]
    /** Sentences with which a script tells how far a file has come; `{size}` and others are put in there. */
    readonly progress: Readonly<Record<'begun' | 'size' | 'rows' | 'done' | 'stopped' | 'broken' | 'stop', string>>
  }
  readonly sections: readonly {
    readonly heading: string
    readonly paragraphs: readonly string[]
    /** What can be typed into a terminal. */
    readonly command: string | null
  }[]
  readonly back: { readonly href: string; readonly label: string }
}

export interface ExportButton {
  readonly label: string
  readonly action: string
  readonly isFirst: boolean
  /** Whether the answer is a file, not a page. */
  readonly isDownload: boolean
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
  picked: FileFormat,
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
  const formats = FILE_FORMATS.map((one): [string, string] => [one, t(`export:format-${one}`)])
  const download = (file: string, isFirst = false): ExportButton => ({
    ...{ label: t(`export:download-${file}`), action: `${path}/files/${file}`, isFirst, isDownload: true },
  })
  const section = (name: string, keys: readonly string[], command: string | null = null) => ({
    heading: t(`export:${name}-heading`),
    paragraphs: keys.map((key) => t(`export:${name}-${key}`)),
    command,
  })
  return {
    ...staffShell(site, context, { title: t('export:title', names), scripts: ['js/export-progress.js'] }),
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
        select('for', 'format', picked, formats),
      ],
      narrowed:
        file.opened.length === 0
          ? null
          : t('export:narrowed', { filter: file.opened.map((one) => openedWord(one, context.language)).join('; ') }),
      kept: query.filter.map(({ cut, value }) => ({ name: cut, value })),
      buttons: [
        download('results', true),
        download('responses'),
        download('codebook'),
        { label: t('export:open-manifest'), action: `${path}/manifest.json`, isFirst: false, isDownload: false },
      ],
      progress: {
        begun: t('export:progress-begun'),
        size: t('export:progress-size'),
        rows: t('export:progress-rows'),
        done: t('export:progress-done'),
        stopped: t('export:progress-stopped'),
        broken: t('export:progress-broken'),
        stop: t('export:progress-stop'),
      },
    },
    sections: [
      section('about', ['results', 'rows', 'text', 'care']),
      section('check', ['explanation'], t('export:check-command', { file: `${fileNameOf(file)}.csv` })),
      section('excel', ['explanation']),
    ],
    back: {
      href: dashboardHref(agency.code, { ...query, step: query.step === 'submission' ? 'submission' : 'return' }),
      label: t('export:dashboard', names),
    },
  }
}
