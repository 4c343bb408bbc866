/** A chart of dots on one axis, a row for each thing, every dot labelled with its figure. */
export interface DotChart {
  /** Says the finding. */
  readonly title: string
  /** Says the unit. */
  readonly axisTitle: string
  readonly axis: Axis
  readonly rows: readonly DotRow[]
  /** A goal or limit, drawn as a dashed line. */
  readonly line?: { readonly at: number; readonly label: string }
  /** Where the figures come from. */
  readonly note: string
}

export interface Axis {
  readonly kind: 'linear' | 'logarithmic'
  readonly from: number
  readonly to: number
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
}

export interface DotRow {
  readonly label: string
  /** One or two, from low to high; two are joined by a line. */
  readonly dots: readonly Dot[]
}

export interface Dot {
  readonly at: number
  readonly label: string
  /** What is measured is filled, what is assumed or worked out is hollow. */
  readonly isFilled: boolean
}

const WIDTH = 760
const LABELS = 264
const RIGHT = 130
const TOP = 72
const ROW = 34
const BELOW = 76
const INK = '#1b1f24'
const MUTED = '#55606d'
const LINE = '#8a94a0'
const PALE = '#dfe3e8'
const BRAND = '#0b5c6b'

/** The chart as an SVG file that needs nothing else, black on white, readable without colours. */
export function drawDotChart({ title, axisTitle, axis, rows, line, note }: DotChart): string {
  const bottom = TOP + rows.length * ROW
  const height = bottom + BELOW
  const ticks = axis.ticks.map(({ at, label }) => {
    const x = place(at, axis)
    return [
      `<path d="M${x} ${TOP - 6}V${bottom}" stroke="${PALE}"/>`,
      text(x, bottom + 20, label, { anchor: 'middle', fill: MUTED, size: 13 }),
    ].join('\n')
  })
  const limit = line
    ? [
        `<path d="M${place(line.at, axis)} ${TOP - 8}V${bottom}" stroke="${INK}" stroke-dasharray="6 4"/>`,
        text(place(line.at, axis), TOP - 14, line.label, { anchor: 'middle', size: 13 }),
      ]
    : []
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" ` +
      `aria-labelledby="title" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif">`,
    `<title id="title">${escaped(`${title}. ${rows.map(spoken).join('; ')}.`)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(0, 20, title, { size: 17, weight: 600 }),
    text(0, 42, axisTitle, { fill: MUTED }),
    ...ticks,
    ...limit,
    `<path d="M${LABELS} ${bottom}H${WIDTH - RIGHT}" stroke="${LINE}"/>`,
    ...rows.map((row, i) => drawRow(row, TOP + (i + 0.5) * ROW, axis)),
    text(0, bottom + 56, note, { fill: MUTED, size: 13 }),
    '</svg>',
  ].join('\n')}\n`
}

function drawRow({ label, dots }: DotRow, y: number, axis: Axis): string {
  const places = dots.map(({ at }) => place(at, axis))
  const [first = 0, last = first] = places
  const joint = dots.length > 1 ? [`<path d="M${first} ${y}H${last}" stroke="${BRAND}" stroke-width="2"/>`] : []
  return [
    text(LABELS - 14, y + 5, label, { anchor: 'end' }),
    ...joint,
    ...dots.map(
      ({ isFilled }, i) =>
        `<circle cx="${places[i] ?? 0}" cy="${y}" r="6" fill="${isFilled ? BRAND : '#fff'}" stroke="${BRAND}" stroke-width="2"/>`,
    ),
    ...dots.map((dot, i) => {
      const isLeft = i === 0 && dots.length > 1
      return text((places[i] ?? 0) + (isLeft ? -12 : 12), y + 5, dot.label, { anchor: isLeft ? 'end' : 'start' })
    }),
  ].join('\n')
}

/** From the left edge, to a tenth. */
function place(at: number, { kind, from, to }: Axis): number {
  const share = kind === 'linear' ? (at - from) / (to - from) : Math.log(at / from) / Math.log(to / from)
  return Math.round((LABELS + share * (WIDTH - RIGHT - LABELS)) * 10) / 10
}

interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly fill?: string
  readonly size?: number
  readonly weight?: number
}

function text(
  x: number,
  y: number,
  words: string,
  { anchor = 'start', fill = INK, size = 14, weight = 400 }: TextStyle,
): string {
  const style = `font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}"`
  return `<text x="${x}" y="${y}" ${style}>${escaped(words)}</text>`
}

function spoken({ label, dots }: DotRow): string {
  return `${label}: ${dots.map((dot) => dot.label).join(', ')}`
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
