import { describe, expect, test } from '@jest/globals'
import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import {
  codesNear,
  newPublicCode,
  PUBLIC_CODE_LENGTH,
  printPublicCode,
  readPublicCode,
} from '../../server/domain/public-code.ts'

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const aCode = fc
  .array(fc.integer({ min: 0, max: 31 }), { minLength: 7, maxLength: 7 })
  .map((places) => newPublicCode(() => places.pop() ?? 0))

function isRight(text: string): boolean {
  return readPublicCode(text).ok
}

function withSign(code: string, at: number, sign: string): string {
  return code.slice(0, at) + sign + code.slice(at + 1)
}

function swapped(code: string, i: number, j: number): string {
  return withSign(withSign(code, i, code.charAt(j)), j, code.charAt(i))
}

describe('a new public code', () => {
  test('has eight signs that are hard to confuse, and reads as itself', () => {
    for (let i = 0; i < 500; i++) {
      const code = newPublicCode((below) => randomInt(below))
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
      expect(readPublicCode(code)).toEqual({ ok: true, code })
    }
  })

  test('takes its signs from the chance that it is given', () => {
    expect(newPublicCode(() => 0)).toBe('00000000')
    expect(newPublicCode(() => 31).slice(0, 7)).toBe('ZZZZZZZ')
  })
})

describe('the check sign', () => {
  test('notices every single wrong sign and every swap of two signs, at every place', () => {
    fc.assert(
      fc.property(aCode, (code) => {
        for (let i = 0; i < PUBLIC_CODE_LENGTH; i++) {
          for (const sign of SIGNS) if (sign !== code[i]) expect(isRight(withSign(code, i, sign))).toBe(false)
          for (let j = i + 1; j < PUBLIC_CODE_LENGTH; j++) {
            if (code[i] !== code[j]) expect(isRight(swapped(code, i, j))).toBe(false)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('notices any two signs in each other’s places, tried for all pairs of signs and places', () => {
    for (let i = 0; i < PUBLIC_CODE_LENGTH - 1; i++) {
      for (let j = i + 1; j < PUBLIC_CODE_LENGTH - 1; j++) {
        for (let a = 0; a < 32; a++) {
          for (let b = a + 1; b < 32; b++) {
            let at = 0
            const code = newPublicCode(() => (at++ === i ? a : at - 1 === j ? b : 0))
            expect(isRight(swapped(code, i, j))).toBe(false)
          }
        }
      }
    }
  })

  test('lets one in 32 arbitrary codes pass', () => {
    const right = Array.from(SIGNS).filter((sign) => isRight(`ABCDEFG${sign}`))
    expect(right).toHaveLength(1)
  })
})

describe('reading a public code', () => {
  test('forgives lower case, spaces, hyphens of every kind and signs that look alike', () => {
    const code = newPublicCode((below) => (below === 32 ? 1 : 0))
    expect(code.startsWith('1111111')).toBe(true)
    for (const typed of [`ilIL-11 1${code.charAt(7)}`, ` 1111–111${code.charAt(7).toLowerCase()} `]) {
      expect(readPublicCode(typed)).toEqual({ ok: true, code })
    }
    expect(readPublicCode('ooOO_0000')).toEqual({ ok: true, code: '00000000' })
    expect(readPublicCode('００００‑００００')).toEqual({ ok: true, code: '00000000' })
  })

  test('says whether the length, a sign or the check sign is wrong', () => {
    for (const typed of ['', 'ABCD', 'ABCDEFGHJ', '   ']) {
      expect(readPublicCode(typed)).toEqual({ ok: false, reason: 'length' })
    }
    for (const typed of ['0000000U', '0000000!', 'ĐẤTĐAI00', '😀😀😀😀']) {
      expect(readPublicCode(typed)).toEqual({ ok: false, reason: 'sign' })
    }
    expect(readPublicCode('00000001')).toEqual({ ok: false, reason: 'check' })
  })

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        readPublicCode(text)
        codesNear(text)
      }),
    )
  })

  test('undoes printing', () => {
    expect(printPublicCode('ABCDEFGH')).toBe('ABCD-EFGH')
    fc.assert(
      fc.property(aCode, (code) => {
        expect(readPublicCode(printPublicCode(code))).toEqual({ ok: true, code })
      }),
    )
  })
})

describe('the codes near a text', () => {
  test('hold the code that was meant after one wrong, missing, superfluous or swapped sign', () => {
    fc.assert(
      fc.property(aCode, fc.nat(7), fc.nat(7), fc.nat(31), (code, i, j, s) => {
        const sign = SIGNS.charAt(s)
        const slips = [
          withSign(code, i, sign),
          code.slice(0, i) + code.slice(i + 1),
          code.slice(0, i) + sign + code.slice(i),
          swapped(code, i, j),
        ]
        for (const slip of slips) expect(codesNear(slip)).toContain(code)
      }),
    )
  })

  test('are well formed, each once, and none for a text of another length', () => {
    const near = codesNear('K9JZ-NGVQ')
    expect(near.every(isRight)).toBe(true)
    expect(new Set(near).size).toBe(near.length)
    expect(codesNear('K9')).toEqual([])
    expect(codesNear('Sở Nông nghiệp và Môi trường')).toEqual([])
  })
})
