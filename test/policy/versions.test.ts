import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { METHOD_VERSION } from '../../scoring/methods.ts'
import { PLATFORM_VERSION } from '../../server/domain/platform-version.ts'
import { ROOT } from '../fixtures/source-file.ts'

test('reports name the version that package.json has', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string }
  expect(PLATFORM_VERSION).toBe(version)
})

test('reports name the version that the method says it has', () => {
  const method = readFileSync(join(ROOT, 'docs/method.md'), 'utf8')
  expect(/^This is version (\S+) of the method/m.exec(method)?.[1]).toBe(METHOD_VERSION)
})
