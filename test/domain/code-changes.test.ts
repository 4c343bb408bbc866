import { describe, expect, test } from '@jest/globals'
import { CodeChanges, type CodeWanted } from '../../server/domain/code-changes.ts'
import { newPublicCode, readPublicCode } from '../../server/domain/public-code.ts'
import { aPublicCode } from '../fixtures/public-code.ts'

const TODAY = 20_780

/** Whole numbers that come again and again, so that codes are made which are there already. */
function repeating(...values: readonly number[]): (below: number) => number {
  let at = 0
  return (below) => (values[Math.floor(at++ / 7) % values.length] ?? 0) % below
}

const code = (sign: number): string => newPublicCode(() => sign)
const one = aPublicCode(code(1), 'quay-1')
const wanted: CodeWanted = { point: 'quay-1', field: 'dat-dai', step: 'return', channel: 'qr', questionnaire: null }

describe('a code that is withdrawn', () => {
  test('is replaced by another of the same meaning, which nobody has', () => {
    const changes = new CodeChanges([one, aPublicCode(code(2), 'quay-2')], repeating(1, 2, 3))
    const withdrawn = changes.withdraw({ ...one, withdrawnOn: TODAY }, true)
    expect(withdrawn).toEqual({ ...one, withdrawnOn: TODAY, replacedBy: code(3) })
    expect(changes.withdrawn).toEqual([withdrawn])
    expect(changes.made).toEqual([{ ...one, code: code(3) }])
    expect(readPublicCode(code(3)).ok).toBe(true)
  })

  test('has none in its place where none is wanted', () => {
    const changes = new CodeChanges([one], repeating(3))
    expect(changes.withdraw({ ...one, withdrawnOn: TODAY }, false).replacedBy).toBeNull()
    expect(changes.made).toEqual([])
  })

  test('keeps the one that took its place before', () => {
    const replaced = { ...one, withdrawnOn: TODAY, replacedBy: code(9) }
    const changes = new CodeChanges([replaced], repeating(3))
    expect(changes.withdraw(replaced, true)).toEqual(replaced)
    expect(changes.made).toEqual([])
  })
})

describe('a code that is wanted', () => {
  test('is made for the counter survey where none stands, and once', () => {
    const changes = new CodeChanges([{ ...one, withdrawnOn: TODAY }], repeating(3))
    changes.supply(wanted)
    changes.supply(wanted)
    changes.supply({ ...wanted, questionnaire: 'counter' })
    expect(changes.made).toEqual([aPublicCode(code(3), 'quay-1')])
  })

  test('is not made where one stands that opens any questionnaire, unless another one is wanted', () => {
    const full = { ...one, questionnaire: 'full' }
    const changes = new CodeChanges([full], repeating(3))
    changes.supply(wanted)
    expect(changes.made).toEqual([])
    changes.supply({ ...wanted, questionnaire: 'counter' })
    expect(changes.made).toEqual([{ ...one, code: code(3) }])
  })

  test('is made where the one that stood is withdrawn, and not where that was replaced', () => {
    const alone = new CodeChanges([one], repeating(3))
    alone.withdraw({ ...one, withdrawnOn: TODAY }, false)
    alone.supply(wanted)
    expect(alone.made).toHaveLength(1)
    const replaced = new CodeChanges([one], repeating(3))
    replaced.withdraw({ ...one, withdrawnOn: TODAY }, true)
    replaced.supply(wanted)
    expect(replaced.made).toHaveLength(1)
  })
})
