import { inLanguage } from '../../domain/words.ts'
import type { AgencyReferences } from '../../services/reference-service.ts'
import type { RequestContext } from '../context.ts'
import type { PageLink } from './figure-section.ts'
import { axisFor } from './interval-mark.ts'
import { ownYears, type OwnYears } from './own-years.ts'
import { referencesHref, REFERENCE_FORM_PATH, REFERENCES_PATH, SHEETS_PATH } from './reference-links.ts'
import { placeOf, referenceTables, type ReferenceTable } from './reference-table.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** What others published, and beside it what the platform's own answers say. */
export interface ReferencesPage extends Shell {
  readonly heading: string
  /** What stands on the page, and why the two are not joined. */
  readonly lines: readonly string[]
  readonly links: readonly PageLink[]
  readonly published: {
    readonly heading: string
    readonly tables: readonly ReferenceTable[]
    /** Null where there is a table. */
    readonly empty: string | null
  }
  readonly own: OwnYears
  /** Further agencies; null where there are none. */
  readonly others: { readonly heading: string; readonly links: readonly PageLink[] } | null
  /** How figures get here. */
  readonly entering: { readonly heading: string; readonly lines: readonly string[] }
}

export function referencesPage(site: Site, context: RequestContext, found: AgencyReferences): ReferencesPage {
  const { t, format, code } = context.language
  const { agency, isProvince, references, others, years, mayEnter } = found
  const heading =
    agency && !isProvince
      ? t('references:heading-agency', { agency: inLanguage(agency.names, code) })
      : t('references:heading')
  // One scale for all marks of the page, so that no dot stands further to the right than a larger one.
  const axis = axisFor([...references.map(placeOf), ...(years?.years ?? []).map(({ shown }) => shown.figure)], [])
  const collator = new Intl.Collator(code)
  const otherLinks = others
    .map((other) => ({
      label: t('references:other', {
        agency: inLanguage(other.agency.names, code),
        count: format.count(other.references),
      }),
      href: referencesHref(other.agency.code),
    }))
    .sort((a, b) => collator.compare(a.label, b.label))
  return {
    ...staffShell(site, context, {
      title: heading,
      styles: ['css/dashboard.css', 'css/references.css', 'css/print.css'],
    }),
    heading,
    lines: [t('references:lead'), t('references:apart')],
    links: [
      ...(isProvince ? [] : [{ label: t('references:of-province'), href: REFERENCES_PATH }]),
      { label: t('sheets:heading'), href: SHEETS_PATH },
      ...(mayEnter ? [{ label: t('references:enter'), href: REFERENCE_FORM_PATH }] : []),
    ],
    published: {
      heading: t('references:published-heading'),
      tables: referenceTables(found, axis, context.language),
      empty: references.length > 0 ? null : t('references:published-none'),
    },
    own: ownYears(found, axis, context.language),
    others: otherLinks.length === 0 ? null : { heading: t('references:others-heading'), links: otherLinks },
    entering: {
      heading: t('references:entering-heading'),
      lines: [
        t(mayEnter ? 'references:entering-form' : 'references:entering-ask'),
        ...(mayEnter ? [t('references:entering-file', { file: EXAMPLE_FILE })] : []),
      ],
    },
  }
}

/** Where an example of the file for an import lies in the platform's folder. */
const EXAMPLE_FILE = 'docs/examples/references.csv'
