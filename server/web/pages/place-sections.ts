import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard, DashboardQuery, PointRow } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import { figureSection, PLAIN_ROW, type FigureRow, type FigureSection, type HeldRow } from './figure-section.ts'
import { lowestOf } from './lowest-figure.ts'
import { posterHref, postersHref } from './poster-page.ts'

/** Service points with their posters. */
export function pointSection(dashboard: AgencyDashboard, language: Language): FigureSection {
  const { t, format, code: words } = language
  const { agency, points, target } = dashboard
  const rows = points.map(({ point, agency: owner, codes, shown }): HeldRow => ({
    ...PLAIN_ROW,
    name: inLanguage(point.names, words),
    detail: owner === agency ? '' : inLanguage(owner.names, words),
    posters: posterLinks(codes, language),
    shown,
    target,
  }))
  const silent = points.filter(({ shown }) => shown.n === 0).length
  const finding =
    silent === 0
      ? t('dashboard:points-finding-all')
      : t('dashboard:points-finding-silent', { silent: format.count(silent), all: format.count(points.length) })
  return figureSection(
    rows,
    {
      area: 'points',
      finding: points.length === 0 ? null : finding,
      empty: t('dashboard:points-none'),
      more: { label: t('dashboard:posters-all'), href: postersHref(agency.code) },
    },
    language,
  )
}

/** Procedure fields that were answered: easy ones drown hard ones in the index of all. */
export function fieldSection({ fields }: AgencyDashboard, language: Language): FigureSection {
  const { t, format, code } = language
  const rows = fields.map(({ field, target, shown }): HeldRow => ({
    ...PLAIN_ROW,
    name: inLanguage(field.names, code),
    shown,
    target,
  }))
  const lowest = lowestOf(fields)
  const finding = lowest && {
    field: inLanguage(lowest.row.field.names, code),
    index: format.percent(lowest.exact),
  }
  return figureSection(rows, { area: 'fields', finding: finding && t('dashboard:fields-finding', finding) }, language)
}

/** The agencies directly below, each a link to its own dashboard of the same period. */
export function childSection(
  { children, period, view }: AgencyDashboard,
  { questionnaire }: Pick<DashboardQuery, 'questionnaire'>,
  language: Language,
): FigureSection {
  const rows = children.map(({ agency, target, shown }): HeldRow => ({
    ...PLAIN_ROW,
    name: inLanguage(agency.names, language.code),
    href: dashboardHref(agency.code, { period, view, questionnaire }),
    shown,
    target,
  }))
  return figureSection(rows, { area: 'children' }, language)
}

function posterLinks(codes: PointRow['codes'], { t, format, code: language }: Language): FigureRow['posters'] {
  if (codes.length === 0) return null
  return {
    label: t('dashboard:posters', { count: format.count(codes.length) }),
    links: codes.map(({ code, field }) => ({
      label: t('dashboard:poster', {
        code: printPublicCode(code.code),
        field: field ? inLanguage(field.names, language) : code.field,
        step: t(`dashboard:step-${code.step}`),
      }),
      href: posterHref(code.code),
    })),
  }
}
