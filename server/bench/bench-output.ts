import { readFileSync, writeFileSync } from 'node:fs'
import type { Figures, Line } from './report.ts'

export const STORES = ['embedded', 'mongo'] as const
export type StoreName = (typeof STORES)[number]

/** A line of the report without the unrounded figures behind it. */
export type PrintedLine = Omit<Line, 'figures'>

/** What one run has measured, as it is kept for the pages that show it. */
export interface BenchOutput {
  readonly store: StoreName
  /** The day of the run, `2026-11-23`. */
  readonly day: string
  /** What it was measured on. */
  readonly machine: string
  readonly rounds: number
  readonly lines: readonly PrintedLine[]
  /** Unrounded, by names that tell part, figure and unit. */
  readonly figures: Figures
}

/** Writes a run as JSON, its figures in the order of their names. */
export function writeOutput(
  path: string,
  run: Omit<BenchOutput, 'lines' | 'figures'>,
  measured: readonly Line[],
): void {
  const lines = measured.map(({ figures: _, ...line }): PrintedLine => line)
  const figures = measured.flatMap((line) => Object.entries(line.figures)).sort(([a], [b]) => (a < b ? -1 : 1))
  const output: BenchOutput = { ...run, lines, figures: Object.fromEntries(figures) }
  writeFileSync(path, `${JSON.stringify(output, null, 2)}\n`)
}

/** @throws {Error} when the file is not there or is no JSON */
export function readOutput(path: string): BenchOutput {
  return JSON.parse(readFileSync(path, 'utf8')) as BenchOutput
}

/** A figure of a run. @throws {Error} when the run has not measured it */
export function figureOf({ store, figures }: BenchOutput, name: string): number {
  const figure = figures[name]
  if (figure === undefined) throw new Error(`the run on the ${store} store has measured no ${name}`)
  return figure
}
