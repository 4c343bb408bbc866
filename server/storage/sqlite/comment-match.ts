import { withoutMarks } from '../../domain/plain-text.ts'
import type { Comment } from '../../domain/response.ts'
import { propertyWord, propertyWords, soughtPhrase, soughtProperties } from '../comment-words.ts'
import type { CommentScope } from '../port.ts'

/** The words under which a comment stands in the full-text index: its properties, then its own without marks. */
export function indexedWords(comment: Omit<Comment, 'id' | 'day' | 'language'>): string {
  return [...propertyWords(comment), withoutMarks(comment.text)].join(' ')
}

/**
 * What a comment of a scope must stand under, in the words of SQLite's full-text index; its days are left out.
 *
 * @param agencies those to ask for; null leaves them out
 * @returns null where that is nothing
 */
export function matchFor(scope: CommentScope, agencies: readonly string[] | null): string | null {
  const phrase = soughtPhrase(scope)
  const parts = [...(phrase === '' ? [] : [phrase]), ...soughtProperties(scope)].map(quoted)
  if (agencies) {
    parts.push(`(${agencies.map((agency) => quoted(propertyWord('agency', agency))).join(' OR ')})`)
  }
  return parts.length === 0 ? null : parts.join(' AND ')
}

function quoted(words: string): string {
  return `"${words}"`
}
