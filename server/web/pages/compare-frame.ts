import type { Agency } from '../../domain/agency.ts'
import { AGENCY_LEVELS } from '../../domain/agency.ts'
import { firstDay, monthOfDay, type LocalDay } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import { NAMED_PERIODS, namedPeriod } from '../../domain/period.ts'
import { STEPS } from '../../domain/service-point.ts'
import { inLanguage } from '../../domain/words.ts'
import type { CompareChoices } from '../../services/compare-choices.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { UnitScope } from '../../services/unit-answers.ts'
import type { RequestContext } from '../context.ts'
import type { CompareParameter, TypedCompare } from '../forms/compare-query.ts'
import type { Language } from '../language.ts'
import { COMPARE_PAGES, compareHref, type ComparePageName } from './compare-links.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** What all compare pages have around their figures: title, the ways to look, and the form that chooses. */
export interface CompareFrame extends Shell {
  readonly heading: string
  readonly subtitle: string
  readonly tabs: {
    readonly label: string
    readonly links: readonly { readonly label: string; readonly href: string; readonly isCurrent: boolean }[]
  }
  readonly picker: ComparePicker
  /** Null where nothing is wrong. */
  readonly errorSummary: {
    readonly title: string
    readonly kept: string
    readonly errors: readonly { readonly href: string | null; readonly text: string }[]
  } | null
  /** What a reader has to know of this choice. */
  readonly notes: readonly string[]
}

/** Links to often-asked months, and a form for everything that can be chosen. */
export interface ComparePicker {
  readonly label: string
  readonly presets: readonly { readonly label: string; readonly href: string; readonly isCurrent: boolean }[]
  readonly summary: string
  readonly isOpen: boolean
  readonly action: string
  /** Parts of the address that the form does not ask for and keeps. */
  readonly kept: readonly (readonly [name: string, value: string])[]
  readonly selects: readonly {
    readonly name: string
    readonly label: string
    readonly options: readonly { readonly value: string; readonly label: string; readonly isChosen: boolean }[]
  }[]
  readonly months: readonly {
    readonly name: string
    readonly label: string
    readonly value: string
    readonly error: string | null
  }[]
  readonly monthsHint: string
  readonly submit: string
}

/** What a compare page is made from, besides its figures. */
export interface FrameParts {
  readonly page: ComparePageName
  readonly query: CompareQuery
  /** What is known of the units; null where nothing could be looked up. */
  readonly scope: UnitScope | null
  readonly choices: CompareChoices
  readonly typed: TypedCompare
  readonly problems?: readonly Problem[]
  readonly today: LocalDay
  readonly styles?: readonly string[]
  readonly scripts?: readonly string[]
  readonly notes?: readonly string[]
  /** Parts of the address that this page alone has, and that stay when other units or months are chosen. */
  readonly others?: Readonly<Record<string, string>>
  /** Months that are offered as links in place of the usual ones. */
  readonly presets?: readonly MonthsPreset[]
}

/** Months that are often asked for. */
export interface MonthsPreset {
  readonly label: string
  readonly months: CompareQuery['months']
}

export function compareFrame(site: Site, context: RequestContext, parts: FrameParts): CompareFrame {
  const { language } = context
  const { t, format } = language
  const { page, query, scope, problems = [] } = parts
  const hasMonths = !Number.isNaN(query.months.from) && !Number.isNaN(query.months.to)
  const months = hasMonths
    ? { from: format.month(query.months.from), to: format.month(query.months.to - 1) }
    : { from: '', to: '' }
  const title = scope
    ? t(`compare:title-${page}`, { units: unitsWord(scope, language), ...months })
    : t('compare:title-choose')
  const errors = problems.map((problem) => ({ where: problem.where, text: wordsOf(problem, language) }))
  return {
    ...staffShell(site, context, {
      title: errors.length > 0 ? t('site:error-prefix', { title }) : title,
      styles: ['css/dashboard.css', 'css/compare.css', ...(parts.styles ?? []), 'css/print.css'],
      scripts: parts.scripts ?? [],
    }),
    heading: title,
    subtitle: scope ? subtitleOf(scope, language) : t('compare:subtitle-choose'),
    tabs: {
      label: t('compare:tabs-label'),
      links: hasMonths
        ? COMPARE_PAGES.map((name) => ({
            label: t(`compare:tab-${name}`),
            href: compareHref(name, query),
            isCurrent: name === page,
          }))
        : [],
    },
    picker: pickerOf(parts, errors, language),
    errorSummary:
      errors.length === 0
        ? null
        : {
            title: t('compare:error-summary'),
            kept: t('compare:error-kept'),
            errors: errors.map(({ where, text }) => ({ href: isFormField(where) ? `#${where}` : null, text })),
          },
    notes: [...(scope ? notesOf(scope, language) : []), ...(parts.notes ?? [])],
  }
}

/** What the units are called together: `Sở, ngành trực thuộc Tỉnh Minh Giang`. */
export function unitsWord({ level, under }: Pick<UnitScope, 'level' | 'under'>, { t, code }: Language): string {
  return under
    ? t(`compare:units-${level}-under`, { agency: inLanguage(under.names, code) })
    : t(`compare:units-${level}`)
}

function subtitleOf({ series, field, query }: UnitScope, { t, code }: Language): string {
  const { names, version } = series.latest
  const values = { questionnaire: inLanguage(names, code), version }
  return field
    ? t(`compare:subtitle-field-${query.step}`, { ...values, field: inLanguage(field.names, code) })
    : t(`compare:subtitle-${query.step}`, values)
}

