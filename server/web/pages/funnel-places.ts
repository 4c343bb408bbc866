import type { FunnelPlace } from '../../../scoring/funnel.ts'

/** What marks a place: a diamond below and a circle above, filled beyond the outer limit, half beyond the inner, else hollow. */
export type FunnelKind = 'below-outer' | 'below-inner' | 'within' | 'above-inner' | 'above-outer'

const KINDS: Readonly<Record<FunnelPlace, FunnelKind>> = {
  'below outer': 'below-outer',
  'below inner': 'below-inner',
  within: 'within',
  'above inner': 'above-inner',
  'above outer': 'above-outer',
}

/** From the lowest to the highest. */
export const FUNNEL_KINDS: readonly FunnelKind[] = Object.values(KINDS)

export function funnelKind(place: FunnelPlace): FunnelKind {
  return KINDS[place]
}

/** Whether a place is beyond some limit. */
export function isOutside(kind: FunnelKind): boolean {
  return kind !== 'within'
}
