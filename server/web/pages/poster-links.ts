/** Where the poster of a public code is. */
export function posterHref(publicCode: string): string {
  return `/points/${publicCode}/poster`
}

/** Where a public code is withdrawn or replaced. */
export function withdrawalHref(publicCode: string): string {
  return `/points/${publicCode}/withdrawal`
}

/** Where the posters of an agency are listed. */
export function postersHref(agencyCode: string): string {
  return `/agencies/${encodeURIComponent(agencyCode)}/posters`
}

/** Where posters of an agency are seen as they are printed; of certain codes where any are named. */
export function printHref(agencyCode: string, codes: readonly string[] = []): string {
  const query = new URLSearchParams(codes.map((code) => ['c', code])).toString()
  return `${postersHref(agencyCode)}/print${query === '' ? '' : `?${query}`}`
}

/** Where an administrator has codes made for an agency's counters. */
export function newCodesHref(agencyCode: string): string {
  return `${postersHref(agencyCode)}/new`
}
