import type { Dispersion } from './over-dispersion.ts'

/**
 * How over-dispersion widens the limits of a funnel plot: not at all; `multiplicative`, all variances phi times as large;
 * or `additive`, all variances larger by that between units (random effects).
 */
export type Widening = 'none' | 'multiplicative' | 'additive'

/**
 * The effective size at which binomial chance alone varies as much as chance and over-dispersion together: n / phi, or
 * V / (V / n + tau^2) with V = centre (100 - centre). Limits never become narrower: phi counts as 1 where it is less.
 *
 * Multiplied, the limits of a unit with ever more answers still close in on the centre; added, they stay as far apart as
 * units of any size are. Source: Spiegelhalter, Statistics in Medicine 24 (2005); docs/method.md, section 6.4.
 *
 * @param centre in points, 0 to 100; at 0 and 100 nothing widens additively
 * @param dispersion null where it is not known: the size is then as it was
 * @example
 * widenedSize(400, 90, { units: 30, mean: 90, phi: 4, between: 9 }, 'multiplicative') // 100
 * widenedSize(400, 90, { units: 30, mean: 90, phi: 4, between: 9 }, 'additive') // 80
 */
export function widenedSize(
  effective: number,
  centre: number,
  dispersion: Dispersion | null,
  widening: Widening,
): number {
  if (!dispersion || widening === 'none') return effective
  if (widening === 'multiplicative') return effective / Math.max(1, dispersion.phi)
  const binomial = centre * (100 - centre)
  return binomial === 0 ? effective : binomial / (binomial / effective + dispersion.between)
}
