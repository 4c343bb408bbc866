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
