/** Whether a text can be the code of a record: lower-case letters without marks, digits and hyphens, 40 at the most. */
export function isRecordCode(text: string): boolean {
  return /^[a-z0-9-]{1,40}$/.test(text)
}
