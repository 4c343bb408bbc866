import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import vm from 'node:vm'
import { describe, expect, test } from '@jest/globals'

/**
 * Runs what scoring/ and docs/method.md show; on the page a block may use what blocks above it prepared. A line `expression // expected` is a check, any other line prepares the
 * ones after it; all exports of scoring/ are at hand. A number with decimals is compared to that many decimals.
 */
const root = join(import.meta.dirname, '..', '..')
const files = readdirSync(join(root, 'scoring')).filter((name) => name.endsWith('.ts'))
const modules = await Promise.all(files.map((name) => import(join(root, 'scoring', name)) as Promise<object>))
const scope = Object.fromEntries(modules.flatMap((exports) => Object.entries(exports)))

const CHECK = /^(.*\S)\s+\/\/ (.+)$/

function run(lines: readonly string[]): { expression: string; actual: unknown; expected: unknown }[] {
  const checks = lines.map((line) => {
    const [, expression, expected] = CHECK.exec(line) ?? []
    if (expression === undefined || expected === undefined) return line
    return `checks.push({ expression: ${JSON.stringify(expression)}, actual: (${expression}), expected: (${expected}) })`
  })
  const context = { ...scope, checks: [] }
  vm.runInNewContext(checks.join('\n'), context)
  return context.checks
}

function agree(actual: unknown, expected: unknown, expression: string): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const decimals = String(expected).split('.')[1]?.length ?? 0
    const tolerance = decimals === 0 ? 0 : 0.5 * 10 ** -decimals + Number.EPSILON
    const isClose = Math.abs(actual - expected) <= tolerance
    expect({ expression, value: isClose ? expected : actual }).toEqual({ expression, value: expected })
  } else if (typeof expected === 'object' && expected !== null && !Array.isArray(expected)) {
    expect(Object.keys(actual as object)).toEqual(Object.keys(expected))
    for (const [key, value] of Object.entries(expected))
      agree((actual as Record<string, unknown>)[key], value, expression)
  } else {
    expect({ expression, value: actual }).toEqual({ expression, value: expected })
  }
}

describe('the example of a docstring in scoring/ holds', () => {
  const examples = files.flatMap((file) => {
    const text = readFileSync(join(root, 'scoring', file), 'utf8')
    return [...text.matchAll(/@example\n((?: \* [^@\n].*\n)+)/g)].map(([, block = '']) => ({
      file,
      lines: block
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^ \* /, '')),
    }))
  })

  test.each(examples)('$file', ({ lines }) => {
    const checks = run(lines)
    expect(checks.length).toBeGreaterThan(0)
    for (const { expression, actual, expected } of checks) agree(actual, expected, expression)
  })

  test.each(files)(
    'and every exported function of %s has one, save those that only fill or compare a tally',
    (file) => {
      const text = readFileSync(join(root, 'scoring', file), 'utf8')
      const functions = [...text.matchAll(/(\/\*\*(?:(?!\*\/)[^])*\*\/)\nexport function (\w+)/g)]
      expect(functions.length).toBe([...text.matchAll(/^export function/gm)].length)
      for (const [, docstring, name] of functions) {
        if (file !== 'tally.ts') expect(`${String(name)}: ${String(docstring)}`).toContain('@example')
      }
    },
  )
})

describe('the worked examples of docs/method.md hold', () => {
  const text = readFileSync(join(root, 'docs', 'method.md'), 'utf8')
  const preparations: string[] = []
  const blocks = text.split(/^(?=#{2,3} )/m).flatMap((section) => {
    const title = section.slice(0, section.indexOf('\n'))
    return [...section.matchAll(/```text\n([^]*?)```/g)].map(([, block = '']) => {
      const lines = [...preparations, ...block.split('\n')]
      preparations.push(...block.split('\n').filter((line) => !CHECK.test(line)))
      return { title, lines }
    })
  })

  test.each(blocks)('$title', ({ lines }) => {
    const checks = run(lines)
    expect(checks.length).toBeGreaterThan(0)
    for (const { expression, actual, expected } of checks) agree(actual, expected, expression)
  })
})
