import { CHANNELS, STEPS } from '../domain/service-point.ts'
import type { Poster } from './poster-reading.ts'

/** Orders posters as they are carried round: by agency, counter, field and step. */
export function byPlaceAndMeaning(a: Poster, b: Poster): number {
  return (
    compare(a.agency.code, b.agency.code) ||
    compare(a.point.id, b.point.id) ||
    compare(a.field.code, b.field.code) ||
    STEPS.indexOf(a.code.step) - STEPS.indexOf(b.code.step) ||
    CHANNELS.indexOf(a.code.channel) - CHANNELS.indexOf(b.code.channel) ||
    compare(a.code.code, b.code.code)
  )
}

/** Orders those of withdrawn codes by the day of the end, the last first. */
export function latestFirst(a: Poster, b: Poster): number {
  return (b.code.withdrawnOn ?? 0) - (a.code.withdrawnOn ?? 0) || byPlaceAndMeaning(a, b)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
