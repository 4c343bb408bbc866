import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson } from '../../server/domain/canonical-json.ts'

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]) => [key, reversed(part)] as const)
      .reverse(),
  )
}

describe('canonical JSON', () => {
  test('is the example of its docstring', () => {
    expect(canonicalJson({ b: 1, a: [2, null] })).toBe('{"a":[2,null],"b":1}')
  })

  test('says what JSON says, and the same in whatever order the keys stand', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(reversed(value))).toBe(text)
      }),
    )
  })

  test('writes an instant in UTC', () => {
    expect(canonicalJson({ at: new Date('2026-11-23T08:00:00+07:00') })).toBe('{"at":"2026-11-23T01:00:00.000Z"}')
  })

  test('leaves out keys without a value, and refuses what JSON has no word for', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}')
    expect(() => canonicalJson([undefined])).toThrow(TypeError)
    expect(() => canonicalJson({ a: () => 1 })).toThrow(TypeError)
  })
})
