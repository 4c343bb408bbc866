import type { LocalDay } from './calendar.ts'
import type { Words } from './words.ts'

/** Where in a transaction the citizen stands: handing in the dossier, or getting the result. */
export const STEPS = ['submission', 'return'] as const
export type Step = (typeof STEPS)[number]

/** How an answer reached the platform. */
export const CHANNELS = ['qr', 'receipt', 'kiosk', 'paper', 'assisted', 'import'] as const
export type Channel = (typeof CHANNELS)[number]

/** One stretch of one weekday, in minutes after midnight; `weekday` 1 is Monday. */
export interface OpeningHours {
  readonly weekday: number
  readonly from: number
  readonly to: number
}

/** One counter or room of an agency. */
export interface ServicePoint {
  /** Stable within the province: `so-tnmt-01`. */
  readonly id: string
  readonly agency: string
  readonly names: Words
  /** Empty where nobody has said when it is open. */
  readonly hours: readonly OpeningHours[]
}

/**
 * What a QR code on a counter stands for: everything about the answer that the citizen is never asked.
 * A code that was stolen or photographed is withdrawn and another takes its place; the answers stay.
 */
export interface PublicCode {
  /** Eight signs, the last a check sign (public-code.ts), without a hyphen. */
  readonly code: string
  /** Id of the service point. */
  readonly point: string
  /** Code of the procedure field. */
  readonly field: string
  readonly step: Step
  readonly channel: Channel
  /** Key of the instrument that it opens; its latest version is the one in use. */
  readonly questionnaire: string
  /** First day on which it no longer opens a survey; null while it does. */
  readonly withdrawnOn: LocalDay | null
  /** The code that took its place, if any. */
  readonly replacedBy: string | null
}

/** Whether a code opens a survey on a day. */
export function isInUse({ withdrawnOn }: Pick<PublicCode, 'withdrawnOn'>, today: LocalDay): boolean {
  return withdrawnOn === null || today < withdrawnOn
}

/** A field of procedures (lĩnh vực): land, civil status, ... */
export interface ProcedureField {
  readonly code: string
  readonly names: Words
}
