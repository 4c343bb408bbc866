import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import type { AuditEntry } from '../domain/audit.ts'
import { isoDay, localDay, mondayOf, type LocalDay, type Period } from '../domain/calendar.ts'
import { InvalidInputError } from '../domain/errors.ts'
import { maskedText } from '../domain/masked-text.ts'
import { withoutMarks } from '../domain/plain-text.ts'
import type { Comment } from '../domain/response.ts'
import type { Secrets } from '../secrets.ts'
import type { CommentScope, Storage } from '../storage/port.ts'
import { agencyReadBy } from './access.ts'
import type { CommentGround, CommentPage, CommentQuery, FiledComment, ShownComment } from './agency-comments.ts'
import { closedWeeks } from './closed-weeks.ts'
import { CommentCursors, type CommentCursor } from './comment-cursors.ts'
import type { DirectoryService } from './directory-service.ts'

/**
 * What citizens wrote, for those who may read it. Whoever reads is put down in the audit before they see anything; if
 * that cannot be done, they see nothing.
 */
export class CommentService {
  readonly #directory: DirectoryService
  readonly #storage: Pick<Storage, 'comments' | 'audit'>
  readonly #timeZone: string
  readonly #now: () => Date
  readonly #cursors: CommentCursors

  constructor(parts: {
    directory: DirectoryService
    storage: Pick<Storage, 'comments' | 'audit'>
    config: Pick<Config, 'timeZone'>
    secrets: Pick<Secrets, 'sourceKey'>
    now: () => Date
  }) {
    this.#directory = parts.directory
    this.#storage = parts.storage
    this.#timeZone = parts.config.timeZone
    this.#now = parts.now
    this.#cursors = new CommentCursors(parts.secrets.sourceKey)
  }

  /**
   * By what the comments of an agency can be narrowed.
   *
   * @throws {NotFoundError} when there is no such agency
   * @throws {ForbiddenError} when the viewer may not read its comments
   */
  async ground(viewer: Viewer, agencyCode: string): Promise<CommentGround> {
    const { directory } = await this.#directory.current()
    const agency = agencyReadBy(viewer, directory, agencyCode)
    const agencies = directory.lineage(agencyCode, 'as-it-is')
    const points = agencies.flatMap(({ code }) => directory.pointsOf(code))
    return { agency, agencies, points, fields: directory.fields, directory, nextWeek: mondayOf(this.#today()) + 7 }
  }

  /**
   * A page of comments.
   *
   * @param after as {@link CommentPage.older} of the page before; null for the newest
   * @throws {ForbiddenError | NotFoundError} as {@link ground}
   * @throws {InvalidInputError} when `after` leads nowhere
   */
  async page(viewer: Viewer, agencyCode: string, query: CommentQuery, after: string | null): Promise<CommentPage> {
    const { agencies } = await this.ground(viewer, agencyCode)
    const { page: number, after: place } = after === null ? FIRST_PAGE : this.#opened(after)
    const weeks = closedWeeks(query.period, this.#today())
    const scope = scopeOf(query, weeks, agencies)
    const found = await this.#storage.comments.search(scope, { limit: PAGE_COMMENTS + 1, after: place })
    const shown = found.slice(0, PAGE_COMMENTS)
    const last = found.length > shown.length ? shown.at(-1) : undefined
    await this.#putDown(viewer, 'comments.read', agencyCode, {
      ...detailsOf(query, weeks),
      page: String(number),
      shown: String(shown.length),
    })
    return {
      comments: shown.map(asShown).sort((a, b) => b.week - a.week || (a.id < b.id ? -1 : 1)),
      weeks,
      number,
      older: last ? this.#cursors.close({ page: number + 1, after: { day: last.day, id: last.id } }) : null,
    }
  }

  /**
   * All comments of a query for a file, in batches, the newest week first.
   *
   * @returns once it stands in the audit that they were handed out
   * @throws {ForbiddenError | NotFoundError} as {@link ground}
   */
  async forFile(
    viewer: Viewer,
    agencyCode: string,
    query: CommentQuery,
  ): Promise<AsyncIterable<readonly FiledComment[]>> {
    const { agencies } = await this.ground(viewer, agencyCode)
    const weeks = closedWeeks(query.period, this.#today())
    await this.#putDown(viewer, 'comments.exported', agencyCode, detailsOf(query, weeks))
    return filed(this.#storage.comments.stream(scopeOf(query, weeks, agencies), FILE_BATCH))
  }

  #today(): LocalDay {
    return localDay(this.#now(), this.#timeZone)
  }

  #opened(after: string): CommentCursor {
    const cursor = this.#cursors.open(after)
    if (!cursor) {
      throw new InvalidInputError('no such place', [{ where: 'after', message: 'comments:error-after' }])
    }
    return cursor
  }

  #putDown(viewer: Viewer, act: AuditEntry['act'], agency: string, details: AuditEntry['details']): Promise<void> {
    return this.#storage.audit.append({ at: this.#now(), account: viewer.id, act, agency, details })
  }
}

const PAGE_COMMENTS = 25
const FILE_BATCH = 250
const FIRST_PAGE = { page: 1, after: null }

function scopeOf(
  { words, point, field, step, satisfied }: CommentQuery,
  weeks: Period,
  agencies: CommentGround['agencies'],
): CommentScope {
  return {
    ...weeks,
    agencies: agencies.map(({ code }) => code),
    words: withoutMarks(words),
    ...(point !== null && { point }),
    ...(field !== null && { field }),
    ...(step !== null && { step }),
    ...(satisfied !== null && { satisfied }),
  }
}

/** What the audit keeps of a query: whom somebody looked for shows in the words. */
function detailsOf(
  { words, point, field, step, satisfied }: CommentQuery,
  { from, to }: Period,
): Record<string, string> {
  return {
    from: isoDay(from),
    to: isoDay(to - 1),
    ...(words !== '' && { words: maskedText(words) }),
    ...(point !== null && { point }),
    ...(field !== null && { field }),
    ...(step !== null && { step }),
    ...(satisfied !== null && { satisfied: satisfied ? 'yes' : 'no' }),
  }
}

/** What was stored before texts were masked, or was brought in from elsewhere, is masked here. */
function asShown({ day, text, ...rest }: Comment): ShownComment {
  return { ...rest, week: mondayOf(day), text: maskedText(text) }
}

async function* filed(
  batches: AsyncIterable<readonly Comment[]>,
): AsyncGenerator<readonly FiledComment[], void, undefined> {
  for await (const batch of batches) {
    yield batch.map(asShown).map(({ agency, point, field, step, week, language, satisfied, text }) => {
      return { agency, point, field, step, week, language, satisfied, text }
    })
  }
}
