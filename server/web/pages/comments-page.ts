import type { LocalDay } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import { foundParts, type TextPart } from '../../domain/found-words.ts'
import { MASK } from '../../domain/masked-text.ts'
import { inLanguage } from '../../domain/words.ts'
import { isAdministrator } from '../../services/access.ts'
import type { CommentGround, CommentPage, CommentQuery, ShownComment } from '../../services/agency-comments.ts'
import type { RequestContext } from '../context.ts'
import type { TypedCommentQuery } from '../forms/comment-query.ts'
import type { Language } from '../language.ts'
import { commentForm, type CommentForm } from './comment-form.ts'
import { commentsFileHref, commentsHref, typedCommentQuery } from './comment-links.ts'
import { dashboardHref } from './dashboard-links.ts'
import { errorSummary, formTitle, type ErrorSummary } from './form-parts.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** What citizens wrote about an agency, a page of it, with the search for it. */
export interface CommentsPage extends Shell {
  readonly errorSummary: ErrorSummary | null
  readonly heading: string
  /** What the reader has to know before reading. */
  readonly notes: readonly string[]
  readonly form: CommentForm
  /** What was gone through, and how much of it is on this page; null where nothing was. */
  readonly found: string | null
  readonly weeks: readonly { readonly heading: string; readonly comments: readonly CommentLines[] }[]
  /** Why nothing is listed and what can be done; null where something is, or the search is to be put right first. */
  readonly empty: { readonly lines: readonly string[]; readonly all: Link | null } | null
  readonly links: readonly Link[]
  readonly about: { readonly heading: string; readonly lines: readonly string[] }
  readonly back: Link
}

interface Link {
  readonly label: string
  readonly href: string
}

interface CommentLines {
  readonly parts: readonly TextPart[]
  /** In which the form was filled in; most write in it. */
  readonly language: string
  readonly facts: readonly string[]
}

/** What a page of comments is made of: what was found, or what is wrong with the search. */
export interface CommentsState {
  readonly ground: CommentGround
  readonly commentMonths: number
  readonly outcome:
    | { readonly query: CommentQuery; readonly found: CommentPage }
    | { readonly typed: TypedCommentQuery; readonly problems: readonly Problem[] }
}

export function commentsPage(site: Site, context: RequestContext, state: CommentsState): CommentsPage {
  const { ground, outcome } = state
  const { language, viewer } = context
  const { t, format, code } = language
  const agency = inLanguage(ground.agency.names, code)
  const heading = t('comments:title', { agency })
  const home = commentsHref(ground.agency.code)
  const common = {
    heading,
    notes: [t('comments:masked', { mask: MASK }), t('comments:logged')],
    about: aboutComments(state, language),
    back: { label: t('comments:dashboard', { agency }), href: dashboardHref(ground.agency.code) },
  }
  if ('problems' in outcome) {
    const problems = outcome.problems.map((problem) => inForm(problem, outcome.typed, language))
    return {
      ...staffShell(site, context, { title: formTitle(t, heading, problems), styles: STYLES }),
      ...common,
      errorSummary: errorSummary(t, problems),
      form: commentForm(ground, outcome.typed, { problems, isOpen: true, language }),
      found: null,
      weeks: [],
      empty: null,
      links: [],
    }
  }
  const { query, found } = outcome
  const days = { from: format.day(found.weeks.from), to: format.day(found.weeks.to - 1) }
  const showsIds = viewer !== null && isAdministrator(viewer)
  const lines = (comment: ShownComment): CommentLines => commentLines(comment, query, { ground, showsIds, language })
  return {
    ...staffShell(site, context, {
      title: found.number === 1 ? heading : t('comments:title-page', { agency, number: format.count(found.number) }),
      styles: STYLES,
    }),
    ...common,
    errorSummary: null,
    form: commentForm(ground, typedCommentQuery(query, language), {
      problems: [],
      isOpen: isNarrowed(query),
      language,
    }),
    found:
      found.weeks.from === found.weeks.to
        ? null
        : t('comments:found', {
            ...days,
            shown: format.count(found.comments.length),
            number: format.count(found.number),
          }),
    weeks: [...Map.groupBy(found.comments, ({ week }) => week)].map(([week, comments]) => ({
      heading: t('comments:week', { from: format.day(week), to: format.day(week + 6) }),
      comments: comments.map(lines),
    })),
    empty: found.comments.length > 0 ? null : emptyList(query, ground.nextWeek, { home, language }),
    links: [
      ...(found.number > 1 ? [{ label: t('comments:newest'), href: commentsHref(ground.agency.code, query) }] : []),
      ...(found.older === null
        ? []
        : [{ label: t('comments:older'), href: commentsHref(ground.agency.code, query, found.older) }]),
      ...(found.comments.length === 0
        ? []
        : (['excel', 'xlsx'] as const).map((format) => ({
            label: t(`comments:download-${format}`),
            href: commentsFileHref(ground.agency.code, query, format),
          }))),
    ],
  }
}

const STYLES = ['css/accounts.css', 'css/comments.css']

function isNarrowed({ point, field, step, satisfied }: CommentQuery): boolean {
  return [point, field, step, satisfied].some((one) => one !== null)
}

function commentLines(
  { text, language, agency, point, field, step, satisfied, id }: ShownComment,
  { words }: CommentQuery,
  { ground, showsIds, language: { t, code } }: { ground: CommentGround; showsIds: boolean; language: Language },
): CommentLines {
  const { directory } = ground
  const nameOf = (one: { readonly names: Parameters<typeof inLanguage>[0] } | null, key: string): string =>
    one ? inLanguage(one.names, code) : key
  return {
    parts: foundParts(text, words),
    language,
    facts: [
      ...(agency === ground.agency.code ? [] : [nameOf(directory.agency(agency), agency)]),
      nameOf(directory.point(point), point),
      nameOf(directory.field(field), field),
      t(`poster:step-${step}`),
      t(`comments:writer-${satisfied === null ? 'silent' : satisfied ? 'satisfied' : 'unsatisfied'}`),
      ...(showsIds ? [t('comments:id', { id })] : []),
    ],
  }
}

function emptyList(
  query: CommentQuery,
  nextWeek: LocalDay,
  { home, language: { t, format } }: { home: string; language: Language },
): CommentsPage['empty'] {
  const thisWeek = t('comments:this-week', { day: format.day(nextWeek) })
  if (query.words === '' && !isNarrowed(query)) {
    return { lines: [t('comments:none'), thisWeek, t('comments:none-advice')], all: null }
  }
  return {
    lines: [t('comments:none-found'), t('comments:none-found-advice'), thisWeek],
    all: { label: t('comments:clear'), href: home },
  }
}

function aboutComments({ ground, commentMonths }: CommentsState, { t, format }: Language): CommentsPage['about'] {
  return {
    heading: t('comments:about'),
    lines: [
      t('comments:about-weeks', { day: format.day(ground.nextWeek) }),
      t('comments:about-apart'),
      t('comments:about-names'),
      ...(commentMonths === 0 ? [] : [t('comments:about-expiry', { months: format.count(commentMonths) })]),
      t('comments:about-removal'),
    ],
  }
}

/** A problem as the form shows it: at a field that there is, a day as the language prints days. */
function inForm({ where, message, values = {} }: Problem, typed: TypedCommentQuery, { format }: Language): Problem {
  const { day } = values
  return {
    where: where in typed ? where : 'q',
    message,
    values: typeof day === 'number' ? { ...values, day: format.day(day) } : values,
  }
}