function notesOf(scope: UnitScope, { t, format, code }: Language): readonly string[] {
  const { nested, others, breakAt, query, method, field, units } = scope
  const names = (agencies: readonly Agency[]): string => agencies.map((one) => inLanguage(one.names, code)).join(', ')
  return [
    ...(units.length === 0 ? [t('compare:note-no-units')] : []),
    ...(query.flagged === 'out' ? [t('compare:note-flagged-out')] : []),
    ...(field ? [t('compare:note-field', { field: inLanguage(field.names, code) })] : []),
    ...(nested.length > 0
      ? [t('compare:note-nested', { count: format.count(nested.length), names: names(nested) })]
      : []),
    ...others.map(({ series, responses }) =>
      t('compare:note-other-series', {
        name: inLanguage(series.latest.names, code),
        version: series.latest.version,
        responses: format.count(responses),
      }),
    ),
    ...(breakAt === null ? [] : [t('compare:note-break', { month: format.month(breakAt) })]),
    ...(method === 'index.weighted-factors' ? [t('compare:note-weights')] : []),
  ]
}

function pickerOf(
  { page, query, scope, choices, typed, today, others = {}, presets }: FrameParts,
  errors: readonly { readonly where: string; readonly text: string }[],
  language: Language,
): ComparePicker {
  const { t, format, code } = language
  const select = (name: CompareParameter, options: readonly (readonly [value: string, label: string])[]) => ({
    name,
    label: t(`compare:choose-${name}`),
    options: options.map(([value, label]) => ({
      value,
      label,
      isChosen: value === (name === 'level' ? (scope?.level ?? typed.level) : typed[name]),
    })),
  })
  const month = (name: 'from' | 'to', value: number) => ({
    name,
    label: t(`compare:choose-${name}`),
    value: typed[name] === '' && !Number.isNaN(value) ? format.month(value) : shownMonth(typed[name], value, language),
    error: errors.find(({ where }) => where === name)?.text ?? null,
  })
  return {
    label: t('dashboard:period-label'),
    presets: (presets ?? usualMonths(today, language)).map(({ label, months }) => ({
      label,
      href: compareHref(page, { ...query, months }, others),
      isCurrent: months.from === query.months.from && months.to === query.months.to,
    })),
    summary: t('compare:choose'),
    isOpen: errors.length > 0,
    action: page === 'units' ? '/compare' : `/compare/${page}`,
    kept: Object.entries(others),
    months: [month('from', query.months.from), month('to', query.months.to - 1)],
    monthsHint: t('compare:choose-months-hint'),
    selects: [
      select(
        'level',
        AGENCY_LEVELS.filter((level) => scope === null || scope.levels.includes(level) || level === scope.level).map(
          (level) => [level, t(`compare:units-${level}`)],
        ),
      ),
      select('under', [
        ['', t('compare:choose-under-all')],
        ...choices.unders.map((agency) => [agency.code, inLanguage(agency.names, code)] as const),
      ]),
      select('field', [
        ['', t('compare:choose-field-all')],
        ...choices.fields.map((field) => [field.code, inLanguage(field.names, code)] as const),
      ]),
      select(
        'step',
        STEPS.toReversed().map((step) => [step === 'return' ? '' : step, t(`compare:choose-step-${step}`)]),
      ),
      select('questionnaire', [
        ['', t('compare:choose-questionnaire-last')],
        ...choices.series.map(({ name, latest }) => {
          const values = { name: inLanguage(latest.names, code), version: latest.version }
          return [name, t('dashboard:questionnaire', values)] as const
        }),
      ]),
      select('method', [
        ['', t('compare:choose-method-usual')],
        ...(scope?.methods ?? []).map((method) => [method, t(`compare:method-${method}`)] as const),
      ]),
      select('flagged', [
        ['', t('compare:choose-flagged-in')],
        ['out', t('compare:choose-flagged-out')],
      ]),
      select('view', [
        ['', t('compare:choose-view-as-it-is')],
        ['as-it-was', t('compare:choose-view-as-it-was')],
      ]),
    ],
    submit: t('compare:choose-submit'),
  }
}

function usualMonths(today: LocalDay, { t }: Language): readonly MonthsPreset[] {
  return NAMED_PERIODS.map((name) => {
    const { from, to } = namedPeriod(name, today)
    return { label: t(`dashboard:period-${name}`), months: { from: monthOfDay(from), to: monthOfDay(to - 1) + 1 } }
  })
}

/** A month that could be read is printed as the language prints it; what could not stays as it was typed. */
function shownMonth(typed: string, month: number, { format }: Language): string {
  return Number.isNaN(month) ? typed : format.month(month)
}

function isFormField(where: string): boolean {
  return where === 'from' || where === 'to'
}

/** The sentence of a problem; numbers among its values are printed as the language prints them. */
function wordsOf({ message, values = {} }: Problem, { t, format }: Language): string {
  const printed = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? format.count(value) : value,
  ])
  return t(message, Object.fromEntries(printed) as Record<string, string>)
}

/** The days of some months as a dashboard's address has them. */
export function daysOf({ from, to }: CompareQuery['months']): { readonly from: LocalDay; readonly to: LocalDay } {
  return { from: firstDay(from), to: firstDay(to) }
}
