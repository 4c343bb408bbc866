import { expect, test } from '@jest/globals'
import { FormTokens } from '../../server/web/form-tokens.ts'

const tokens = new FormTokens(Buffer.alloc(32, 1))

test('a token fits the visitor it was made for, and nobody else', () => {
  const token = tokens.issue('session-a')
  expect(tokens.fits(token, 'session-a')).toBe(true)
  expect(tokens.fits(token, 'session-b')).toBe(false)
  expect(new FormTokens(Buffer.alloc(32, 2)).fits(token, 'session-a')).toBe(false)
})

test('two tokens of one visitor have nothing in common', () => {
  const [one, other] = [tokens.issue('session-a'), tokens.issue('session-a')]
  const parts = new Set([...one.split('.'), ...other.split('.')])
  expect(parts.size).toBe(4)
})

test.each(['', '.', 'x', 'x.y', 'x.y.z', '💥.💥'])('%p is no token', (token) => {
  expect(tokens.fits(token, 'session-a')).toBe(false)
})

test('a token that was changed anywhere no longer fits', () => {
  const token = tokens.issue('session-a')
  for (let at = 0; at < token.length; at++) {
    const sign = token[at] === 'A' ? 'B' : 'A'
    expect(tokens.fits(token.slice(0, at) + sign + token.slice(at + 1), 'session-a')).toBe(false)
  }
})
