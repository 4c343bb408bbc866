import { isoDay } from '../../domain/calendar.ts'
import type { CommentQuery } from '../../services/agency-comments.ts'
import type { FileFormat } from '../../services/table-file.ts'
import type { TypedCommentQuery } from '../forms/comment-query.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'

/** The address of an agency's comments; without a query, of those of its last twelve months. */
export function commentsHref(agencyCode: string, query?: CommentQuery, after: string | null = null): string {
  const path = `${dashboardHref(agencyCode)}/comments`
  return query ? `${path}?${addressOf(query, { after: after ?? '' })}` : path
}

/** The address of a file of all comments of a query. */
export function commentsFileHref(agencyCode: string, query: CommentQuery, format: FileFormat): string {
  return `${dashboardHref(agencyCode)}/files/comments?${addressOf(query, { for: format })}`
}

function addressOf(query: CommentQuery, others: Readonly<Record<string, string>>): string {
  const { from, to } = query.period
  const parts = { ...picked(query), from: isoDay(from), to: isoDay(to - 1), ...others }
  return new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== '')).toString()
}

/** A query as its form shows it. */
export function typedCommentQuery(query: CommentQuery, { format }: Language): TypedCommentQuery {
  const { from, to } = query.period
  return { ...picked(query), from: format.day(from), to: format.day(to - 1) }
}

function picked({ words, point, field, step, satisfied }: CommentQuery): Omit<TypedCommentQuery, 'from' | 'to'> {
  return {
    q: words,
    point: point ?? '',
    field: field ?? '',
    step: step ?? '',
    satisfied: satisfied === null ? '' : satisfied ? 'yes' : 'no',
  }
}
