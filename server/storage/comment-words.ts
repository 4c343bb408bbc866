import { withoutMarks } from '../domain/plain-text.ts'
import type { Comment } from '../domain/response.ts'
import type { CommentScope } from './port.ts'

/** What a comment can be found by besides its day and its words. */
type Property = 'agency' | 'point' | 'field' | 'step' | 'satisfied'

/** No letter and no digit, so that no word of a comment can be taken for a property. */
const SIGN: Readonly<Record<Property, string>> = {
  agency: '§a',
  point: '§p',
  field: '§f',
  step: '§s',
  satisfied: '§y',
}

/** A property as a made-up word, so that it can stand in an index of words. Codes may hold any sign, a word may not. */
export function propertyWord(property: Property, value: string): string {
  return SIGN[property] + Buffer.from(value).toString('hex')
}

/** The properties of a comment as words. */
export function propertyWords({ agency, point, field, step, satisfied }: Pick<Comment, Property>): readonly string[] {
  return [
    propertyWord('agency', agency),
    propertyWord('point', point),
    propertyWord('field', field),
    propertyWord('step', step),
    propertyWord('satisfied', String(satisfied)),
  ]
}

/** The properties that a comment of a scope must have, as words; the agency is left out. */
export function soughtProperties({ point, field, step, satisfied }: CommentScope): readonly string[] {
  return [
    ...(point === undefined ? [] : [propertyWord('point', point)]),
    ...(field === undefined ? [] : [propertyWord('field', field)]),
    ...(step === undefined ? [] : [propertyWord('step', step)]),
    ...(satisfied === undefined ? [] : [propertyWord('satisfied', String(satisfied))]),
  ]
}

/** The words that must stand one after the other in a comment of a scope; empty where that is left out. */
export function soughtPhrase({ words }: CommentScope): string {
  return withoutMarks(words ?? '')
}
