/** What stands in place of what was masked: short, the same in every language, and no word that can be searched for. */
export const MASK = '•••'

/**
 * Free text without what points straight at a person: telephone and paper numbers, e-mail addresses, and the code of a
 * dossier, by which whoever has access to the one-stop system finds its bearer at once. Dates, hours, amounts and
 * other short numbers stay. It gets no longer, and masking it once more changes nothing.
 *
 * What it cannot know is in docs/comments.md: names above all.
 *
 * @example
 * maskedText('Gọi tôi số 0912 345 678, hẹn 22/11/2026') // 'Gọi tôi số •••, hẹn 22/11/2026'
 */
export function maskedText(text: string): string {
  if (!MAY_HOLD.test(text)) return text
  const plain = text.replace(/[០-៩０-９]/g, (digit) => String(digit.charCodeAt(0) & 15))
  let masked = ''
  let end = 0
  for (const { 0: found, index, groups } of plain.matchAll(NUMBERS)) {
    if (groups?.['kept'] !== undefined) continue
    masked += text.slice(end, index) + MASK
    end = index + found.length
  }
  return masked + text.slice(end)
}

const raw = String.raw

/** Nearly every text can be told by this to hold nothing: no such number has fewer than seven digits. */
const MAY_HOLD = /@|(?:\p{Nd}\P{Nd}*){7}/u

const DIGIT = raw`\p{Nd}`
const SIGN = raw`[\p{L}\p{Nd}]`
/** What may stand between two digits of one number. A slash and a comma part two numbers. */
const GAP = raw`[ .()\-\u00A0\u202F\u2010-\u2015]{0,3}`
/** So many further digits, in whatever groups, and then none. */
const more = (least: number, most: number): string => raw`(?:${GAP}${DIGIT}){${least},${most}}(?!${DIGIT})`

// A mask counts as what it stands for, so that masking once more finds nothing new.
const NO_SIGN_BEFORE = raw`(?<![\p{L}\p{Nd}•])`
/** The bracket in which a number's first group stands alone: (024) 3825 1234. */
const BRACKET = raw`(?:\((?=\+?${DIGIT}{1,4}\)))?`
/** Where a number written in groups can begin: not behind the point of another. */
const START = raw`(?<![\p{Nd}•][.:,]?)${BRACKET}`

const DAY = '(?:0?[1-9]|[12][0-9]|3[01])'
const MONTH = '(?:0?[1-9]|1[0-2])'
const TIME = '[0-2]?[0-9][.:h][0-5][0-9]'
const DATE = raw`${DAY}(?<mark>[./-])${MONTH}\k<mark>(?:19|20)[0-9]{2}(?!\k<mark>?${DIGIT})`
const CURRENCY = 'đ|₫|đồng|dong|vnđ|vnd|nghìn|ngàn|triệu|tr|tỷ|tỉ'

/** Numbers that look like those below and are none. */
const KEPT = [
  raw`(?<!${DIGIT})(?:${DAY}[./-]${MONTH} ?[-–] ?)?${DATE}`,
  raw`(?<!${DIGIT})${TIME} ?[-–] ?${TIME}(?![.]?${DIGIT})`,
  raw`(?<!${DIGIT})\+?[1-9][0-9]{0,2}(?:[., \u00A0][0-9]{3})+ ?(?:${CURRENCY})(?!\p{L})`,
]

/** Behind these words a number is one of a person even where its shape does not tell: `SĐT: 912 345 678`. */
const TELEPHONE = 'sđt|sdt|đt|điện thoại|dien thoai|di động|zalo|phone|mobile|tel'
const PAPER = 'cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|chung minh|hộ chiếu|ho chieu|passport'

const MASKED = [
  // An e-mail address.
  raw`(?<![\p{L}\p{Nd}•._%+-])[\p{L}\p{Nd}._%+-]+@[\p{L}\p{Nd}-]+(?:\.[\p{L}\p{Nd}-]+)+`,
  // A dossier: 000.00.15.H26-261122-0012.
  raw`${NO_SIGN_BEFORE}(?:${SIGN}{1,6}\.){0,5}${SIGN}{1,6}-${DIGIT}{6}-${DIGIT}{3,6}(?!${DIGIT})`,
  // A telephone with the code of a country, with + or without.
  raw`${BRACKET}\+[1-9]${more(8, 14)}`,
  raw`${START}(?:00)?84${GAP}(?:0${GAP})?[235789]${more(8, 9)}`,
  // A mobile telephone, a fixed one, then whatever else begins with 0: older ones, and papers of 9 and 12 digits.
  raw`${START}0${GAP}[35789]${more(8, 8)}`,
  raw`${START}0${GAP}2${more(9, 9)}`,
  raw`${START}0${more(8, 11)}`,
  // A passport.
  raw`${NO_SIGN_BEFORE}[a-z]${DIGIT}{7,8}(?!${SIGN})`,
  // Any other long number.
  raw`${DIGIT}{9,}`,
  // A shorter one that a word announces.
  raw`(?=${DIGIT})(?<=(?<!\p{L})(?:${TELEPHONE}|${PAPER})[^\p{Nd}\n•]{0,20})${DIGIT}${more(6, 11)}`,
]

const NUMBERS = new RegExp(`(?<kept>${KEPT.join('|')})|${MASKED.join('|')}`, 'giu')
