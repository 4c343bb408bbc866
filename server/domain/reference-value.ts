/** The series that the platform knows by name, in the order in which they are shown; there may be others. */
export const KNOWN_SERIES = ['sipas', 'par-index', 'papi', 'pci'] as const
export type KnownSeries = (typeof KNOWN_SERIES)[number]

/** A figure that others published for a year, shown beside ours and never joined with it. */
export interface ReferenceValue {
  /** Which series: `sipas`, `par-index`, `papi`, `pci`, or another key. */
  readonly series: string
  readonly year: number
  /** The agency that it is about; null for the province, or the nation where the series is the nation's. */
  readonly agency: string | null
  /** As published, in the words of the publisher: `83.94`. */
  readonly value: string
  /** Where it was published. */
  readonly source: string
}
