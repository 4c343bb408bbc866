import { parseIsoDay } from '../../domain/calendar.ts'
import { inLanguage } from '../../domain/words.ts'
import { thawTarget } from '../../services/frozen-figure.ts'
import type { ReportContent } from '../../services/report-content.ts'
import type { Language } from '../language.ts'
import { spanDays } from './report-words.ts'
import { thresholdOf } from './verdict-words.ts'

/** A fact with its name. */
export interface ReportFact {
  readonly term: string
  readonly text: string
}

/** What a report rests on: questions, method, responses, transactions, target. */
export function reportFacts(content: ReportContent, language: Language): readonly ReportFact[] {
  const { t, code } = language
  const { instrument, method } = content
  const { name, document, platform } = method
  return [
    {
      term: t('dashboard:about-questionnaire'),
      text: t('dashboard:questionnaire', { name: inLanguage(instrument.names, code), version: instrument.version }),
    },
    {
      term: t('dashboard:about-method'),
      text: t('reports:method', { method: t(`dashboard:method-${name}`), document, platform }),
    },
    ...countsOf(content, language),
    { term: t('dashboard:about-target'), text: targetText(content, language) },
  ]
}

/** How to read the figures, a sentence or two each. */
export function reportNotes(content: ReportContent, { t, format }: Language): readonly string[] {
  const { span, madeOn, view, method } = content
  const hasPopulation = rowsOf(content).some(({ transactions }) => transactions.why === null)
  return [
    t('reports:source', { ...spanDays(span, { format }), made: format.day(parseIsoDay(madeOn) ?? 0) }),
    t(`reports:view-note-${view}`),
    t('dashboard:about-method-exact'),
    t('printed-report:interval', { meaning: t('dashboard:interval-meaning') }),
    ...(hasPopulation ? [t('dashboard:interval-population')] : []),
    t('dashboard:verdict-meaning'),
    t('dashboard:hidden-meaning', { least: format.count(method.least) }),
  ]
}

function countsOf(content: ReportContent, { t, format }: Language): readonly ReportFact[] {
  if (content.kind === 'comparison') return []
  const { figure, transactions } = content.index
  const count = transactions.count === null ? t('reports:transactions-unknown') : format.count(transactions.count)
  return [
    { term: t('reports:responses'), text: format.count(figure.n) },
    { term: t('reports:transactions'), text: count },
  ]
}

/** The target of the whole; of a comparison the one that all units share. */
function targetText(content: ReportContent, { t, format }: Language): string {
  const places = new Set(rowsOf(content).map(({ target }) => target))
  const [place = null] = places
  const target = place === null ? null : content.targets[place]
  if (places.size > 1) return t('reports:target-many')
  if (!target) return t('dashboard:no-target')
  return t('dashboard:target-source', { target: thresholdOf(thawTarget(target), format), source: target.source })
}

function rowsOf(content: ReportContent) {
  return content.kind === 'agency' ? [content.index] : content.units
}
