import { isoDay } from '../domain/calendar.ts'
import type { FiledComment } from './agency-comments.ts'
import type { FileColumn } from './file-column.ts'

/** The columns in which comments are handed out: what the page of comments shows, and nothing of the response. */
export const COMMENT_COLUMNS: readonly FileColumn<FiledComment>[] = [
  { key: 'agency', value: ({ agency }) => agency },
  { key: 'point', value: ({ point }) => point },
  { key: 'field', value: ({ field }) => field },
  { key: 'step', value: ({ step }) => step },
  { key: 'week', value: ({ week }) => isoDay(week) },
  { key: 'language', value: ({ language }) => language },
  { key: 'satisfied', value: ({ satisfied }) => (satisfied === null ? '' : satisfied ? 'yes' : 'no') },
  { key: 'comment', value: ({ text }) => text },
]
