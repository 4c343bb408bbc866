import type { UnitFunnel } from '../../services/unit-funnel.ts'
import type { Language } from '../language.ts'
import { centreWords } from './funnel-drawing.ts'

/** How many units lie beyond the outer limits, in one sentence. */
export function funnelFinding({ units, centre }: UnitFunnel, { t, format }: Language): string {
  if (!centre) return t('funnel:finding-nothing')
  const places = units.flatMap(({ placed }) => placed?.place ?? [])
  const below = places.filter((place) => place === 'below outer').length
  const above = places.filter((place) => place === 'above outer').length
  const values = { below: format.count(below), above: format.count(above), units: format.count(places.length) }
  if (below > 0) return t(above > 0 ? 'funnel:finding-both' : 'funnel:finding-below', values)
  return t(above > 0 ? 'funnel:finding-above' : 'funnel:finding-none', values)
}

/** What somebody who looks at the drawing has to know: the centre, what was widened, who is not in it or not named. */
export function funnelNotes(found: UnitFunnel, unnamed: number, language: Language): readonly string[] {
  const { t, format } = language
  const { units, centre } = found
  if (!centre) return []
  const hidden = units.filter(({ placed }) => placed === null).length
  return [
    centreNote(found, centre, language),
    dispersionNote(found, language),
    ...(unnamed > 0 ? [t('funnel:note-unnamed', { count: format.count(unnamed) })] : []),
    ...(hidden > 0 ? [t('funnel:note-hidden', { count: format.count(hidden) })] : []),
  ]
}

function centreNote(
  { target }: UnitFunnel,
  centre: NonNullable<UnitFunnel['centre']>,
  { t, format }: Language,
): string {
  const points = centreWords(centre, target, format)
  if (centre.kind === 'target') return t('funnel:note-target', { points })
  return t(target ? 'funnel:note-mean' : 'funnel:note-no-target', { points })
}

/** Whether units differ by more than chance, and what was made of it. */
function dispersionNote({ dispersion }: UnitFunnel, { t, format }: Language): string {
  if (!dispersion) return t('funnel:note-few')
  const values = { phi: format.decimal(dispersion.phi), units: format.count(dispersion.units) }
  if (dispersion.between === 0) return t('funnel:note-chance', values)
  return t('funnel:note-widened', { ...values, spread: format.decimal(Math.sqrt(dispersion.between), 1) })
}

/** How plot and table are read. */
export function funnelReading({ prior, centre }: UnitFunnel, { t, format }: Language): readonly string[] {
  return [
    t('funnel:reading-funnel'),
    t('funnel:reading-size'),
    ...(centre?.kind === 'target' ? [t('funnel:reading-verdict')] : []),
    ...(prior
      ? [
          t('funnel:reading-shrunken', { mean: format.decimal(prior.mean) }),
          Number.isFinite(prior.size)
            ? t('funnel:reading-prior', { size: format.decimal(prior.size, prior.size < 10 ? 1 : 0) })
            : t('funnel:reading-prior-infinite'),
        ]
      : []),
  ]
}
