/** One measured figure beside what was aimed at. */
export interface Line {
  readonly what: string
  /** The figure as printed, with its unit, and the figures that it was made of. */
  readonly figure: string
  readonly goal: string
  /** Null where there is no goal. */
  readonly isReached: boolean | null
}

/** The line as the terminal shows it. */
export function printLine({ what, figure, goal, isReached }: Line): string {
  if (isReached === null) return `  ${what}: ${figure}`
  return `  ${what}: ${figure}; goal ${goal}: ${isReached ? 'reached' : 'MISSED'}`
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
  return count.toLocaleString('en-US')
}
