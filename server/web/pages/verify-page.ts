import type { Standing } from '../../../scoring/standings.ts'
import { parseIsoDay } from '../../domain/calendar.ts'
import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage } from '../../domain/words.ts'
import { fraction, type FrozenFigure } from '../../services/frozen-figure.ts'
import type { ReportContent } from '../../services/report-content.ts'
import type { OpenedReport } from '../../services/report-register.ts'
import type { Language } from '../language.ts'
import { publicShell, type PublicShell } from './public-shell.ts'
import { printDigest } from './report-check.ts'
import { reportFacts, type ReportFact } from './report-facts.ts'
import { reportHeadline, type ReportHeadline } from './report-headline.ts'
import { VERIFY_PATH, verifyHref } from './report-links.ts'
import { reportAbout, reportPeriodWord, spanDays } from './report-words.ts'
import type { Site } from './shell.ts'

/** What was put on paper, for whoever holds it. */
export interface VerifyPage extends PublicShell {
  readonly heading: string
  readonly found: string
  readonly notices: readonly { readonly text: string; readonly href: string | null }[]
  readonly facts: readonly ReportFact[]
  readonly figures: string
  readonly headline: ReportHeadline
  readonly table: {
    readonly caption: string
    readonly head: string
    readonly index: string
    readonly rows: readonly VerifyRow[]
  }
  readonly why: { readonly heading: string; readonly paragraphs: readonly string[] }
}

interface VerifyRow {
  readonly name: string
  readonly detail: string
  readonly index: string
}

/** Where a code is typed, after one that is none as well. */
export interface VerifyFormPage extends PublicShell {
  readonly heading: string
  readonly lead: string
  /** That there is no such report; null where none was looked for. */
  readonly problem: string | null
  readonly action: string
  readonly language: string
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly submit: string
}

export function verifyPage(site: Site, language: Language, opened: OpenedReport): VerifyPage {
  const { t, format } = language
  const { report, content } = opened
  const code = printPublicCode(report.code)
  const day = format.day(parseIsoDay(content.madeOn) ?? 0)
  return {
    ...publicShell(site, language, {
      title: t('verify:title', { code }),
      description: t('verify:description', { code }),
      hrefIn: (other) => verifyHref(report.code, other),
    }),
    heading: t('verify:heading', { code }),
    found: t('verify:found', { day }),
    notices: noticesOf(opened, language),
    facts: factsOf(opened, language),
    figures: t('verify:figures'),
    headline: reportHeadline(content, language),
    table: tableOf(content, language),
    why: { heading: t('verify:why-heading'), paragraphs: [t('verify:why'), t('verify:why-digest')] },
  }
}

/** @param typed what no report has as its code; null where nothing was typed */
export function verifyFormPage(site: Site, language: Language, typed: string | null): VerifyFormPage {
  const { t, code } = language
  const href = typed === null ? VERIFY_PATH : `${VERIFY_PATH}/${encodeURIComponent(typed)}`
  return {
    ...publicShell(site, language, {
      title: t(typed === null ? 'verify:form-title' : 'verify:unknown-title'),
      description: t('verify:form-description'),
      hrefIn: (other) => `${href}?lang=${other}`,
    }),
    heading: t(typed === null ? 'verify:form-heading' : 'verify:unknown-title'),
    lead: t('verify:form-lead'),
    problem: typed === null ? null : t('verify:unknown', { typed }),
    action: VERIFY_PATH,
    language: code,
    label: t('verify:label'),
    hint: t('verify:hint'),
    value: typed ?? '',
    submit: t('verify:submit'),
  }
}

function noticesOf(
  { content, correction, isIntact }: OpenedReport,
  { t, code: language }: Language,
): VerifyPage['notices'] {
  const notice = (key: string, code: string): VerifyPage['notices'][number] => ({
    text: t(key, { code: printPublicCode(code) }),
    href: verifyHref(code, language),
  })
  const { replaces } = content
  return [
    ...(isIntact ? [] : [{ text: t('verify:damaged'), href: null }]),
    ...(correction === null ? [] : [notice('verify:corrected', correction)]),
    ...(replaces === null ? [] : [notice('verify:corrects', replaces)]),
  ]
}

function factsOf({ report, content }: OpenedReport, language: Language): readonly ReportFact[] {
  const { t, format } = language
  const period = { period: reportPeriodWord(content.period, language), ...spanDays(content.span, language) }
  return [
    { term: t('verify:about'), text: reportAbout(content, language) },
    { term: t('verify:period'), text: t('verify:period-days', period) },
    ...reportFacts(content, language),
    { term: t('verify:made'), text: format.day(parseIsoDay(content.madeOn) ?? 0) },
    { term: t('verify:digest'), text: printDigest(report.digest) },
  ]
}

/** The factors of an agency, or the units that were compared. */
function tableOf(content: ReportContent, language: Language): VerifyPage['table'] {
  const { t, code } = language
  const index = t('verify:index')
  const rowOf = (name: string, figure: FrozenFigure, standing: Standing | null): VerifyRow => ({
    name,
    ...figureWords(figure, standing, language),
  })
  if (content.kind === 'agency') {
    const rows = content.factors.map((one) => rowOf(`${one.code} ${inLanguage(one.names, code)}`, one.figure, null))
    return { caption: t('verify:factors'), head: t('verify:factor'), index, rows }
  }
  const rows = content.units.map(({ names, figure, standing }) => rowOf(inLanguage(names, code), figure, standing))
  return { caption: t('verify:units'), head: t('verify:unit'), index, rows }
}

function figureWords(
  figure: FrozenFigure,
  standing: Standing | null,
  { t, format }: Language,
): Pick<VerifyRow, 'index' | 'detail'> {
  const responses = format.count(figure.n)
  if (figure.hidden !== null) return { index: t('verify:row-hidden'), detail: t('verify:row-responses', { responses }) }
  const bounds = { lower: format.decimal(Number(figure.lower)), upper: format.decimal(Number(figure.upper)) }
  return {
    index: format.percent(fraction(figure.share)),
    detail: standing
      ? t('verify:row-details-ranked', { responses, ...bounds, best: standing.best, worst: standing.worst })
      : t('verify:row-details', { responses, ...bounds }),
  }
}
