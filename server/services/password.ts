import { hash, verify, type Options } from '@node-rs/argon2'

/** Fewest signs of a password. There is no rule about which signs: length is what counts. */
export const PASSWORD_LEAST = 12
/** Most signs of a password, so that nobody keeps the machine busy with a book. */
export const PASSWORD_MOST = 256

/** argon2id (the default of the package) with 19 MiB, two passes, one lane: what OWASP names as the least. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash of a password that nobody knows, at the same cost: checked against where there is no account. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$xLTp4iHB5a2wdLhsq/70Kw$C1jckYsQ31tspd/i8eaA5N3yZ6+QKBv1pwTp9PGxdtk'

/** The hash to keep of a password, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(asTyped(password), COST)
}

/**
 * Whether a password is the one that was hashed. Takes as long for an account that does not exist or has no password
 * yet (`kept` null) as for a wrong password, so that the time tells nobody which names there are.
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const fits = await verify(kept ?? NOBODY, asTyped(password))
  return fits && kept !== null
}

/** How many signs a person sees in a password: ễ is one, however the keyboard composes it. */
export function passwordLength(password: string): number {
  return Array.from(new Intl.Segmenter().segment(asTyped(password))).length
}

/** One form for what keyboards compose differently: the same password must fit on every machine. */
function asTyped(password: string): string {
  return password.normalize('NFKC')
}
