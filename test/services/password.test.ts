import { expect, test } from '@jest/globals'
import { hashPassword, isPassword, passwordLength } from '../../server/services/password.ts'

test('keeps a password as argon2id with 19 MiB and two passes, salted anew each time', async () => {
  const [one, other] = await Promise.all([hashPassword('một câu đủ dài'), hashPassword('một câu đủ dài')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(other)
})

test('knows a password again however the keyboard composes its letters', async () => {
  const kept = await hashPassword('Mật khẩu của Hải Long'.normalize('NFC'))
  expect(await isPassword('Mật khẩu của Hải Long'.normalize('NFD'), kept)).toBe(true)
  expect(await isPassword('mật khẩu của hải long', kept)).toBe(false)
})

test('lets no password in where there is none, and takes about as long', async () => {
  const kept = await hashPassword('một câu đủ dài')
  const timed = async (hash: string | null): Promise<number> => {
    const start = performance.now()
    expect(await isPassword('không phải thế', hash)).toBe(false)
    return performance.now() - start
  }
  const best = async (hash: string | null): Promise<number> =>
    Math.min(await timed(hash), await timed(hash), await timed(hash), await timed(hash), await timed(hash))
  const [wrong, nobody] = [await best(kept), await best(null)]
  expect(nobody).toBeGreaterThan(wrong / 3)
  expect(nobody).toBeLessThan(wrong * 3)
})

test('counts what a person sees as a sign', () => {
  expect(passwordLength('Hải Long'.normalize('NFD'))).toBe(8)
  expect(passwordLength('👩‍🌾🌾')).toBe(2)
})
