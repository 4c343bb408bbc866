/** What a platform on MongoDB has done since it was started. */
export interface Transactions {
  /** Groups of answers and other changes that were committed. */
  readonly writes: number
  /** Tries besides that met another's change, were undone and made again. */
  readonly retries: number
}

/** What a platform that was stopped has told its log; nothing where it wrote nothing. */
export function transactionsIn(log: string): Transactions {
  const line = log.split('\n').find((line) => line.includes('"closed the database"'))
  if (line === undefined) return { writes: 0, retries: 0 }
  const { writes, retries } = JSON.parse(line) as Transactions
  return { writes, retries }
}
