import { AGENCY_LEVELS, type AgencyLevel } from '../../domain/agency.ts'
import { PUBLIC_PERIODS, type PublicPeriod } from '../../services/public-periods.ts'
import type { Language, Languages } from '../language.ts'
import { textOf } from './dashboard-query.ts'

/** The addresses of pages that anybody may open. */
export interface PublicQuery {
  readonly language: Language
  readonly period: PublicPeriod
}

/** What of the list of agencies is asked for. */
export interface PublicListQuery {
  readonly language: Language
  readonly search: string
  /** Null for the beginning of every level. */
  readonly level: AgencyLevel | null
  /** From 1 on. */
  readonly page: number
}

type Query = Readonly<Record<string, unknown>>

/** Reads the address of an agency's public page; what cannot be read is taken as left out, since nobody types it. */
export function readPublicQuery(query: Query, languages: Languages): PublicQuery {
  const period = PUBLIC_PERIODS.find((one) => one === textOf(query['period'])) ?? PUBLIC_PERIODS[0]
  return { language: languages.get(textOf(query['lang'])), period }
}

/** Reads the address of the list of agencies, in the same way. */
export function readPublicListQuery(query: Query, languages: Languages): PublicListQuery {
  const page = textOf(query['page'])
  return {
    language: languages.get(textOf(query['lang'])),
    search: textOf(query['q']).toWellFormed(),
    level: AGENCY_LEVELS.find((one) => one === textOf(query['level'])) ?? null,
    page: /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
  }
}
