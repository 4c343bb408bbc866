import type { Problem } from '../domain/errors.ts'

/** One thing wrong with a file to be imported; `where` is the column, empty where the whole line or file is meant. */
export interface ImportProblem extends Problem {
  readonly file: string
  /** The header is line 1; null where no line is to blame. */
  readonly line: number | null
}
