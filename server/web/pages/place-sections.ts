import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard, AgencyQuery, PointRow } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { withoutCut } from '../../services/answer-filter.ts'
import { dashboardHref, openedHref } from './dashboard-links.ts'
import { indexWord } from './dashboard-words.ts'
import { figureSection, PLAIN_ROW, type FigureRow, type FigureSection, type HeldRow } from './figure-section.ts'
import { lowestOf } from './lowest-figure.ts'
import { posterHref, postersHref } from './poster-links.ts'

/** Service points with their posters, each a link to its own answers. */
export function pointSection(dashboard: AgencyDashboard, query: AgencyQuery, language: Language): FigureSection {
  const { t, format, code: words } = language
  const { agency, points, target, isCuttable } = dashboard
  const rows = points.map(({ point, agency: owner, codes, shown, responses, population }): HeldRow => ({
    ...PLAIN_ROW,
    name: inLanguage(point.names, words),
    href: isCuttable ? openedHref(agency.code, query, { cut: 'point', value: point.id, shown }) : null,
    detail: owner === agency ? '' : inLanguage(owner.names, words),
    posters: posterLinks(codes, language),
    shown,
    target,
    rate: { responses, population },
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
      index: indexWord(dashboard, language),
      finding: points.length === 0 || query.filter.length > 0 ? null : finding,
      empty: t('dashboard:points-none'),
      more: { label: t('dashboard:posters-all'), href: postersHref(agency.code) },
    },
    language,
  )
}

/** Procedure fields that were answered: easy ones drown hard ones in the index of all. */
export function fieldSection(dashboard: AgencyDashboard, query: AgencyQuery, language: Language): FigureSection {
  const { t, format, code } = language
  const { agency, fields, isCuttable } = dashboard
  const rows = fields.map(({ field, target, shown, responses, population }): HeldRow => ({
    ...PLAIN_ROW,
    name: inLanguage(field.names, code),
    href: isCuttable ? openedHref(agency.code, query, { cut: 'field', value: field.code, shown }) : null,
    shown,
    target,
    rate: { responses, population },
  }))
  const lowest = lowestOf(fields)
  const finding = lowest && {
    field: inLanguage(lowest.row.field.names, code),
    index: format.percent(lowest.exact),
  }
  const index = indexWord(dashboard, language)
  return figureSection(
    rows,
    { area: 'fields', index, finding: finding && t('dashboard:fields-finding', finding) },
    language,
  )
}

/** The agencies directly below, each a link to its own dashboard, narrowed alike. */
export function childSection(dashboard: AgencyDashboard, query: AgencyQuery, language: Language): FigureSection {
  const filter = withoutCut(query.filter, 'point')
  const rows = dashboard.children.map(({ agency, target, shown, responses, population }): HeldRow => ({
    ...PLAIN_ROW,
    name: inLanguage(agency.names, language.code),
    href: dashboardHref(agency.code, { ...query, filter }),
    shown,
    target,
    rate: { responses, population },
  }))
  return figureSection(rows, { area: 'children', index: indexWord(dashboard, language) }, language)
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
