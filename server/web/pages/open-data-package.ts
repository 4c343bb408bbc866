import type { OpenDataColumn } from '../../services/open-data-column.ts'
import type { Quarter } from '../../services/public-periods.ts'
import { fileKind } from '../../services/table-file.ts'
import type { Language, Languages } from '../language.ts'
import { columnWords } from './open-data-dictionary.ts'
import { openDataParts, SCHEMA_FILE, type OpenDataFile } from './open-data-files.ts'
import { LICENCE } from './open-data-page.ts'
import { openDataHref, publicListHref } from './public-links.ts'
import type { Site } from './shell.ts'

/** Changes when a column gets another name, meaning or unit (first number) or is added (second). */
const LAYOUT_VERSION = '1.0.0'

/** What the files are, as a Data Package (datapackage.org); words that the standard does not know are ours, by language. */
export function openDataPackage(
  { publicUrl }: Pick<Site, 'publicUrl'>,
  languages: Languages,
  quarters: readonly Quarter[],
): object {
  const inEach = inEachOf(languages)
  const title = ({ t }: Language): string => t('open-data:title')
  const description = ({ t }: Language): string => t('open-data:description')
  const source = languages.get(null)
  return {
    name: 'satisfaction-by-quarter',
    version: LAYOUT_VERSION,
    title: title(source),
    titles: inEach(title),
    description: description(source),
    descriptions: inEach(description),
    homepage: publicUrl + openDataHref(source.code),
    licenses: [{ name: 'CC-BY-4.0', title: source.t('open-data:licence-title'), path: LICENCE }],
    sources: [{ title: source.t('open-data:source'), path: publicUrl + publicListHref(source.code) }],
    resources: openDataParts(quarters)
      .flatMap(({ files }) => files)
      .filter(({ format }) => format !== 'excel')
      .map(resourceOf),
  }
}

/** The columns, as a Table Schema; with their words by language, which the standard does not know. */
export function openDataSchema(columns: readonly OpenDataColumn[], languages: Languages): object {
  const inEach = inEachOf(languages)
  const source = languages.get(null)
  return {
    fields: columns.map((column) => {
      const { key, type, unit, factor } = column
      const words = columnWords(column, source)
      return {
        name: key,
        type,
        description: words.meaning,
        descriptions: inEach((language) => columnWords(column, language).meaning),
        ...(unit === null ? {} : { unit: inEach(({ t }) => t(`open-data:unit-${unit}`)) }),
        ...(factor === null ? {} : { factor }),
        ...(words.blank === null ? {} : { blank: inEach((language) => columnWords(column, language).blank ?? '') }),
        ...(words.values.length === 0 ? {} : { values: valuesOf(column, languages) }),
        constraints: constraintsOf(column),
      }
    }),
    missingValues: [''],
    primaryKey: ['quarter', 'series', 'agency'],
  }
}

function constraintsOf({ blankWhen, values, pattern, minimum, maximum }: OpenDataColumn): object {
  return {
    required: blankWhen === null,
    ...(values === null ? {} : { enum: values }),
    ...(pattern === null ? {} : { pattern }),
    ...(minimum === null ? {} : { minimum }),
    ...(maximum === null ? {} : { maximum }),
  }
}

/** What each of its values means, by value and language. */
function valuesOf(column: OpenDataColumn, languages: Languages): object {
  const meanings = languages.all.map(({ code }) => [code, columnWords(column, languages.get(code)).values] as const)
  return Object.fromEntries(
    (column.values ?? []).map((value, i) => [
      value,
      Object.fromEntries(meanings.map(([code, all]) => [code, all[i]?.meaning ?? ''])),
    ]),
  )
}

function resourceOf({ name, format }: OpenDataFile): object {
  const { extension, type } = fileKind(format)
  return {
    name: name.replaceAll('.', '-'),
    path: name,
    ...(format === 'plain' ? { profile: 'tabular-data-resource' } : {}),
    format: extension,
    mediatype: type.replace(/;.*/, ''),
    encoding: 'utf-8',
    schema: SCHEMA_FILE,
  }
}

function inEachOf({ all }: Languages): (words: (language: Language) => string) => Readonly<Record<string, string>> {
  return (words) => Object.fromEntries(all.map((language) => [language.code, words(language)]))
}
