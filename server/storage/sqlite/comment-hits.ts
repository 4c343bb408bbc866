import type { StatementSync } from 'node:sqlite'
import type { LocalDay } from '../../domain/calendar.ts'
import type { CommentPlace, CommentScope } from '../port.ts'
import { placeRange } from './comment-place.ts'
import { matchFor } from './comment-match.ts'

/** A comment that was found: where its row is, and where it stands among the others. */
export interface CommentHit extends CommentPlace {
  readonly place: number
}

/** What gives a statement whose rows are lists of columns. */
interface Asked {
  prepare(sql: string): StatementSync
}

/**
 * The comments of a scope behind the place `after`, newest day first, by id within a day. They are looked for as they
 * are asked for, a day at a time.
 */
export function* commentHits(
  asked: Asked,
  scope: CommentScope,
  after: CommentPlace | null,
): Generator<CommentHit, void> {
  if (scope.agencies.length === 0) return
  let ofDay: CommentHit[] = []
  for (const hit of hitsByDay(asked, after ? { ...scope, to: Math.min(scope.to, after.day + 1) } : scope)) {
    if (hit.day === after?.day && hit.id <= after.id) continue
    if (hit.day !== ofDay[0]?.day) {
      yield* byId(ofDay)
      ofDay = []
    }
    ofDay.push(hit)
  }
  yield* byId(ofDay)
}

function byId(hits: readonly CommentHit[]): CommentHit[] {
  return hits.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** The comments of a scope, newest day first. */
function* hitsByDay(asked: Asked, scope: CommentScope): Generator<CommentHit, void> {
  const { agencies, from, to } = scope
  const areFew = agencies.length <= FEW_AGENCIES
  const match = matchFor(scope, areFew ? agencies : null)
  const among = areFew ? {} : { agencies: JSON.stringify(agencies) }
  const rows =
    match === null
      ? asked.prepare(WALK).iterate({ ...placeRange(from, to), ...among })
      : asked.prepare(areFew ? MATCH : MATCH_AMONG).iterate({ match, ...placeRange(from, to), ...among })
  for (const row of rows) {
    const [place, day, id] = row as unknown as [number, LocalDay, string]
    yield { place, day, id }
  }
}

/** So many agencies are looked up in the index; of more, what is found in the whole province is sifted. */
const FEW_AGENCIES = 30

/** The sign before the column keeps SQLite from going through the agencies one by one and sorting afterwards. */
const AMONG = '+agency IN (SELECT value FROM json_each(:agencies))'

const WALK = `SELECT place, day, id FROM comment WHERE place >= :first AND place < :end AND ${AMONG} ORDER BY place`

/** The index goes straight to a place only where it is given as a whole number; else it goes through all before it. */
const MATCH = `
  SELECT place, day, id
  FROM comment_words CROSS JOIN comment ON place = comment_words.rowid
  WHERE comment_words MATCH :match
    AND comment_words.rowid >= CAST(:first AS INTEGER) AND comment_words.rowid < CAST(:end AS INTEGER)
  ORDER BY comment_words.rowid`

const MATCH_AMONG = MATCH.replace('ORDER BY', `AND ${AMONG} ORDER BY`)
