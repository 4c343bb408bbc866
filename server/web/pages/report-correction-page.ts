import { printPublicCode } from '../../domain/public-code.ts'
import { compareDrafts } from '../../services/report-differences.ts'
import type { CorrectionGround } from '../../services/report-service.ts'
import type { RequestContext } from '../context.ts'
import type { Language } from '../language.ts'
import type { PageLink } from './figure-section.ts'
import { reportHeadline, type ReportHeadline } from './report-headline.ts'
import { reportCorrectionHref, reportHref } from './report-links.ts'
import { reportAbout, reportPeriodWord } from './report-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** What a report says beside what it would say today, and the form that makes the correction. */
export interface ReportCorrectionPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly about: string
  /** Why there is nothing to correct here; null where there is. */
  readonly refusal: { readonly text: string; readonly link: PageLink | null } | null
  readonly differing: string | null
  readonly sides: readonly { readonly heading: string; readonly headline: ReportHeadline }[]
  /** Null where nothing can be corrected. */
  readonly form: { readonly action: string; readonly csrf: string; readonly submit: string } | null
  readonly back: PageLink
}

export function reportCorrectionPage(
  site: Site,
  context: RequestContext,
  ground: CorrectionGround,
): ReportCorrectionPage {
  const { language, csrfToken } = context
  const { t } = language
  const { opened, draft, state } = ground
  const code = printPublicCode(opened.report.code)
  const heading = t('reports:correct-title', { code })
  const period = reportPeriodWord(opened.content.period, language)
  return {
    ...staffShell(site, context, { title: heading, styles: ['css/dashboard.css', 'css/report.css'] }),
    heading,
    lead: t('reports:correct-lead'),
    about: t('reports:preview-about', { about: reportAbout(opened.content, language), period }),
    refusal: refusalOf(ground, language),
    differing: state === 'same' ? null : differing(ground, language),
    sides: [
      { heading: t('reports:correct-was', { code }), headline: reportHeadline(opened.content, language) },
      ...(state === 'same' ? [] : [{ heading: t('reports:correct-now'), headline: reportHeadline(draft, language) }]),
    ],
    form:
      state === 'ready'
        ? { action: reportCorrectionHref(opened.report.code), csrf: csrfToken, submit: t('reports:correct-make') }
        : null,
    back: { label: t('reports:back'), href: reportHref(opened.report.code) },
  }
}

function refusalOf({ state, opened }: CorrectionGround, { t }: Language): ReportCorrectionPage['refusal'] {
  if (state === 'same') return { text: t('reports:correct-same'), link: null }
  if (state === 'ready' || opened.correction === null) return null
  const code = printPublicCode(opened.correction)
  return {
    text: t('reports:correct-corrected', { code }),
    link: { label: code, href: reportHref(opened.correction) },
  }
}

function differing({ opened, draft }: CorrectionGround, { t, format }: Language): string {
  const { compared, differences } = compareDrafts(opened.content, draft)
  if (differences.length === 0) return t('reports:correct-names')
  return t('reports:correct-count', { count: format.count(differences.length), compared: format.count(compared) })
}
