import type { Problem } from '../../domain/errors.ts'

/** A sent form as a domain value, or what is wrong with it; a problem's `where` is the field's name. */
export type FormReading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problems: readonly Problem[] }
