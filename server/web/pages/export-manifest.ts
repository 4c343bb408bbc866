import { isoDay } from '../../domain/calendar.ts'
import type { ExportManifest, ResponsesFile } from '../../services/responses-file.ts'

/**
 * The manifest of a responses file, for programs: what is in the file, and how to tell that it is whole. Days are
 * those of the province's calendar, both ends belonging to the period.
 */
export function exportManifest({ file, rows, digests, madeAt, timeZone, method }: ExportManifest): object {
  const { agency, agencies, query, series, versions, columns } = file
  return {
    file: `${fileNameOf(file)}.csv`,
    rows,
    digests: Object.fromEntries(digests.map(({ reader, bytes, sha256 }) => [reader, { bytes, sha256 }])),
    filter: {
      agency: agency.code,
      names: agency.names,
      view: query.view,
      agencies: agencies.map(({ code }) => code),
      from: isoDay(query.period.from),
      to: isoDay(query.period.to - 1),
      step: query.step,
      narrowedBy: Object.fromEntries(query.filter.map(({ cut, value }) => [cut, value])),
      instrument: series.latest.key,
      versions: versions.map(({ version }) => version),
    },
    timeZone,
    madeAt: madeAt.toISOString(),
    method,
    columns: columns.map(({ key }) => key),
  }
}

/**
 * The name under which a file of an agency is saved, without its ending: `so-tnmt_2026-01-01_2026-12-31_return`, with
 * what it holds where that is not responses.
 */
export function fileNameOf({ agency, query }: Pick<ResponsesFile, 'agency' | 'query'>, holds = ''): string {
  const { from, to } = query.period
  const parts = [
    agency.code,
    holds,
    isoDay(from),
    isoDay(to - 1),
    query.step,
    query.filter.length > 0 ? 'narrowed' : '',
  ]
  return parts.filter((part) => part !== '').join('_')
}
