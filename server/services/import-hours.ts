import type { OpeningHours } from '../domain/service-point.ts'

/** Names of the weekdays, Monday first, in English and as Vietnamese count them: Thứ Hai is T2, Chủ nhật CN. */
const WEEKDAYS: readonly (readonly string[])[] = [
  ['mon', 't2'],
  ['tue', 't3'],
  ['wed', 't4'],
  ['thu', 't5'],
  ['fri', 't6'],
  ['sat', 't7'],
  ['sun', 'cn'],
]

/**
 * Reads opening hours such as `Mon-Fri 07:30-11:30,13:30-17:00; Sat 07:30-11:30` or `T2-T6 07:30-17:00`.
 *
 * @returns ordered by weekday and time, empty for an empty text; null where the text says none, where a stretch ends
 *   before it starts, or where two stretches of a day overlap
 */
export function readOpeningHours(text: string): readonly OpeningHours[] | null {
  const hours: OpeningHours[] = []
  for (const part of text
    .replace(/\p{Dash}/gu, '-')
    .split(';')
    .map((one) => one.trim())) {
    if (part === '') continue
    const [days = '', times = ''] = part.split(/\s+(.*)/s)
    const weekdays = readWeekdays(days)
    const stretches = times.split(',').map(readStretch)
    if (!weekdays) return null
    for (const stretch of stretches) {
      if (!stretch) return null
      hours.push(...weekdays.map((weekday) => ({ weekday, ...stretch })))
    }
  }
  hours.sort((a, b) => a.weekday - b.weekday || a.from - b.from)
  const overlap = hours.some((next, at) => {
    const before = hours[at - 1]
    return before?.weekday === next.weekday && next.from < before.to
  })
  return overlap ? null : hours
}

/** `Mon-Fri`, `Mon,Wed`, `T7`: numbers 1 Monday to 7 Sunday, or null. */
function readWeekdays(text: string): readonly number[] | null {
  const found: number[] = []
  for (const part of text.toLowerCase().split(',')) {
    const [first, last = first, ...more] = part
      .split('-')
      .map((name) => WEEKDAYS.findIndex((names) => names.includes(name)))
    if (first === undefined || last === undefined || first < 0 || last < first || more.length > 0) return null
    for (let day = first; day <= last; day++) found.push(day + 1)
  }
  return found
}

function readStretch(text: string): Pick<OpeningHours, 'from' | 'to'> | null {
  const found = /^\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$/.exec(text)
  if (!found) return null
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = found.slice(1).map(Number)
  const from = fromHour * 60 + fromMinute
  const to = toHour * 60 + toMinute
  return fromMinute < 60 && toMinute < 60 && from < to && to <= 24 * 60 ? { from, to } : null
}
