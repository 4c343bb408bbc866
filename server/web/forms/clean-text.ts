/**
 * Free text as it is kept: composed (NFC), with plain line ends, trimmed, without control signs and without the marks
 * that turn the direction of writing and so can make a text look like another.
 */
export function cleanText(text: string): string {
  if (text === '') return text
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .trim()
}
