import type { Agency } from '../domain/agency.ts'
import type { LocalDay, Period } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import type { Comment } from '../domain/response.ts'
import type { ProcedureField, ServicePoint, Step } from '../domain/service-point.ts'

/** Which comments of an agency somebody wants to read; null narrows nothing. */
export interface CommentQuery {
  /** Counted in whole weeks that are over: see closed-weeks.ts. */
  readonly period: Period
  /** As they were typed; empty narrows nothing. */
  readonly words: string
  readonly point: string | null
  readonly field: string | null
  readonly step: Step | null
  readonly satisfied: boolean | null
}

/** A comment as staff may see it: its text masked, and the Monday of its week in place of its day. */
export interface ShownComment extends Omit<Comment, 'day'> {
  readonly week: LocalDay
}

/** A comment as a file may hold it: the order of ids would tell which were written on one day. */
export type FiledComment = Omit<ShownComment, 'id'>

/** By what the comments of an agency can be narrowed. */
export interface CommentGround {
  readonly agency: Agency
  /** The agency with all below it and all that was merged into it: whose comments are read together. */
  readonly agencies: readonly Agency[]
  readonly points: readonly ServicePoint[]
  readonly fields: readonly ProcedureField[]
  readonly directory: Directory
  /** The Monday on which the comments of this week can be read. */
  readonly nextWeek: LocalDay
}

/** One page of the comments of an agency. */
export interface CommentPage {
  /** The newest week first; their order within a week tells nothing. */
  readonly comments: readonly ShownComment[]
  /** What was gone through; from a day to itself where no week of the period is over. */
  readonly weeks: Period
  /** 1 for the newest. */
  readonly number: number
  /** Leads to the page of the older ones; null on the last. */
  readonly older: string | null
}
