import { readFileSync, writeFileSync } from 'node:fs'
import type { Figures, Line } from './report.ts'

export const STORES = ['embedded', 'mongo'] as const
export type StoreName = (typeof STORES)[number]

/** What one run has measured, as it is kept for docs/scaling.md. */
export interface BenchOutput {
  readonly store: StoreName
  /** The day of the run, `2026-11-23`. */
  readonly day: string
  /** What it was measured on. */
  readonly machine: string
  readonly rounds: number
  /** Unrounded, by names that tell part, figure and unit. */
  readonly figures: Figures
}

/** Writes a run as JSON, its figures in the order of their names. */
export function writeOutput(path: string, output: Omit<BenchOutput, 'figures'>, lines: readonly Line[]): void {
  const named = lines.flatMap(({ figures }) => Object.entries(figures)).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(path, `${JSON.stringify({ ...output, figures: Object.fromEntries(named) }, null, 2)}\n`)
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
