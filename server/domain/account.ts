/** What an account may do, and where. */
export const ROLES = ['administrator', 'inspector', 'agency'] as const
export type Role = (typeof ROLES)[number]

export interface RoleGrant {
  readonly role: Role
  /** For `agency`: the agency whose subtree may be seen. Null for the others, who see the province. */
  readonly agency: string | null
}

/** A person of the staff who can sign in. */
export interface Account {
  readonly id: string
  /** What is typed at sign-in, lower case. */
  readonly name: string
  readonly displayName: string
  /** argon2id in PHC form; null until the set-up link was used. */
  readonly passwordHash: string | null
  readonly grants: readonly RoleGrant[]
  /** Free text may hold names: reading it is a right of its own. */
  readonly mayReadComments: boolean
  readonly disabled: boolean
}

/** The signed-in person on whose behalf a service is asked. */
export type Viewer = Pick<Account, 'id' | 'name' | 'displayName' | 'grants' | 'mayReadComments'>
