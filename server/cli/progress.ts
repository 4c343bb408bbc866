import { performance } from 'node:perf_hooks'

/** Where progress is written, such as `process.stderr`. */
export interface ProgressStream {
  readonly isTTY?: boolean
  write(text: string): unknown
}

const BAR_SIGNS = 30
const REDRAW_MS = 100

/**
 * Shows how far a count has come: a bar that redraws itself on a terminal, a line for every tenth elsewhere.
 *
 * @returns what is called with the count so far; the last call is the one with `total`
 */
export function progressBar(stream: ProgressStream, title: string, total: number): (done: number) => void {
  const start = performance.now()
  let drawnAt = Number.NEGATIVE_INFINITY
  let tenths = 0
  return (done) => {
    const now = performance.now()
    const share = total === 0 ? 1 : done / total
    const perSecond = Math.round((done / Math.max(1, now - start)) * 1000)
    const figures = `${Math.floor(share * 100)} %  ${count(done)} of ${count(total)}  ${count(perSecond)}/s`
    if (!stream.isTTY) {
      if (share < 1 && Math.floor(share * 10) === tenths) return
      tenths = Math.floor(share * 10)
      stream.write(`${title}  ${figures}\n`)
      return
    }
    if (done < total && now - drawnAt < REDRAW_MS) return
    drawnAt = now
    const filled = Math.round(share * BAR_SIGNS)
    stream.write(`\r${title}  [${'#'.repeat(filled)}${'-'.repeat(BAR_SIGNS - filled)}]  ${figures}\x1b[K`)
    if (done >= total) stream.write('\n')
  }
}

function count(number: number): string {
  return number.toLocaleString('en-US')
}
