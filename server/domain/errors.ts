/** What can go wrong in a way that the platform expects. One middleware maps each to a status and a page. */
export abstract class DomainError extends Error {}

/** Thrown when what was asked for does not exist, or is not the asker's to know of. */
export class NotFoundError extends DomainError {
  readonly kind: string
  readonly key: string
  constructor(kind: string, key: string) {
    super(`no ${kind} ${JSON.stringify(key)}`)
    this.kind = kind
    this.key = key
  }
}

/** Thrown when a signed-in person may not see or do what was asked. */
export class ForbiddenError extends DomainError {}

/** Thrown when a sent form does not belong to the visitor's session: it was open too long, or comes from elsewhere. */
export class FormExpiredError extends ForbiddenError {}

/** Thrown when nobody is signed in and the page is not public. */
export class SignInNeededError extends DomainError {}

/** Thrown when what is stored contradicts what was asked to be stored. */
export class ConflictError extends DomainError {}

/** Thrown when input breaks a rule; `problems` names each in terms of the input, with a message key for its words. */
export class InvalidInputError extends DomainError {
  readonly problems: readonly Problem[]
  constructor(message: string, problems: readonly Problem[] = []) {
    super(message)
    this.problems = problems
  }
}

/** One thing wrong with one part of an input. */
export interface Problem {
  /** The field, column or line that is wrong. */
  readonly where: string
  /** Key of the sentence that says what is wrong and what to do, in views/messages. */
  readonly message: string
  readonly values?: Readonly<Record<string, string | number>>
}

/** Thrown when the platform cannot take more at the moment; the caller should try again. */
export class BusyError extends DomainError {
  readonly retryAfterS: number
  constructor(message: string, retryAfterS = 2) {
    super(message)
    this.retryAfterS = retryAfterS
  }
}

/** Thrown when the database cannot be reached or does not answer in time; it may well do so again in a moment. */
export class StoreUnavailableError extends BusyError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, 5)
    if (options.cause !== undefined) this.cause = options.cause
  }
}

/** Thrown when one account or one source tried too often; trying again helps only after a while. */
export class TooManyTriesError extends DomainError {
  readonly retryAfterS: number
  constructor(message: string, retryAfterS: number) {
    super(message)
    this.retryAfterS = retryAfterS
  }
}
