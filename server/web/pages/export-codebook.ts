import { questionnaireId, type Question } from '../../domain/questionnaire.ts'
import { FLAGS } from '../../domain/response.ts'
import { CHANNELS, STEPS } from '../../domain/service-point.ts'
import { inLanguage, type Words } from '../../domain/words.ts'
import { COMMENT_COLUMNS } from '../../services/comment-columns.ts'
import { inOnePart, type FileColumn } from '../../services/file-column.ts'
import { resultColumns, RESULT_KINDS } from '../../services/result-rows.ts'
import type { ResponsesFile } from '../../services/responses-file.ts'
import {
  CIRCUMSTANCES,
  FLAGS_COLUMN,
  NOT_APPLICABLE_COLUMN,
  type ResponseColumn,
} from '../../services/response-columns.ts'
import { fileBytes, type FileFormat } from '../../services/table-file.ts'
import type { Language, Languages } from '../language.ts'

/** One line: what a column is, or, where `value` is not blank, what one of its values means. */
interface CodebookRow {
  /** Which file the column is of. */
  readonly file: 'responses' | 'results' | 'comments'
  readonly column: string
  readonly value: string | number
  readonly factor: string
  readonly meaning: Meaning
}

/** A text by language. */
type Meaning = (language: Language) => string

/** The codebook of an agency's files: a row a column, followed by a row for each value that it may have. */
export function exportCodebook(
  file: ResponsesFile,
  format: FileFormat,
  languages: Languages,
  timeZone: string,
): AsyncGenerator<Buffer> {
  const columns: readonly FileColumn<CodebookRow>[] = [
    { key: 'file', value: (row) => row.file },
    { key: 'column', value: ({ column }) => column },
    { key: 'value', value: ({ value }) => value },
    { key: 'factor', value: ({ factor }) => factor },
    ...languages.all.map((language) => ({
      key: `meaning-${language.code}`,
      value: ({ meaning }: CodebookRow) => meaning(language),
    })),
  ]
  const rows = [
    ...file.columns.flatMap((column) => rowsOf(column, file, languages, timeZone)),
    ...leftOut(file),
    ...resultsRows(languages),
    ...commentRows(),
  ]
  return fileBytes({ name: 'codebook', columns, parts: inOnePart({ columns, rows }) }, format)
}

/** What the columns of the comments are; codes are those of the responses. */
function commentRows(): readonly CodebookRow[] {
  return COMMENT_COLUMNS.flatMap(({ key }) => {
    const rows = rowsFor(key, '', ({ t }) => t(`export:comments-${key}`), [])
    return rows.map((row) => ({ ...row, file: 'comments' as const }))
  })
}

/** What the columns of the results are. */
function resultsRows(languages: Languages): readonly CodebookRow[] {
  const codes = languages.all.map(({ code }) => code)
  return resultColumns(codes).flatMap(({ key }) => {
    const isName = codes.some((code) => key === `name-${code}`)
    const meaning: Meaning = ({ t }) => t(isName ? 'export:results-name' : `export:results-${key}`)
    const values = key === 'kind' ? RESULT_KINDS.map((kind) => said(kind, `export:result-${kind}`)) : []
    return rowsFor(key, '', meaning, values).map((row) => ({ ...row, file: 'results' as const }))
  })
}

function rowsOf(
  { key, question }: ResponseColumn,
  file: ResponsesFile,
  languages: Languages,
  timeZone: string,
): readonly CodebookRow[] {
  if (question) return questionRows(question)
  const values = new Map<string, readonly Value[]>([
    ['agency', file.agencies.map(({ code, names }) => named(code, names))],
    ['point', file.points.map(({ id, names }) => named(id, names))],
    ['field', file.fields.map(({ code, names }) => named(code, names))],
    ['step', STEPS.map((step) => said(step, `poster:step-${step}`))],
    ['channel', CHANNELS.map((channel) => said(channel, `export:channel-${channel}`))],
    ['language', languages.all.map(({ code, name }) => ({ value: code, meaning: () => name }))],
    ['questionnaire', file.versions.map((version) => named(questionnaireId(version), version.names))],
    [FLAGS_COLUMN, FLAGS.map((flag) => said(flag, `export:flag-${flag}`))],
  ])
  const isPlain = [...CIRCUMSTANCES, NOT_APPLICABLE_COLUMN, FLAGS_COLUMN].includes(key)
  const meaning: Meaning = ({ t }) =>
    t(isPlain ? `export:codebook-${key}` : 'export:codebook-overall-none', { timeZone })
  return rowsFor(key, '', meaning, values.get(key) ?? [])
}

function questionRows(question: Exclude<ResponseColumn['question'], null>): readonly CodebookRow[] {
  const { code, wording, kind } = question
  const names = { scale: 'criterion', overall: 'overall', choice: 'fact' }
  const meaning: Meaning = ({ t, code: language }) =>
    t(`export:codebook-${names[kind]}`, { wording: inLanguage(wording, language) })
  if (kind === 'choice') {
    const options = question.options.map(({ value, label }) => named(value, label))
    return rowsFor(code, '', meaning, options)
  }
  const levels = [1, 2, 3, 4, 5].map((level) => said(level, `survey:level-${level}`))
  return rowsFor(kind === 'overall' ? 'overall' : code, kind === 'scale' ? question.factor : '', meaning, levels)
}

/** What a reader may miss in the file, and why it is not there. */
function leftOut({ series }: ResponsesFile): readonly CodebookRow[] {
  const { questions, profile = [] } = series.latest
  const isText = ({ kind }: Question): boolean => kind === 'text'
  return [
    ...questions.filter(isText).flatMap(({ code }) => rowsFor(code, '', ({ t }) => t('export:codebook-text'), [])),
    ...profile.flatMap(({ code }) => rowsFor(code, '', ({ t }) => t('export:codebook-profile'), [])),
  ]
}

type Value = Pick<CodebookRow, 'value' | 'meaning'>

function named(value: string, names: Words): Value {
  return { value, meaning: ({ code }) => inLanguage(names, code) }
}

function said(value: string | number, key: string): Value {
  return { value, meaning: ({ t }) => t(key) }
}

function rowsFor(column: string, factor: string, meaning: Meaning, values: readonly Value[]): readonly CodebookRow[] {
  const row = { file: 'responses', column, factor } as const
  return [{ ...row, value: '', meaning }, ...values.map((value) => ({ ...row, ...value }))]
}
