/** One measured figure beside what was aimed at. */
export interface Line {
  readonly what: string
  /** The figure as printed, with its unit, and the figures that it was made of. */
  readonly figure: string
  readonly goal: string
  /** Null where there is no goal. */
  readonly isReached: boolean | null
  /** The same figures unrounded, by a name that tells part, figure and unit. */
  readonly figures: Figures
}

export type Figures = Readonly<Record<string, number>>

/** The line as the terminal shows it. */
export function printLine({ what, figure, goal, isReached }: Line): string {
  if (isReached === null) return `  ${what}: ${figure}`
  return `  ${what}: ${figure}; goal ${goal}: ${isReached ? 'reached' : 'MISSED'}`
}

/** A figure that nothing is aimed at. */
export function plainLine(what: string, figure: string, figures: Figures): Line {
  return { what, figure, goal: '', isReached: null, figures }
}

/** These figures under names that begin with the part they belong to; those that are null were not to be had. */
export function figuresOf(part: string, figures: Readonly<Record<string, number | null>>): Figures {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, figure]) => (figure === null ? [] : [[`${part}.${name}`, figure]])),
  )
}

export function perSecond(rate: number): string {
  return `${Math.round(rate).toLocaleString('en-US')}/s`
}

export function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 2 : 1)} ms`
}

export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

export function ratio(share: number): string {
  return share.toFixed(2)
}

export function whole(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}
