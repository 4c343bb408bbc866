/**
 * JSON whose text depends on the content alone: keys of objects in alphabetical order, no spaces, instants in UTC. Two
 * values with the same content have the same text, whoever wrote them, so the text can be compared and digested.
 *
 * @throws {TypeError} when the value holds anything that JSON has no word for (undefined in a list, a function, a bigint)
 * @example
 * canonicalJson({ b: 1, a: [2, null] }) // '{"a":[2,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`
  }
  // JSON.stringify's type hides that it answers undefined for what it cannot write.
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new TypeError(`JSON has no word for a ${typeof value}`)
  return text
}
