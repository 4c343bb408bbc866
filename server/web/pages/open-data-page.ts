import type { OpenDataColumn } from '../../services/open-data-column.ts'
import type { Quarter } from '../../services/public-periods.ts'
import type { Language } from '../language.ts'
import { dictionary, factorsAmong, type DictionaryEntry } from './open-data-dictionary.ts'
import { openDataParts, PACKAGE_FILE, SCHEMA_FILE, type OpenDataPart } from './open-data-files.ts'
import { glossaryHref, openDataFileHref, openDataHref, publicListHref } from './public-links.ts'
import { publicShell, type PublicShell } from './public-shell.ts'
import { quarterWord } from './public-words.ts'
import type { Site } from './shell.ts'

/** Where the words of the licence stand. */
export const LICENCE = 'https://creativecommons.org/licenses/by/4.0/'

interface Link {
  readonly href: string
  readonly label: string
}

/** Files that anybody may take, with all that one must know to use them. */
export interface OpenDataPage extends PublicShell {
  readonly heading: string
  readonly lead: string
  readonly files: {
    readonly heading: string
    readonly note: string
    readonly parts: readonly { readonly label: string; readonly links: readonly Link[] }[]
  }
  readonly licence: {
    readonly heading: string
    readonly paragraphs: readonly string[]
    readonly link: Link
  }
  /** What the data is not, why cells are blank, how to check. */
  readonly sections: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[]
  readonly dictionary: {
    readonly heading: string
    readonly lead: string
    readonly links: readonly Link[]
    readonly factors: { readonly heading: string; readonly names: readonly string[] }
    readonly entries: readonly DictionaryEntry[]
  }
  readonly links: readonly Link[]
}

/**
 * @param quarters those that the files tell of; none where there is no file yet
 * @param least fewest respondents of anything published
 */
export function openDataPage(
  site: Site,
  language: Language,
  of: { readonly quarters: readonly Quarter[]; readonly columns: readonly OpenDataColumn[]; readonly least: number },
): OpenDataPage {
  const { t, format, code } = language
  const { quarters, columns, least } = of
  const heading = t('open-data:title')
  const shell = publicShell(site, language, {
    title: heading,
    description: t('open-data:description'),
    hrefIn: (other) => openDataHref(other),
  })
  return {
    ...shell,
    heading,
    lead: t('open-data:lead'),
    files: {
      heading: t('open-data:files-heading'),
      note: t(quarters.length === 0 ? 'open-data:files-none' : 'open-data:files-note'),
      parts: openDataParts(quarters).map((part) => ({
        label: partWord(part, language),
        links: part.files.map((file) => fileLink(file.name, `open-data:file-${file.format}`, language)),
      })),
    },
    licence: {
      heading: t('open-data:licence-heading'),
      paragraphs: [
        t('open-data:licence-text'),
        t('open-data:licence-citation', { title: heading, address: shell.canonical }),
      ],
      link: { href: LICENCE, label: t('open-data:licence-link') },
    },
    sections: [
      {
        heading: t('open-data:not-heading'),
        paragraphs: [t('open-data:not-sipas'), t('open-data:not-single'), t('open-data:not-ranking')],
      },
      {
        heading: t('open-data:hidden-heading'),
        paragraphs: [
          t('open-data:hidden-text', { least: format.count(least) }),
          t('open-data:hidden-rows'),
          t('open-data:hidden-tree'),
        ],
      },
      {
        heading: t('open-data:check-heading'),
        paragraphs: [t('open-data:check-sum'), t('open-data:check-method')],
      },
    ],
    dictionary: dictionarySection(columns, language),
    links: [
      { href: publicListHref(code), label: t('open-data:to-list') },
      { href: glossaryHref(code), label: t('open-data:to-glossary') },
    ],
  }
}

function dictionarySection(columns: readonly OpenDataColumn[], language: Language): OpenDataPage['dictionary'] {
  const { t } = language
  return {
    heading: t('open-data:dictionary-heading'),
    lead: t('open-data:dictionary-lead'),
    links: [
      fileLink(SCHEMA_FILE, 'open-data:dictionary-schema', language),
      fileLink(PACKAGE_FILE, 'open-data:dictionary-package', language),
    ],
    factors: {
      heading: t('open-data:dictionary-factors'),
      names: factorsAmong(columns, language).map((factor) => t('open-data:factor', factor)),
    },
    entries: dictionary(columns, language),
  }
}

function partWord({ year, first, last }: OpenDataPart, language: Language): string {
  const words = { first: quarterWord(first, language), last: quarterWord(last, language) }
  const quarters = first === last ? 'one' : 'many'
  if (year === null) return language.t(`open-data:part-all-${quarters}`, words)
  return language.t(`open-data:part-year-${quarters}`, { ...words, year: String(year) })
}

function fileLink(name: string, key: string, { t }: Language): Link {
  return { href: openDataFileHref(name), label: t(key, { name }) }
}
