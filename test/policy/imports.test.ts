import { expect, test } from '@jest/globals'
import { posix } from 'node:path'
import { importsOf, sourceFiles, type SourceFile } from '../fixtures/source-file.ts'

/**
 * Which room may import which (docs/house-style.md, section 2). `types` marks arrows that must be gone when the program
 * runs.
 */
const ARROWS: Readonly<Record<string, { readonly rooms: readonly string[]; readonly types?: readonly string[] }>> = {
  scoring: { rooms: [] },
  domain: { rooms: ['scoring'] },
  port: { rooms: ['domain', 'scoring'] },
  services: { rooms: ['domain', 'scoring', 'port'], types: ['setting'] },
  web: { rooms: ['services', 'domain', 'scoring'], types: ['setting', 'port'] },
  setting: { rooms: [] },
  sqlite: { rooms: ['port', 'domain', 'scoring'] },
  mongo: { rooms: ['port', 'domain', 'scoring'], types: ['setting'] },
  'open-storage': { rooms: ['sqlite', 'mongo'], types: ['port', 'setting'] },
  server: { rooms: ['web', 'services', 'open-storage', 'setting'] },
  main: { rooms: ['server', 'setting'] },
  sample: { rooms: ['services', 'domain', 'scoring', 'open-storage'], types: ['port', 'setting'] },
  bench: {
    rooms: [
      'cli',
      'sample',
      'server',
      'web',
      'services',
      'open-storage',
      'sqlite',
      'mongo',
      'setting',
      'domain',
      'scoring',
      'port',
    ],
  },
  cli: {
    rooms: ['bench', 'sample', 'server', 'web', 'services', 'open-storage', 'setting', 'domain', 'scoring', 'port'],
  },
}

/** The room of a file; files that stand beside their rooms have one of their own. */
function roomOf(path: string): string {
  if (path.startsWith('scoring/')) return 'scoring'
  const [, second = '', third = ''] = path.split('/')
  if (second === 'storage') return third === 'open-storage.ts' ? 'open-storage' : third.endsWith('.ts') ? 'port' : third
  if (['config.ts', 'log.ts', 'secrets.ts'].includes(second)) return 'setting'
  return second.replace(/\.ts$/, '')
}

/** Packages that only some files may use: the rest of the program does not know of them. */
const PACKAGES: readonly (readonly [from: RegExp, users: RegExp])[] = [
  [/^node:sqlite$/, /^server\/storage\/sqlite\//],
  [/^(mongoose|mongodb|bson)$/, /^server\/(storage|bench)\/mongo\//],
  [/^(express|express-rate-limit|helmet|compression|ejs|i18next)$/, /^server\/web\//],
  [/^@node-rs\/argon2$/, /^server\/services\/password\.ts$/],
  [/^@stdlib\//, /^scoring\//],
  [/^zod$/, /^server\/(config|services\/backup-(manifest|records))\.ts$/],
  [/^pino$/, /^server\/log\.ts$/],
  [/^@json2csv\//, /^server\/services\//],
  [/^yazl$/, /^server\/services\/xlsx-file\.ts$/],
  [/^csv-parse/, /^server\/(services|cli)\//],
]

const files = sourceFiles(['scoring', 'server'], ['.ts'])

function wrongArrows(file: SourceFile): string[] {
  const room = roomOf(file.path)
  const allowed = ARROWS[room]
  if (!allowed) return [`${file.path} is in no known room`]
  return importsOf(file).flatMap(({ from, isTypeOnly }) => {
    if (!from.startsWith('.')) {
      const rule = PACKAGES.find(([pattern]) => pattern.test(from))
      return rule && !rule[1].test(file.path) ? [`${file.path} -> ${from}`] : []
    }
    const target = roomOf(posix.join(posix.dirname(file.path), from))
    if (target === room || allowed.rooms.includes(target)) return []
    if (isTypeOnly && allowed.types?.includes(target)) return []
    return [`${file.path} -> ${from} (${room} -> ${target}${isTypeOnly ? ', types' : ''})`]
  })
}

test('no file imports from a room that it must not know', () => {
  expect(files.flatMap(wrongArrows)).toEqual([])
})

test('scoring knows nothing but its quantiles: no clock, no file, no network', () => {
  const outside = files
    .filter(({ path }) => path.startsWith('scoring/'))
    .flatMap((file) => importsOf(file).map(({ from }) => from))
    .filter((from) => !from.startsWith('./') && !from.startsWith('@stdlib/'))
  expect(outside).toEqual([])
})

test('every import names its file, so that Node can run it as it is written', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter(({ from }) => from.startsWith('.') && !/\.(ts|json)$/.test(from))
      .map(({ from }) => `${file.path} -> ${from}`),
  )
  expect(wrong).toEqual([])
})

test('views put nothing in unescaped but other views', () => {
  const views = sourceFiles(['views'], ['.ejs'])
  const unescaped = views.flatMap(({ path, text }) =>
    [...text.matchAll(/<%-(?!-?%>)\s*([^%]*?)\s*%>/g)]
      .filter(([, code = '']) => !/^include\('[\w./-]+'(, \{ [^`()]* \})?\)$/.test(code))
      .map(([tag]) => `${path}: ${tag}`),
  )
  expect(unescaped).toEqual([])
})
