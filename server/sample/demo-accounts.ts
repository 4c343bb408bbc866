import { randomBytes, randomInt } from 'node:crypto'
import type { RoleGrant } from '../domain/account.ts'
import { hashPassword } from '../services/password.ts'
import { newSecretToken, secretTokenHash } from '../services/secret-token.ts'
import type { Storage } from '../storage/port.ts'

/** Names of the accounts that exist in a sample store only. */
export const DEMO_NAME = 'demo'
export const DEMO_AGENCY_NAME = 'demo-xa'

/** Gives a sample store an administrator who may read comments, and the account of one agency; both have the password. */
export async function addDemoAccounts(
  { accounts }: Pick<Storage, 'accounts'>,
  password: string,
  agency: string,
): Promise<void> {
  const passwordHash = await hashPassword(password)
  const add = async (name: string, grant: RoleGrant): Promise<void> => {
    const id = randomBytes(8).toString('hex')
    const mayReadComments = grant.role === 'administrator'
    const account = { id, name, displayName: name, passwordHash, grants: [grant], mayReadComments, disabled: false }
    // Every account comes with a set-up link; these have a password already, so theirs has ended.
    const link = { tokenHash: secretTokenHash(newSecretToken()), accountId: id, expiresAt: new Date(0) }
    await accounts.add(account, link)
  }
  await add(DEMO_NAME, { role: 'administrator', agency: null })
  await add(DEMO_AGENCY_NAME, { role: 'agency', agency })
}

/** A password that a person can type from a terminal: made anew for every store, so that no two demos share one. */
export function newDemoPassword(): string {
  const group = (): string => Array.from({ length: 4 }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('')
  return `${group()}-${group()}-${group()}`
}

const SIGNS = '23456789abcdefghjkmnpqrstvwxyz'
