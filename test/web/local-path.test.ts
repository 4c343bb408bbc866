import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { localPath } from '../../server/web/local-path.ts'

test.each(['/', '/agencies', '/agencies/so-y-te?from=2026-01-01&to=2026-02-01', '/a%20b'])(
  '%s is a path of this site',
  (path) => {
    expect(localPath(path)).toBe(path)
  },
)

test.each([
  undefined,
  ['/agencies'],
  '',
  'agencies',
  '//evil.example',
  '/\\evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  'https://evil.example',
  '/\r\nSet-Cookie: x=1',
  '/ô',
  '/a b',
])('%p is none', (text) => {
  expect(localPath(text)).toBeNull()
})

test('nothing that passes leads a browser to another host', () => {
  const signs = fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', '?', '#', '%', 'a', '2', 'f', '\t', '\n') })
  fc.assert(
    fc.property(signs, (text) => {
      const path = localPath(`/${text}`)
      return path === null || new URL(path, 'https://hailong.test/sign-in').host === 'hailong.test'
    }),
    { numRuns: 2000 },
  )
})
