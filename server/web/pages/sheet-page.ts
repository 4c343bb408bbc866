import type { Problem } from '../../domain/errors.ts'
import type { RequestContext } from '../context.ts'
import type { Sheet } from '../forms/sheet-names.ts'
import type { TypedSheet } from '../forms/sheet-reading.ts'
import { errorSummary, formTitle, textField, type ErrorSummary, type TextField } from './form-parts.ts'
import { sheetHref, SHEETS_PATH } from './reference-links.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** The sheet of one scheme: what was worked out, the form, the formula in words, its source, and what it is not. */
export interface SheetPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly errorSummary: ErrorSummary | null
  /** Null where nothing was sent, or something is wrong with it. */
  readonly result: SheetResult | null
  readonly form: {
    readonly heading: string
    readonly hint: string
    readonly action: string
    readonly groups: readonly SheetGroup[]
    readonly submit: string
    /** To the empty sheet; null where it is empty. */
    readonly clear: { readonly label: string; readonly href: string } | null
  }
  readonly about: readonly { readonly heading: string; readonly lines: readonly string[] }[]
  readonly back: { readonly label: string; readonly href: string }
}

/** What a sheet came to. */
export interface SheetResult {
  readonly heading: string
  /** The answer in a sentence. */
  readonly sentence: string
  readonly facts: readonly { readonly term: string; readonly text: string }[]
  readonly table: SheetTable | null
  readonly notes: readonly string[]
}

/** Points of parts, each with its most. */
export interface SheetTable {
  readonly caption: string
  readonly heads: { readonly name: string; readonly points: string; readonly most: string }
  readonly rows: readonly SheetRow[]
}

export interface SheetRow {
  readonly name: string
  /** How the points came about; null where they were typed. */
  readonly how: string | null
  readonly points: string
  readonly most: string
  readonly isSum: boolean
}

/** Fields that belong together. */
export interface SheetGroup {
  /** Null where there is one group alone. */
  readonly legend: string | null
  readonly hint: string | null
  readonly fields: readonly TextField[]
}

/** What one sheet has that others have not. */
export interface SheetParts {
  readonly sheet: Sheet
  readonly typed: TypedSheet
  readonly problems: readonly Problem[]
  readonly groups: readonly {
    readonly legend: string | null
    readonly hint: string | null
    readonly names: readonly string[]
  }[]
  /** What a field is called, by its name. */
  readonly labelOf: (name: string) => string
  readonly result: SheetResult | null
  readonly formula: readonly string[]
  readonly source: readonly string[]
  readonly not: readonly string[]
}

/** The page of a sheet. Its messages are `sheets:<sheet>-heading` and `sheets:<sheet>-lead`. */
export function sheetPage(site: Site, context: RequestContext, parts: SheetParts): SheetPage {
  const { t } = context.language
  const { sheet, typed, result, labelOf } = parts
  const heading = t(`sheets:${sheet}-heading`)
  const problems = parts.problems.map((problem) => named(problem, labelOf))
  const isEmpty = result === null && problems.length === 0
  return {
    ...staffShell(site, context, {
      title: formTitle(t, heading, problems),
      styles: ['css/references.css', 'css/print.css'],
    }),
    heading,
    lead: t(`sheets:${sheet}-lead`),
    errorSummary: errorSummary(t, problems),
    result,
    form: {
      heading: t('sheets:form-heading'),
      hint: t('sheets:form-hint'),
      action: sheetHref(sheet),
      groups: parts.groups.map(({ legend, hint, names }) => ({
        legend,
        hint,
        fields: names.map((name) => textField(t, problems, { name, label: labelOf(name), value: typed[name] ?? '' })),
      })),
      submit: t('sheets:submit'),
      clear: isEmpty ? null : { label: t('sheets:clear'), href: sheetHref(sheet) },
    },
    about: [
      { heading: t('sheets:formula-heading'), lines: parts.formula },
      { heading: t('sheets:source-heading'), lines: parts.source },
      { heading: t('sheets:not-heading'), lines: parts.not },
    ],
    back: { label: t('sheets:back'), href: SHEETS_PATH },
  }
}

/** A problem with the words of its fields in place of their names. */
function named({ where, message, values = {} }: Problem, labelOf: (name: string) => string): Problem {
  const { whole } = values
  return {
    where,
    message,
    values: { ...values, name: labelOf(where), ...(typeof whole === 'string' ? { whole: labelOf(whole) } : {}) },
  }
}
