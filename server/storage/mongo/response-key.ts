import { InvalidInputError } from '../../domain/errors.ts'
import type { LocalHour } from '../../domain/calendar.ts'
import type { SurveyResponse } from '../../domain/response.ts'

type Identity = Pick<SurveyResponse, 'agency' | 'openedHour' | 'id'>

/** Lower than any sign of a code, so that keys are in the order of agency, hour and id. */
const TAB = '\t'
const AFTER_TAB = '\n'
/** Of an hour as a hexadecimal number: enough until the year 3883. */
const HOUR_DIGITS = 6
const LAST_HOUR = 16 ** HOUR_DIGITS - 1
const ID_DIGITS = 32
const TAIL = TAB.length + HOUR_DIGITS + TAB.length + ID_DIGITS

/**
 * The identity of a response as one text: agency, hour and id, parted by tabs. In the order of these texts the
 * responses of an agency lie together, by opening hour, and within an hour by chance.
 *
 * @throws {InvalidInputError} when the hour is before 1970 or after 3883, or the agency's code holds a tab
 */
export function responseKey({ agency, openedHour, id }: Identity): string {
  if (!(openedHour >= 0 && openedHour <= LAST_HOUR))
    throw new InvalidInputError(`no form is opened in hour ${openedHour}`)
  if (agency.includes(TAB)) throw new InvalidInputError(`no agency has the code ${JSON.stringify(agency)}`)
  return `${agency}${TAB}${hourText(openedHour)}${TAB}${id}`
}

/** What {@link responseKey} made a key of. */
export function identityOf(key: string): Identity {
  const at = key.length - TAIL
  return {
    agency: key.slice(0, at),
    openedHour: Number.parseInt(key.slice(at + 1, at + 1 + HOUR_DIGITS), 16),
    id: key.slice(-ID_DIGITS),
  }
}

/** The keys of an agency's responses opened from hour `from` up to, not including, `to`: at least the first, below the last. */
export function keyRange(
  agency: string,
  from: LocalHour,
  to: LocalHour,
): { readonly first: string; readonly end: string } {
  return {
    first: `${agency}${TAB}${hourText(Math.min(Math.max(from, 0), LAST_HOUR))}`,
    end: to > LAST_HOUR ? afterAgency(agency) : `${agency}${TAB}${hourText(Math.max(to, 0))}`,
  }
}

/** What no key of an agency, nor of those before it, comes after. */
export function afterAgency(agency: string): string {
  return `${agency}${AFTER_TAB}`
}

function hourText(hour: LocalHour): string {
  return hour.toString(16).padStart(HOUR_DIGITS, '0')
}
