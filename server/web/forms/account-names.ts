import type { Problem } from '../../domain/errors.ts'
import { withoutMarks } from '../../domain/plain-text.ts'

const SIGN_IN_NAME = /^[a-z0-9][a-z0-9._@-]{2,59}$/
const DISPLAY_NAME_MOST = 80

/** A sign-in name as it is kept, and what is wrong with it. */
export function readSignInName(typed: string): { name: string; problems: readonly Problem[] } {
  const name = typed.trim().toLowerCase()
  if (name === '') return { name, problems: [{ where: 'name', message: 'accounts:name-missing' }] }
  if (!SIGN_IN_NAME.test(name)) return { name, problems: [{ where: 'name', message: 'accounts:name-form' }] }
  return { name, problems: [] }
}

/** The name that is shown, and what is wrong with it. */
export function readDisplayName(typed: string): { displayName: string; problems: readonly Problem[] } {
  const displayName = typed.normalize('NFC').replace(/\s+/g, ' ').trim()
  const where = 'display-name'
  if (withoutMarks(displayName) === '') {
    return { displayName, problems: [{ where, message: 'accounts:display-name-missing' }] }
  }
  if (displayName.length > DISPLAY_NAME_MOST || /\p{Cc}/u.test(displayName)) {
    const values = { most: DISPLAY_NAME_MOST }
    return { displayName, problems: [{ where, message: 'accounts:display-name-form', values }] }
  }
  return { displayName, problems: [] }
}
