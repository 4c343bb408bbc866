/** A line of a drawing with the height at which it stands. */
export interface FittedLine {
  readonly y: number
  readonly text: string
}

/** The room for a text: its width and height, where it begins, and the sizes to try from the largest on. */
export interface TextRoom {
  readonly width: number
  readonly top: number
  readonly height: number
  readonly sizes: readonly number[]
  readonly mostLines: number
}

/** The width of a sign in em that even a wide system font keeps, capitals apart. */
const SIGN_EM = 0.58
const CAPITAL_EM = 0.76
const LINE_EM = 1.3
const ELLIPSIS = '…'
const SIGNS = new Intl.Segmenter()

/**
 * Breaks a text into lines at blanks, in the largest size in which it fits its room. A word that is wider than a line is
 * cut, and so is what does not fit in the smallest size; an ellipsis says so.
 */
export function fittedLines(
  text: string,
  { width, top, height, sizes, mostLines }: TextRoom,
): { readonly size: number; readonly lines: readonly FittedLine[] } {
  const placed = (size: number, lines: readonly string[]) => ({
    size,
    lines: lines.map((line, i) => ({ y: Math.round(top + i * size * LINE_EM), text: line })),
  })
  for (const size of sizes) {
    const lines = brokenAt(text, width / size)
    const isLow = (lines.length - 1) * size * LINE_EM + size <= height
    const isNarrow = lines.every((line) => widthOf(line) <= width / size)
    if (lines.length <= mostLines && isLow && isNarrow) return placed(size, lines)
  }
  const size = sizes.at(-1) ?? 16
  const lines = brokenAt(text, width / size)
  return placed(
    size,
    lines.slice(0, mostLines).map((line, i) => {
      const isLast = i === mostLines - 1 && lines.length > mostLines
      return isLast ? cut(line, width / size) : shortened(line, width / size)
    }),
  )
}

function brokenAt(text: string, mostEm: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    const joined = last === undefined ? word : `${last} ${word}`
    if (last === undefined || widthOf(joined) > mostEm) lines.push(word)
    else lines[lines.length - 1] = joined
  }
  return lines
}

/** How wide a text is in em: an estimate, on the safe side. */
export function widthOf(text: string): number {
  const signs = signsOf(text.normalize('NFC'))
  return signs.reduce((sum, sign) => sum + (/[\p{Lu}WM%@—…]/u.test(sign) ? CAPITAL_EM : SIGN_EM), 0)
}

/** A text as it is where it is narrow enough, otherwise cut, and an ellipsis says so. */
export function shortened(text: string, mostEm: number): string {
  return widthOf(text) > mostEm ? cut(text, mostEm) : text
}

function cut(line: string, mostEm: number): string {
  let signs = signsOf(line)
  while (signs.length > 0 && widthOf(signs.join('') + ELLIPSIS) > mostEm) signs = signs.slice(0, -1)
  return signs.join('').trimEnd() + ELLIPSIS
}

function signsOf(text: string): readonly string[] {
  return Array.from(SIGNS.segment(text), ({ segment }) => segment)
}
