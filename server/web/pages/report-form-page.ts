import { AGENCY_LEVELS } from '../../domain/agency.ts'
import { LINEAGES } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import {
  latestPeriods,
  parseReportPeriod,
  REPORT_SPANS,
  reportPeriodText,
  type ReportSpan,
} from '../../domain/report-period.ts'
import { inLanguage } from '../../domain/words.ts'
import type { ReportDraft } from '../../services/report-content.ts'
import type { ReportChoices } from '../../services/report-service.ts'
import type { RequestContext } from '../context.ts'
import { REPORT_FIELDS, type ReportField, type TypedReport } from '../forms/report-form.ts'
import type { Language } from '../language.ts'
import { agencyGroups, type OptionGroup } from './agency-options.ts'
import { errorSummary, formTitle, problemAt, type ErrorSummary } from './form-parts.ts'
import { reportHeadline, type ReportHeadline } from './report-headline.ts'
import { NEW_REPORT_PATH, REPORTS_PATH } from './report-links.ts'
import { reportAbout, reportPeriodWord } from './report-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** Where a report is chosen, looked at beforehand, and made. */
export interface ReportFormPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly errorSummary: ErrorSummary | null
  readonly kinds: {
    readonly label: string
    readonly links: readonly { readonly label: string; readonly href: string; readonly isCurrent: boolean }[]
  }
  readonly action: string
  readonly kind: string
  readonly fields: readonly SelectField[]
  readonly submit: string
  readonly preview: ReportPreview | null
  readonly back: { readonly href: string; readonly label: string }
}

export interface SelectField {
  readonly name: string
  readonly label: string
  readonly error: string | null
  readonly options: OptionGroup['options']
  readonly groups: readonly OptionGroup[]
}

/** What the report would say, and the form that makes it. */
export interface ReportPreview {
  readonly heading: string
  readonly about: string
  readonly headline: ReportHeadline
  readonly findings: string
  readonly holds: string
  readonly csrf: string
  readonly kept: readonly { readonly name: string; readonly value: string }[]
  readonly note: string
  readonly submit: string
}

/** What the page is made from. */
export interface ReportFormState {
  readonly choices: ReportChoices
  readonly typed: TypedReport
  readonly problems: readonly Problem[]
  /** Null where nothing was chosen yet, or something is wrong. */
  readonly draft: ReportDraft | null
}

const KINDS = ['agency', 'comparison'] as const

export function reportFormPage(site: Site, context: RequestContext, state: ReportFormState): ReportFormPage {
  const { language, csrfToken } = context
  const { t } = language
  const { typed, problems, draft } = state
  const kind = KINDS.find((one) => one === typed.kind) ?? KINDS[0]
  return {
    ...staffShell(site, context, {
      title: formTitle(t, t('reports:new'), problems),
      styles: ['css/dashboard.css', 'css/report.css'],
    }),
    heading: t('reports:new'),
    lead: t('reports:new-lead'),
    errorSummary: errorSummary(t, problems),
    kinds: {
      label: t('reports:kinds'),
      links: KINDS.map((one) => ({
        label: t(`reports:kind-${one}`),
        href: `${NEW_REPORT_PATH}?kind=${one}`,
        isCurrent: one === kind,
      })),
    },
    action: NEW_REPORT_PATH,
    kind,
    fields: fieldsOf(kind, state, language),
    submit: t('reports:preview'),
    preview: draft && previewOf(draft, { ...typed, kind }, csrfToken, language),
    back: { href: REPORTS_PATH, label: t('reports:to-list') },
  }
}

function previewOf(draft: ReportDraft, typed: TypedReport, csrf: string, language: Language): ReportPreview {
  const { t, format } = language
  return {
    heading: t('reports:preview-heading'),
    about: t('reports:preview-about', {
      about: reportAbout(draft, language),
      period: reportPeriodWord(draft.period, language),
    }),
    headline: reportHeadline(draft, language),
    findings: t('reports:findings'),
    holds:
      draft.kind === 'agency'
        ? t('reports:preview-holds')
        : t('reports:preview-holds-comparison', { count: format.count(draft.units.length) }),
    csrf,
    kept: REPORT_FIELDS.map((name) => ({ name, value: typed[name] })),
    note: t('reports:make-note'),
    submit: t('reports:make'),
  }
}

/** The selects that fit the kind of report; what there is no choice in is not asked. */
function fieldsOf(
  kind: (typeof KINDS)[number],
  { choices, typed, problems }: ReportFormState,
  language: Language,
): readonly SelectField[] {
  const { t, code } = language
  const select = (name: ReportField, options: readonly Option[], groups: readonly OptionGroup[] = []): SelectField => ({
    name,
    label: t(`reports:${name}`),
    error: problemAt(t, problems, name),
    options: options.map(([value, label]) => ({ value, label, isSelected: typed[name] === value })),
    groups,
  })
  const pick: Option = ['', t('reports:pick')]
  const one = (agency: ReportChoices['agencies'][number]): Option => [agency.code, inLanguage(agency.names, code)]
  const what =
    kind === 'agency'
      ? [select('agency', [pick], agencyGroups(language, choices, typed.agency))]
      : [
          select('level', [pick, ...AGENCY_LEVELS.map((level): Option => [level, t(`dashboard:level-${level}`)])]),
          select('under', [
            choices.seesProvince ? ['', t('reports:under-province')] : pick,
            ...choices.unders.map(one),
          ]),
          select('field', [
            ['', t('reports:field-all')],
            ...choices.fields.map(({ code: of, names }): Option => [of, inLanguage(names, code)]),
          ]),
        ]
  const series = choices.series.map(({ name, latest }): Option => [
    name,
    t('export:questionnaire-version', { name: inLanguage(latest.names, code), version: latest.version }),
  ])
  const isWrong = (name: ReportField): boolean => problems.some(({ where }) => where === name)
  const isMerged = choices.directory.agencies.some(({ successor }) => successor !== null)
  return [
    ...what,
    select('period', [pick], periodGroups(choices, typed, language)),
    ...(series.length > 1 || isWrong('questionnaire')
      ? [select('questionnaire', [['', t('reports:questionnaire-last')], ...series])]
      : []),
    ...(isMerged || isWrong('view')
      ? [
          select(
            'view',
            LINEAGES.map((view): Option => [view, t(`reports:view-${view}`)]),
          ),
        ]
      : []),
  ]
}

type Option = readonly [value: string, label: string]

/** As many periods of each span are offered; another one can be asked for by the address, and is then offered too. */
const OFFERED: Readonly<Record<ReportSpan, number>> = { month: 24, quarter: 12, year: 10 }

function periodGroups(
  { today }: ReportChoices,
  { period: typed }: TypedReport,
  language: Language,
): readonly OptionGroup[] {
  const asked = parseReportPeriod(typed)
  return REPORT_SPANS.toReversed().map((span) => {
    const texts = latestPeriods(span, today, OFFERED[span]).map(reportPeriodText)
    const isFurther = asked?.span === span && !texts.includes(typed)
    return {
      label: language.t(`reports:periods-${span}`),
      options: [...(isFurther ? [typed] : []), ...texts].map((value) => ({
        value,
        label: reportPeriodWord(value, language),
        isSelected: value === typed,
      })),
    }
  })
}
