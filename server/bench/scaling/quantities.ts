/** Quantities as a reader says them: three digits at most, and the unit that makes them short. */

export function count(number: number): string {
  return threeDigits(number)
}

export function bytes(number: number): string {
  return inUnits(number, [
    [1e12, 'TB'],
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
    [1, 'bytes'],
  ])
}

export function bits(number: number): string {
  return inUnits(number, [
    [1e9, 'Gbit/s'],
    [1e6, 'Mbit/s'],
    [1e3, 'kbit/s'],
    [1, 'bit/s'],
  ])
}

export function seconds(number: number): string {
  return inUnits(number, [
    [2 * 86_400, 'days', 86_400],
    [2 * 3600, 'h', 3600],
    [120, 'min', 60],
    [1, 's'],
    [0, 'ms', 0.001],
  ])
}

export function microseconds(number: number): string {
  return number < 1000 ? `${threeDigits(number)} µs` : `${threeDigits(number / 1000)} ms`
}

export function percent(share: number): string {
  return `${threeDigits(100 * share)} %`
}

/** From a size on, the unit that is used, and what one of it is. */
type Unit = readonly [from: number, name: string, one?: number]

function inUnits(number: number, units: readonly Unit[]): string {
  const [from, name, one = from] = units.find(([from]) => number >= from) ?? units[units.length - 1] ?? [1, '']
  return `${threeDigits(number / one)} ${name}`
}

function threeDigits(number: number): string {
  if (number >= 1e6) return `${threeDigits(number / 1e6)} million`
  if (number >= 100) return Number(number.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 0 })
  return number.toLocaleString('en-US', { maximumSignificantDigits: number >= 10 ? 3 : 2 })
}
