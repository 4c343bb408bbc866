import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, loadConfig, VARIABLES } from '../../server/config.ts'
import { ROOT, sourceFiles } from '../fixtures/source-file.ts'

const example = readFileSync(join(ROOT, '.env.example'), 'utf8').trim()

test('.env.example lists every variable once, each under a line that explains it', () => {
  const lines = example.split('\n')
  const listed = lines.flatMap((line, at) => {
    const name = /^#?([A-Z][A-Z_]*)=/.exec(line)?.[1]
    return name === undefined ? [] : [{ name, above: lines[at - 1] ?? '' }]
  })
  expect(listed.map(({ name }) => name).sort()).toEqual([...VARIABLES].sort())
  expect(listed.filter(({ above }) => !/^# \S.{15,}/.test(above)).map(({ name }) => name)).toEqual([])
})

test('.env.example shows the defaults, so that using it as it is changes nothing', () => {
  const shown = Object.fromEntries(
    [...example.matchAll(/^#?([A-Z][A-Z_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  )
  expect(loadConfig(shown)).toEqual(loadConfig({}))
})

test('the environment is read where the program starts, and nowhere else', () => {
  const readers = sourceFiles(['server', 'scoring', 'public'], ['.ts', '.js'])
    .filter(({ text }) => /process\s*\.\s*env|from 'node:process'/.test(text))
    .map(({ path }) => path)
  expect(readers.filter((path) => path !== 'server/main.ts' && !path.startsWith('server/cli/'))).toEqual([])
})

test('every wrong variable is named, not the first alone', () => {
  const wrong = {
    PORT: '99999',
    PUBLIC_URL: 'ftp://example.vn',
    TRUST_PROXY: 'yes',
    TIME_ZONE: 'Asia/Nowhere',
    LOG_LEVEL: 'loud',
    LEAST_RESPONSES: '1',
  }
  const refusal = (() => {
    try {
      return loadConfig({ ...wrong, SESSION_HOURS: '8' })
    } catch (error) {
      return error
    }
  })()
  expect(refusal).toBeInstanceOf(ConfigError)
  const { message } = refusal as ConfigError
  for (const [name, value] of Object.entries(wrong)) expect(message).toContain(`${name}="${value}"`)
  expect(message).not.toContain('SESSION_HOURS')
})

test('blank variables count as not set', () => {
  expect(loadConfig({ PORT: ' ', TIME_ZONE: '' })).toEqual(loadConfig({}))
})

test.each(['https://hailong.vn/path', 'https://hailong.vn/?q=1', 'hailong.vn'])(
  '%s is no public address',
  (PUBLIC_URL) => {
    expect(() => loadConfig({ PUBLIC_URL })).toThrow(ConfigError)
  },
)

test('the public address has no slash at its end, whether it was written with one or not', () => {
  expect(loadConfig({ PUBLIC_URL: 'https://hailong.vn/' }).publicUrl).toBe('https://hailong.vn')
  expect(loadConfig({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080')
})
