import type { Directory } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import { KNOWN_SERIES, type ReferenceValue } from '../../domain/reference-value.ts'
import { inLanguage } from '../../domain/words.ts'
import type { RequestContext } from '../context.ts'
import { ANOTHER_SERIES } from '../forms/reference-form.ts'
import type { Language } from '../language.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { agencyGroups, type OptionGroup } from './agency-options.ts'
import {
  describedBy,
  errorSummary,
  formTitle,
  problemAt,
  textField,
  type ErrorSummary,
  type TextField,
} from './form-parts.ts'
import { referencesHref, REFERENCE_FORM_PATH } from './reference-links.ts'
import { seriesName } from './series-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** Where an administrator enters a figure that others published, or corrects one. */
export interface ReferenceFormPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly errorSummary: ErrorSummary | null
  readonly action: string
  readonly csrf: string
  /** What is being corrected, which cannot be changed here; null where a figure is entered. */
  readonly facts: readonly { readonly term: string; readonly text: string }[] | null
  readonly hidden: readonly { readonly name: string; readonly value: string }[]
  /** In the order in which they stand on the page. */
  readonly fields: readonly ReferenceField[]
  readonly submit: string
  readonly back: { readonly href: string; readonly label: string }
}

export type ReferenceField =
  { readonly kind: 'text'; readonly field: TextField } | { readonly kind: 'select'; readonly field: SelectField }

interface SelectField {
  readonly name: string
  readonly label: string
  readonly hint: string | null
  readonly error: string | null
  readonly describedBy: string | null
  readonly options: OptionGroup['options']
  readonly groups: readonly OptionGroup[]
}

/** What the form is filled with. */
export interface ReferenceFormState {
  readonly directory: Directory
  /** What was typed and picked so far; also `known`, the mark of the figure that is to be replaced. */
  readonly form: SentForm
  /** The figure that is being corrected; null where one is entered. */
  readonly stored: ReferenceValue | null
  readonly problems: readonly Problem[]
}

export function referenceFormPage(
  site: Site,
  context: RequestContext,
  { directory, form, stored, problems }: ReferenceFormState,
): ReferenceFormPage {
  const { language } = context
  const { t } = language
  const heading = t(stored ? 'references:correct-heading' : 'references:enter')
  const text = (name: string, { hint = false } = {}): ReferenceField => ({
    kind: 'text',
    field: textField(t, problems, {
      name,
      label: t(`references:${name}`),
      ...(hint ? { hint: t(`references:${name}-hint`) } : {}),
      value: form[name] ?? '',
    }),
  })
  const hidden = stored ? ['series', 'year', 'agency', 'known'] : []
  return {
    ...staffShell(site, context, { title: formTitle(t, heading, problems), styles: ['css/references.css'] }),
    heading,
    lead: t('references:form-lead'),
    errorSummary: errorSummary(t, problems),
    action: REFERENCE_FORM_PATH,
    csrf: context.csrfToken,
    facts: stored && factsOf(stored, directory, language),
    hidden: hidden.map((name) => ({ name, value: form[name] ?? '' })),
    fields: [
      ...(stored ? [] : keyFields(directory, form, problems, { language, text })),
      text('value', { hint: true }),
      text('source', { hint: true }),
    ],
    submit: t('references:submit'),
    back: { href: referencesHref(stored?.agency ?? null), label: t('references:back') },
  }
}

function keyFields(
  directory: Directory,
  form: SentForm,
  problems: readonly Problem[],
  { language, text }: { language: Language; text: (name: string, options?: { hint: boolean }) => ReferenceField },
): readonly ReferenceField[] {
  const { t } = language
  const select = (
    name: string,
    options: readonly (readonly [value: string, label: string])[],
    groups: readonly OptionGroup[] = [],
  ): ReferenceField => {
    const hint = t(`references:${name}-hint`)
    const error = problemAt(t, problems, name)
    return {
      kind: 'select',
      field: {
        name,
        label: t(`references:${name}`),
        hint,
        error,
        describedBy: describedBy(name, { hint, error }),
        options: options.map(([value, label]) => ({ value, label, isSelected: (form[name] ?? '') === value })),
        groups,
      },
    }
  }
  const series = new Set<string>([...KNOWN_SERIES, ...directory.references.map((one) => one.series)])
  return [
    select('series', [
      ['', t('references:series-pick')],
      ...[...series].map((one) => [one, seriesName(one, t)] as const),
      [ANOTHER_SERIES, t('references:series-another')],
    ]),
    text('other-series', { hint: true }),
    text('year', { hint: true }),
    select(
      'agency',
      [['', t('references:nation-or-province')]],
      agencyGroups(language, directory, form['agency'] ?? ''),
    ),
  ]
}

function factsOf(
  { series, year, agency, value, source }: ReferenceValue,
  directory: Directory,
  { t, code }: Language,
): NonNullable<ReferenceFormPage['facts']> {
  const about = agency === null ? null : directory.agency(agency)
  return [
    { term: t('references:series'), text: seriesName(series, t) },
    { term: t('references:year'), text: String(year) },
    { term: t('references:agency'), text: about ? inLanguage(about.names, code) : t('references:nation-or-province') },
    { term: t('references:standing'), text: t('references:standing-value', { value, source }) },
  ]
}
