import { withoutMarks } from './plain-text.ts'

/** A piece of a text, and whether it is what was searched for. */
export interface TextPart {
  readonly text: string
  readonly isFound: boolean
}

/**
 * A text cut where the words of a search stand in it one after the other, whatever their marks and capitals: the places
 * by which a store finds it. The parts put together are the text again.
 *
 * @param words as they were typed; where they hold no letter and no digit, nothing is found
 */
export function foundParts(text: string, words: string): readonly TextPart[] {
  const sought = withoutMarks(words).split(' ')
  const inText = wordsIn(text)
  const parts: TextPart[] = []
  let end = 0
  for (let at = 0; at + sought.length <= inText.length; at++) {
    const run = inText.slice(at, at + sought.length)
    const [first, last] = [run[0], run.at(-1)]
    if (!first || !last || !run.every(({ plain }, i) => plain === sought[i])) continue
    parts.push({ text: text.slice(end, first.start), isFound: false })
    parts.push({ text: text.slice(first.start, last.end), isFound: true })
    end = last.end
    at += sought.length - 1
  }
  parts.push({ text: text.slice(end), isFound: false })
  return parts.filter((part) => part.text !== '')
}

interface Word {
  readonly plain: string
  readonly start: number
  readonly end: number
}

/** The words of a text with their places; marks alone are none. */
function wordsIn(text: string): readonly Word[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ 0: word, index }) => ({
    plain: withoutMarks(word),
    start: index,
    end: index + word.length,
  })).filter(({ plain }) => plain !== '')
}
