import { firstDay } from '../../domain/calendar.ts'
import { inLanguage } from '../../domain/words.ts'
import {
  fraction,
  monthOf,
  thawDifference,
  thawFigure,
  thawTarget,
  thawTransactions,
  type FrozenFigure,
  type FrozenShown,
} from '../../services/frozen-figure.ts'
import type { AgencyDraft, FrozenFactor, Named } from '../../services/report-content.ts'
import type { Language } from '../language.ts'
import { comparisonSentence } from './comparison-section.ts'
import type { ReportFindings } from './report-findings.ts'
import { responseRate } from './response-rate.ts'
import { verdictWords } from './verdict-words.ts'

/** Says what a report on an agency found: verdict, changes, strongest and weakest factor, and what cannot be said. */
export function agencyFindings(draft: AgencyDraft, language: Language): ReportFindings {
  const { index, targets, method } = draft
  const target = index.target === null ? null : targets[index.target]
  const { kind, sentence, why } = verdictWords(
    thawFigure(index.figure),
    { target: target ? thawTarget(target) : null, least: method.least, step: 'return', isNarrowed: false },
    language,
  )
  return {
    verdict: { kind, sentence, why: index.figure.hidden === null ? why : null },
    sentences: [
      ...(index.figure.hidden === null ? changeSentences(draft, language) : []),
      ...factorSentences(draft, language),
      ...rateSentence(draft, language),
      ...flaggedSentence(draft, language),
      ...(index.figure.hidden === 'no-answers' ? [] : hiddenSentences(draft, language)),
      ...otherSentences(draft, language),
    ],
  }
}

function changeSentences({ changes }: AgencyDraft, language: Language): readonly string[] {
  return changes.map(({ with: against, span, former, difference, why }) => {
    const period = { from: firstDay(monthOf(span.from)), to: firstDay(monthOf(span.to) + 1) }
    const found = difference && thawDifference(difference)
    return comparisonSentence({ with: against, period, shown: thawFigure(former), difference: found, why }, language)
  })
}

function factorSentences({ factors }: AgencyDraft, { t, format, code: words }: Language): readonly string[] {
  const name = ({ code, names }: FrozenFactor): string => `${code} ${inLanguage(names, words)}`
  const shown = factors
    .flatMap((factor) => (factor.figure.hidden === null ? [{ factor, figure: factor.figure }] : []))
    .sort((a, b) => Number(a.figure.index) - Number(b.figure.index))
  const [worst, best] = [shown.at(0), shown.at(-1)]
  if (!worst || !best || shown.length < 2) return []
  const index = (figure: FrozenShown): string => percentOf(figure, format)
  const isAlike = worst.figure.index === best.figure.index
  const values = { best: name(best.factor), bestIndex: index(best.figure), worst: name(worst.factor) }
  const extremes = isAlike
    ? t('reports:factors-alike', { index: index(best.figure) })
    : t('reports:factors-extremes', { ...values, worstIndex: index(worst.figure) })
  if (shown.every(({ figure }) => figure.verdict === null)) return [extremes]
  const below = shown.filter(({ figure }) => figure.verdict?.evidence === 'not met')
  const names = below.map(({ factor }) => name(factor)).join('; ')
  return [extremes, below.length > 0 ? t('reports:factors-not-met', { names }) : t('reports:factors-none-not-met')]
}

function rateSentence({ index }: AgencyDraft, language: Language): readonly string[] {
  const population = thawTransactions(index.transactions)
  const rate = responseRate({ population, silent: null, responses: index.responses, step: 'return' }, language)
  return rate ? [rate.sentence] : []
}

function flaggedSentence({ index, flagged }: AgencyDraft, { t, format }: Language): readonly string[] {
  if (index.figure.hidden !== null) return []
  if (flagged.n === 0) return [t('dashboard:flagged-none')]
  const count = format.count(flagged.n)
  const { without } = flagged
  return [
    without?.hidden === null
      ? t('printed-report:flagged', { count, index: percentOf(without, format) })
      : t('printed-report:flagged-hidden', { count }),
  ]
}

/** What is not published, by name. Criteria of a hidden factor go without saying. */
function hiddenSentences(draft: AgencyDraft, { t, format, code }: Language): readonly string[] {
  const { factors, months, fields } = draft
  const isHidden = ({ figure }: { figure: FrozenFigure }): boolean =>
    figure.hidden !== null && figure.hidden !== 'no-answers'
  const names = (list: readonly Named[]): readonly string[] => list.map((one) => inLanguage(one.names, code))
  const shownFactors = factors.filter(({ figure }) => figure.hidden === null)
  const criteria = shownFactors.flatMap((factor) => factor.criteria).filter(isHidden)
  const monthNames = (list: AgencyDraft['months']): readonly string[] =>
    list.map((one) => format.month(monthOf(one.month)))
  const lists: readonly (readonly [kind: string, names: readonly string[]])[] = [
    ['factors', names(factors.filter(isHidden))],
    ['criteria', criteria.map((one) => one.code)],
    ['months', monthNames(months.filter(isHidden))],
    ['fields', names(fields.filter(isHidden))],
  ]
  const silent = monthNames(months.filter(({ figure }) => figure.hidden === 'no-answers'))
  return [
    ...lists.flatMap(([kind, list]) =>
      list.length > 0 ? [t(`reports:hidden-${kind}`, { names: list.join('; ') })] : [],
    ),
    ...(silent.length > 0 ? [t('reports:silent-months', { names: silent.join('; ') })] : []),
  ]
}

function otherSentences({ others, breakAt }: AgencyDraft, { t, format, code }: Language): readonly string[] {
  return [
    ...(breakAt === null ? [] : [t('reports:break', { month: format.month(monthOf(breakAt)) })]),
    ...others.map(({ names, responses }) =>
      t('reports:others', { count: format.count(responses), name: inLanguage(names, code) }),
    ),
  ]
}

function percentOf({ share }: FrozenShown, format: Language['format']): string {
  return format.percent(fraction(share))
}
