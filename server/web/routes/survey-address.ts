import type { Language, Languages } from '../language.ts'

/** What an address of the citizen's side asks for. */
export interface SurveyAddress {
  /** The path as it was asked for. */
  readonly path: string
  /** What stands in the code's place, unescaped; null at `/s`. */
  readonly typed: string | null
  readonly isThanks: boolean
  /** Whether the form is tried out, so that nothing is stored. */
  readonly isTrial: boolean
  /** What became of the profile, as the thanks tell it; empty where none was sent. */
  readonly profile: string
  /** What was searched for; empty where nothing was. */
  readonly search: string
  readonly language: Language
}

/** `/s`, `/s/<code>` and `/s/<code>/thanks`, each with or without a slash at its end and a query. */
const ADDRESS = /^(\/s(?:\/([^/?]+)(\/thanks)?)?\/?)(?:\?(.*))?$/i

/** Reads the target of a request; null where it is not on the citizen's side. */
export function readSurveyAddress(target: string, languages: Languages): SurveyAddress | null {
  const parts = ADDRESS.exec(target)
  if (!parts) return null
  const [, path = '', code, thanks, query] = parts
  const asked = query === undefined ? null : new URLSearchParams(query)
  return {
    path,
    typed: code === undefined ? null : unescaped(code),
    isThanks: thanks !== undefined,
    isTrial: asked?.get('trial') === '1',
    profile: asked?.get('profile') ?? '',
    search: (asked?.get('q') ?? '').trim(),
    language: languages.get(asked?.get('lang')),
  }
}

function unescaped(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
