import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../fixtures/source-file.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hailong-import-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** `npm run import -- ...` over a data folder of its own. */
function runImport(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(ROOT, 'server/start.js'), 'cli/import', ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: join(folder, 'data'), PUBLIC_URL: 'https://hailong.example.vn' },
    encoding: 'utf8',
    timeout: 20_000,
  })
}

const AGENCIES = join(ROOT, 'docs/examples/agencies.csv')
const POINTS = join(ROOT, 'docs/examples/points.csv')
const FIELDS = join(ROOT, 'docs/examples/fields.csv')

test('tries first, stores when told to, and prints each public code with its address', () => {
  const dry = runImport(AGENCIES, FIELDS, POINTS)
  expect([dry.status, dry.stderr]).toEqual([0, ''])
  expect(dry.stdout).toContain('agencies: 5 added, 0 changed, 0 as they were\n  + tinh\n')
  expect(dry.stdout).toContain('Add --apply to store it.')

  const applied = runImport(AGENCIES, FIELDS, POINTS, '--apply')
  expect(applied.status).toBe(0)
  const printed = /([0-9A-Z]{4})-([0-9A-Z]{4}) {2}so-y-te-01 y-te return qr counter {2}(\S+)/.exec(applied.stdout)
  expect(printed?.[3]).toBe(`https://hailong.example.vn/s/${printed?.[1] ?? ''}${printed?.[2] ?? ''}`)

  const again = runImport('--apply', AGENCIES, FIELDS, POINTS)
  expect(again.stdout).toContain('points: 0 added, 0 changed, 3 as they were')
  expect(again.stdout).not.toContain('Public codes')
}, 60_000)

test('ends with 1 and names file, line and column of what is wrong, in the language asked for', () => {
  writeFileSync(join(folder, 'wrong.csv'), 'code;name_vi;level\nxa;Xã;làng\n')
  const english = runImport('wrong.csv', '--apply')
  expect([english.status, english.stdout]).toEqual([1, ''])
  expect(english.stderr).toContain('wrong.csv:2 level: There is no “làng”. Possible are: province, department')
  expect(english.stderr).toContain('Nothing was changed.')
  const vietnamese = runImport('wrong.csv', 'gone.csv', '--language', 'vi')
  expect(vietnamese.stderr).toContain('gone.csv: Không mở được tệp này.')
}, 60_000)

test('explains itself when it is given nothing, or what it does not know', () => {
  for (const args of [[], ['--force', 'a.csv']]) {
    const { status, stderr } = runImport(...args)
    expect([status, stderr.startsWith('Usage: npm run import')]).toEqual([1, true])
  }
}, 60_000)
