import { SheetFields, type SheetReading } from './sheet-reading.ts'

/** The nine indicators, by the names of their fields. */
export const TT01_INDICATORS = Array.from({ length: 9 }, (_, i) => `i${i + 1}`)

/** Most points of one indicator. */
export const TT01_MOST = 2

/** Reads the points of the nine indicators, `i1` to `i9`, in ten-thousandths: means of several dossiers need not be whole. */
export function readTt01Query(query: Readonly<Record<string, unknown>>): SheetReading<readonly number[]> {
  const fields = new SheetFields(query, TT01_INDICATORS)
  return fields.reading(TT01_INDICATORS.map((name) => fields.neededParts(name, TT01_MOST)))
}
