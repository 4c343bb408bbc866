import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSecrets } from '../../server/secrets.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hailong-secrets-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('makes keys of 256 bits on first start and keeps them', () => {
  const made = loadSecrets({ dataDir: join(folder, 'data'), secretKey: null })
  expect(made.csrfKey).toHaveLength(32)
  expect(made.sourceKey).toHaveLength(32)
  expect(made.csrfKey.equals(made.sourceKey)).toBe(false)
  expect(loadSecrets({ dataDir: join(folder, 'data'), secretKey: null })).toEqual(made)
})

test('lets the owner alone read them', () => {
  loadSecrets({ dataDir: join(folder, 'data'), secretKey: null })
  expect(statSync(join(folder, 'data/secrets.json')).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
})

test('refuses a damaged file and leaves it as it is', () => {
  const path = join(folder, 'secrets.json')
  writeFileSync(path, '{"csrfKey":"AAAA"}')
  expect(() => loadSecrets({ dataDir: folder, secretKey: null })).toThrow(/damaged/)
  writeFileSync(path, '{"csrf')
  expect(() => loadSecrets({ dataDir: folder, secretKey: null })).toThrow(SyntaxError)
  expect(readFileSync(path, 'utf8')).toBe('{"csrf')
})
