import type { AgencyLevel } from '../../domain/agency.ts'
import { PUBLIC_PERIODS, type PublicPeriod } from '../../services/public-periods.ts'
import { SOURCE_LANGUAGE } from '../language.ts'

/** Where citizens find all agencies. */
export const PUBLIC_LIST = '/cong-khai'

/** Where anybody takes the figures away. */
const OPEN_DATA = '/open-data'

/** The address of an agency's public page; the first period and the source language need no mark. */
export function publicHref(agency: string, language: string, period: PublicPeriod = PUBLIC_PERIODS[0]): string {
  return withQuery(`/agencies/${encodeURIComponent(agency)}/public`, { period: periodMark(period), language })
}

/** The address of its card for messengers. */
export function publicCardHref(agency: string, language: string, period: PublicPeriod): string {
  return withQuery(`/agencies/${encodeURIComponent(agency)}/public/card.svg`, { period: periodMark(period), language })
}

/** The address of the list, or of a part of it. */
export function publicListHref(
  language: string,
  part: { readonly level?: AgencyLevel; readonly search?: string; readonly page?: number } = {},
): string {
  const { level = '', search = '', page = 1 } = part
  return withQuery(PUBLIC_LIST, { q: search, level, page: page === 1 ? '' : String(page), language })
}

/** The address of the page that explains the words, at one of them where it is given. */
export function glossaryHref(language: string, term = ''): string {
  return withQuery('/glossary', { language }) + (term === '' ? '' : `#${term}`)
}

/** The address of the page of open data. */
export function openDataHref(language: string): string {
  return withQuery(OPEN_DATA, { language })
}

/** The address of one of its files, by its name. */
export function openDataFileHref(file: string): string {
  return `${OPEN_DATA}/${file}`
}

function periodMark(period: PublicPeriod): string {
  return period === PUBLIC_PERIODS[0] ? '' : period
}

function withQuery(path: string, { language, ...named }: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(Object.entries(named).filter(([, value]) => value !== ''))
  if (language !== undefined && language !== SOURCE_LANGUAGE) query.set('lang', language)
  return query.size === 0 ? path : `${path}?${query.toString()}`
}
