/** Signs with which a spreadsheet starts a formula, with their full-width twins, after any blanks and invisible signs. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u
const NEEDS_QUOTES = /[",\r\n]/

/**
 * A text as one cell of a CSV file (RFC 4180), with a leading apostrophe where a spreadsheet would run it as a formula.
 *
 * Quoting is no guard: a spreadsheet takes the quotes off before it looks for a formula.
 *
 * @example
 * csvText('=1+1') // "'=1+1"
 * csvText('Sở Y tế, tầng 2') // '"Sở Y tế, tầng 2"'
 */
export function csvText(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
