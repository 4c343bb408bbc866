import { isoDay, type LocalDay, type Month } from '../domain/calendar.ts'

/** How numbers and dates are printed in one language. Everything a page prints goes through here. */
export interface Formats {
  /** A whole number with its groups of three: `1.234`. */
  count(value: number): string
  /** A number with so many decimals, half up: `96,43`. */
  decimal(value: number, decimals?: number): string
  /** A share of 0 to 1 as percent with two decimals, half up on the exact fraction: `95,00 %`. */
  percent(share: ExactShare): string
  /** The same without the sign. */
  points(share: ExactShare): string
  /** `22/11/2026` */
  day(day: LocalDay): string
  /** `11/2026` */
  month(month: Month): string
  /** A minute after midnight on a clock of 24 hours: `08:05`. */
  timeOfDay(minute: number): string
}

/** A fraction of whole numbers, `den` above 0. */
export interface ExactShare {
  readonly num: bigint
  readonly den: bigint
}

export function formatsOf(language: string): Formats {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const decimals = new Map<number, Intl.NumberFormat>()
  const decimal = (value: number, places = 2): string => {
    let format = decimals.get(places)
    if (!format) {
      format = new Intl.NumberFormat(language, { minimumFractionDigits: places, maximumFractionDigits: places })
      decimals.set(places, format)
    }
    return format.format(value)
  }
  const points = ({ num, den }: ExactShare): string => decimal(Number(hundredths(num, den)) / 100)
  const order = language === 'vi' || language === 'en'
  return {
    count: (value) => whole.format(value),
    decimal,
    points,
    percent: (share) => `${points(share)} %`,
    day: (day) => (order ? isoDay(day).split('-').reverse().join('/') : isoDay(day)),
    month: (month) => {
      const [year, number] = isoDay(firstOf(month)).split('-')
      return `${number ?? ''}/${year ?? ''}`
    },
    timeOfDay: (minute) =>
      [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':'),
  }
}

/** The percentage num/den in whole hundredths of a percent, half up. */
function hundredths(num: bigint, den: bigint): bigint {
  return (num * 20_000n + den) / (2n * den)
}

function firstOf(month: Month): LocalDay {
  return Date.UTC(1970, month, 1) / 86_400_000
}
