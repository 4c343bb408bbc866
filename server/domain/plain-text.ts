/**
 * A text as it is typed in a hurry: lower case, without Vietnamese marks, words parted by one space. So a search finds
 * `Đất đai` by `dat dai`.
 *
 * @example
 * withoutMarks('Sở  Nội-vụ') // 'so noi vu'
 */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
