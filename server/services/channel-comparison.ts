import type { Difference } from '../../scoring/difference.ts'
import type { Agency } from '../domain/agency.ts'
import type { Channel } from '../domain/service-point.ts'
import type { ShownFigure } from './shown-figure.ts'
import type { UnitScope } from './unit-answers.ts'

/** The ways in which answers came, side by side: of all units together, or of one of them. */
export interface ChannelComparison {
  readonly scope: UnitScope
  readonly least: number
  /** The share of false finds that is put up with among the differences, 0 to 1. */
  readonly rate: number
  /** Null for all units together. */
  readonly unit: Agency | null
  /** With which channel the others are compared: QR, or the one with most responses where that is not shown; null for none. */
  readonly reference: Channel | null
  /** Channels with responses, in their usual order. */
  readonly rows: readonly ChannelRow[]
  /** Every unit, in the order of their names, with how many responses came by which channel. */
  readonly units: readonly UnitChannels[]
  /** No later than this the oldest of the answers was read. */
  readonly asOf: Date
}

/** One channel. */
export interface ChannelRow {
  readonly channel: Channel
  readonly shown: ShownFigure
  readonly responses: number
  /** Of all responses, 0 to 1. */
  readonly share: number
  /**
   * What the figure of all units leaves out: responses of units that are suppressed, and those that must not be told apart
   * from the rest of their unit. So nothing that protects somebody can be had from it.
   */
  readonly leftOut: { readonly agencies: readonly Agency[]; readonly responses: number }
  readonly difference: ChannelDifference
}

/** A channel less the one that all are compared with. */
export interface ChannelDifference {
  /** Null where there is none, for the reason in `why`. */
  readonly value: Difference | null
  /** The p-value, adjusted for as many tests as there are channels (Benjamini-Hochberg). */
  readonly adjusted: number | null
  /** Whether the adjusted p-value is small enough; null where there is none. */
  readonly isSignificant: boolean | null
  /** `reference`: it is the one that others are compared with. `unknown`: nobody can say how far chance moves one of the two. */
  readonly why: 'reference' | 'hidden' | 'unknown' | null
}

/** How the answers of one unit came. */
export interface UnitChannels {
  readonly agency: Agency
  readonly isShown: boolean
  readonly responses: ReadonlyMap<Channel, number>
}
