import type { Problem } from '../../domain/errors.ts'
import { STEPS } from '../../domain/service-point.ts'
import { inLanguage } from '../../domain/words.ts'
import type { CommentGround } from '../../services/agency-comments.ts'
import type { TypedCommentQuery } from '../forms/comment-query.ts'
import type { Language } from '../language.ts'
import { commentsHref } from './comment-links.ts'
import { problemAt, textField, type TextField } from './form-parts.ts'

/** The search of a page of comments, with what was typed and picked. */
export interface CommentForm {
  readonly action: string
  readonly words: TextField
  readonly submit: string
  readonly filter: {
    readonly label: string
    /** Whether it is to be seen at once. */
    readonly isOpen: boolean
    readonly days: readonly TextField[]
    readonly selects: readonly CommentSelect[]
    /** Why there is no choice of points; null where there is one. */
    readonly note: string | null
    readonly submit: string
  }
}

interface CommentSelect {
  readonly name: string
  readonly label: string
  readonly error: string | null
  readonly options: readonly { readonly value: string; readonly label: string; readonly isPicked: boolean }[]
}

/** A list that nobody would look through, on a page that grows by it. */
const MOST_POINTS = 200

export function commentForm(
  { agency, points, fields }: CommentGround,
  typed: TypedCommentQuery,
  { problems, isOpen, language }: { problems: readonly Problem[]; isOpen: boolean; language: Language },
): CommentForm {
  const { t, code } = language
  const day = (name: 'from' | 'to'): TextField =>
    textField(t, problems, {
      name,
      label: t(`dashboard:period-${name}`),
      hint: t('dashboard:period-hint'),
      value: typed[name],
    })
  const select = (
    name: 'point' | 'field' | 'step' | 'satisfied',
    label: string,
    options: readonly (readonly [value: string, label: string])[],
  ): CommentSelect => ({
    name,
    label,
    error: problemAt(t, problems, name),
    options: [['', t(`comments:any-${name}`)] as const, ...options].map(([value, words]) => ({
      value,
      label: words,
      isPicked: value === typed[name],
    })),
  })
  const hasPoints = points.length <= MOST_POINTS
  return {
    action: commentsHref(agency.code),
    words: textField(t, problems, {
      name: 'q',
      type: 'search',
      label: t('comments:words'),
      hint: t('comments:words-hint'),
      value: typed.q,
    }),
    submit: t('comments:submit'),
    filter: {
      label: t('comments:filter'),
      isOpen,
      days: [day('from'), day('to')],
      selects: [
        ...(hasPoints
          ? [
              select(
                'point',
                t('poster:point'),
                points.map(({ id, names }) => [id, inLanguage(names, code)]),
              ),
            ]
          : []),
        select(
          'field',
          t('poster:field'),
          fields.map((one) => [one.code, inLanguage(one.names, code)]),
        ),
        select(
          'step',
          t('poster:step'),
          STEPS.map((step) => [step, t(`poster:step-${step}`)]),
        ),
        select(
          'satisfied',
          t('comments:satisfied'),
          ['yes', 'no'].map((value) => [value, t(`comments:satisfied-${value}`)]),
        ),
      ],
      submit: t('comments:filter-submit'),
      note: hasPoints ? null : t('comments:points-too-many', { most: MOST_POINTS }),
    },
  }
}
