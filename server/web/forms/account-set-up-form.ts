import type { Problem } from '../../domain/errors.ts'
import { withoutMarks } from '../../domain/plain-text.ts'
import { PASSWORD_LEAST, PASSWORD_MOST, passwordLength } from '../../services/password.ts'
import type { SetUpChoice, SetUpOffer } from '../../services/sign-in-service.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { readDisplayName, readSignInName } from './account-names.ts'
import type { FormReading } from './form-reading.ts'

/** Reads what a person chose with a set-up link. Names count only where the offer lets the person pick them. */
export function readSetUpForm(offer: SetUpOffer, form: SentForm): FormReading<SetUpChoice> {
  const picked = offer.isFirst
    ? { ...readDisplayName(form['display-name'] ?? ''), of: readSignInName(form['name'] ?? '') }
    : { displayName: offer.displayName, problems: [], of: { name: offer.name, problems: [] } }
  const { name } = picked.of
  const password = form['password'] ?? ''
  const problems = [
    ...picked.problems,
    ...picked.of.problems,
    ...passwordProblems(password, [name, picked.displayName]),
    ...(password === (form['password-again'] ?? '')
      ? []
      : [{ where: 'password-again', message: 'accounts:password-differs' }]),
  ]
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { password, name, displayName: picked.displayName } }
}

function passwordProblems(password: string, names: readonly string[]): readonly Problem[] {
  const where = 'password'
  const length = passwordLength(password)
  if (length < PASSWORD_LEAST) return [{ where, message: 'accounts:password-short', values: { least: PASSWORD_LEAST } }]
  if (length > PASSWORD_MOST) return [{ where, message: 'accounts:password-long', values: { most: PASSWORD_MOST } }]
  const isName = names.some((name) => withoutMarks(name) === withoutMarks(password))
  return isName ? [{ where, message: 'accounts:password-is-name' }] : []
}
