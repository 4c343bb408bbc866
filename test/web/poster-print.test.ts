import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { newPublicCode, printPublicCode } from '../../server/domain/public-code.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const [FIRST, SECOND, KIOSK, WITHDRAWN, BELOW, ELSEWHERE, NONE] = [1, 2, 3, 4, 5, 6, 7].map((sign) =>
  newPublicCode(() => sign),
) as [string, string, string, string, string, string, string]

let platform: Platform
let browser: StaffBrowser
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [anAgency('my-loc'), anAgency('van-phong', { parent: 'my-loc' }), anAgency('tan-an')],
      points: ['my-loc', 'van-phong', 'tan-an'].map((agency) => aServicePoint(`${agency}-01`, agency)),
      codes: [
        aPublicCode(FIRST, 'my-loc-01', { step: 'submission' }),
        aPublicCode(SECOND, 'my-loc-01'),
        aPublicCode(KIOSK, 'my-loc-01', { channel: 'kiosk' }),
        aPublicCode(WITHDRAWN, 'my-loc-01', { field: 'y-te', withdrawnOn: 0 }),
        aPublicCode(BELOW, 'van-phong-01'),
        aPublicCode(ELSEWHERE, 'tan-an-01'),
      ],
    },
  })
  browser = (await signedInBrowser(platform, { grants: agencyGrant('my-loc') })).browser
})
afterEach(() => platform.close())

const PRINT = '/agencies/my-loc/posters/print'

async function preview(query = ''): Promise<string> {
  const answer = await browser.get(PRINT + query)
  if (answer.status !== 200) throw new Error(`${query} answered ${answer.status}`)
  return answer.text
}

/** The codes on the sheets of a page, in order, those that are not read out included. */
function printed(page: string): string[] {
  return [...page.matchAll(/class="poster__code">([^<]+)</g)].map(([, code = '']) => code.replace('-', ''))
}

describe('a print has', () => {
  test('all codes of the agency that hang on its walls, unless something else is asked', async () => {
    expect(printed(await preview())).toEqual([FIRST, SECOND])
    expect(printed(await preview('?which=own'))).toEqual([FIRST, SECOND])
  })

  test('those of the agencies below as well', async () => {
    expect(printed(await preview('?which=subtree'))).toEqual([FIRST, SECOND, BELOW])
  })

  test('those that were ticked, each once, wherever they hang and whatever was typed for them', async () => {
    const typed = printPublicCode(BELOW).toLowerCase()
    expect(printed(await preview(`?c=${KIOSK}&c=${typed}&c=${KIOSK}`))).toEqual([KIOSK, BELOW])
    expect(printed(await preview(`?which=ticked&c=${SECOND}`))).toEqual([SECOND])
  })

  test('all of a button’s codes, although some were ticked', async () => {
    const page = await preview(`?which=own&c=${KIOSK}`)
    expect(printed(page)).toEqual([FIRST, SECOND])
    expect(page).not.toMatch(/type="checkbox"[^>]* checked/)
  })

  test('more codes than the parser of addresses takes', async () => {
    const many = Array.from({ length: 1100 }, () => `c=${FIRST}`).join('&')
    expect(printed(await preview(`?${many}&c=${SECOND}`))).toEqual([FIRST, SECOND])
  })
})

describe('on the sheets', () => {
  test.each([
    ['a4', 2, ['poster--tall', 'poster--tall']],
    ['a5', 1, ['poster--tall', 'poster--tall']],
    ['tent', 2, ['poster--upturned', 'poster--wide', 'poster--upturned', 'poster--wide']],
    ['sticker', 1, ['sticker', 'sticker']],
  ])('of %s posters find their places', async (format, sheets, faces) => {
    const page = await preview(`?format=${format}`)
    expect(page.match(new RegExp(`<section class="sheet sheet--${format}">`, 'g'))).toHaveLength(sheets)
    const classes = [...page.matchAll(/<article class="([^"]+)"/g)].map(([, names = '']) => names.split(' '))
    expect(classes).toHaveLength(faces.length)
    for (const [i, face] of faces.entries()) expect(classes[i]).toContain(face)
    expect(page).toContain(`${sheets} tờ A4.`)
    expect(page).toMatch(format === 'a5' ? /css\/poster-crosswise/ : /css\/poster-upright/)
  })

  test('each is there as often as it is wanted, and read out once', async () => {
    const page = await preview(`?format=sticker&copies=13&c=${FIRST}`)
    expect(page.match(/<article class="sticker /g)).toHaveLength(13)
    expect(page.match(/<article [^>]*aria-hidden="true"/g)).toHaveLength(12)
    expect(page.match(/<section class="sheet /g)).toHaveLength(2)
  })

  test('a sticker has its code in two groups, the address, the counter, its field and step', async () => {
    const page = await preview(`?format=sticker&c=${FIRST}`)
    for (const group of printPublicCode(FIRST).split('-'))
      expect(page).toContain(`<span class="sticker__group">${group}<`)
    for (const words of ['tại hailong.test/s', 'Quầy my-loc-01', 'Đất đai – Nộp hồ sơ', 'Scan to answer']) {
      expect(page).toContain(words)
    }
  })

  test('the words of the agency stand once a poster, as plain text on one line', async () => {
    const page = await preview(`?c=${FIRST}&text=${encodeURIComponent('  <b>Tầng 2</b>\n phòng\u202E 3 ')}`)
    expect(page).toContain('<p class="poster__text">&lt;b&gt;Tầng 2&lt;/b&gt; phòng 3</p>')
  })

  test('the words of the agency are not on stickers, and the page says so', async () => {
    const page = await preview(`?format=sticker&c=${FIRST}&text=Tầng+2`)
    expect(page.split('<div class="sheets">')[1]).not.toContain('Tầng 2')
    expect(page).toContain('Lời của cơ quan không được in trên nhãn dán')
  })

  test('names that may find no room are pointed out', async () => {
    expect(await preview(`?c=${FIRST}`)).not.toContain('Có tên dài quá')
    const long = { vi: 'Quầy '.repeat(70) }
    await platform.storage.directory.apply({ points: [aServicePoint('my-loc-01', 'my-loc', { names: long })] })
    for (const format of ['a4', 'sticker']) {
      expect(await preview(`?format=${format}&c=${FIRST}`)).toContain('Có tên dài quá')
    }
  })

  test('the form above holds what was asked, to be changed', async () => {
    const page = await preview(`?format=tent&copies=3&text=Tầng+%222%22&reach=subtree&c=${BELOW}`)
    expect(page).toMatch(/name="format" type="radio" value="tent"[^>]* checked/)
    expect(page).toContain('value="Tầng &#34;2&#34;"')
    expect(page).toMatch(/name="copies"[^>]* value="3"/)
    expect(page).toContain('<input type="hidden" name="reach" value="subtree">')
    const ticked = [...page.matchAll(/type="checkbox" value="([^"]+)" checked/g)].map(([, code]) => code)
    expect(ticked).toEqual([BELOW])
  })
})

describe('a print is refused, with what was typed and ticked kept, for', () => {
  const typed = `&text=Tầng+2&c=${SECOND}`
  test.each([
    ['an unknown format', `?format=a3${typed}`, 'format', 'Xin chọn một khổ in'],
    ['two formats', `?format=a4&format=a5${typed}`, 'format', 'Xin chọn một khổ in'],
    ['no copies', `?copies=0${typed}`, 'copies', 'số từ 1 đến 60'],
    ['too many copies', `?copies=61${typed}`, 'copies', 'số từ 1 đến 60'],
    ['half a copy', `?copies=1.5${typed}`, 'copies', 'số từ 1 đến 60'],
    ['an unknown choice', `?which=none${typed}`, 'codes', 'bằng một trong các nút'],
    ['a code that is none', `?c=ABC${typed}`, 'codes', 'Không có mã này: ABC'],
    ['a code that nobody has', `?c=${NONE}${typed}`, 'codes', `Không có mã này: ${printPublicCode(NONE)}`],
    ['a withdrawn code', `?c=${WITHDRAWN}${typed}`, 'codes', `không có áp phích: ${printPublicCode(WITHDRAWN)}`],
  ])('%s', async (_what, query, field, sentence) => {
    const answer = await browser.get(PRINT + query)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<title>Lỗi: ')
    expect(answer.text).toMatch(new RegExp(`<a href="#${field}">[^<]*${sentence}`))
    expect(answer.text).toContain(`id="${field}"`)
    expect(answer.text).toContain('value="Tầng 2"')
    expect(answer.text).toMatch(new RegExp(`value="${SECOND}" checked`))
    expect(answer.text).not.toContain('<svg')
  })

  test('no code at all', async () => {
    const answer = await browser.get(`${PRINT}?which=ticked`)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<a href="#codes">Chưa đánh dấu mã nào.')
  })

  test('words that are too long, counted as people count', async () => {
    const accents = 'ễ'.normalize('NFD').repeat(120)
    expect(printed(await preview(`?c=${FIRST}&text=${encodeURIComponent(accents)}`))).toEqual([FIRST])
    const answer = await browser.get(`${PRINT}?c=${FIRST}&text=${encodeURIComponent(`${accents}abc`)}`)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Xin bớt 3 ký tự.')
  })

  test('more posters than a browser sets', async () => {
    const codes = Array.from({ length: 7 }, (_, i) =>
      aPublicCode(
        newPublicCode(() => i + 10),
        'my-loc-01',
      ),
    )
    await platform.storage.directory.apply({ codes })
    const answer = await browser.get(`${PRINT}?copies=60`)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Cần 540 áp phích, nhiều hơn 500')
  })

  test('an agency of which nothing hangs anywhere', async () => {
    await platform.storage.directory.apply({ codes: [aPublicCode(BELOW, 'van-phong-01', { withdrawnOn: 0 })] })
    const answer = await browser.get('/agencies/van-phong/posters/print')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('id="codes"')
  })

  test('a code of another agency that the account may not see', async () => {
    expect((await browser.get(`${PRINT}?c=${SECOND}&c=${ELSEWHERE}`)).status).toBe(403)
  })

  test('a code of another agency that the account may see', async () => {
    const administrator = (await signedInBrowser(platform, { grants: ADMINISTRATOR })).browser
    const answer = await administrator.get(`${PRINT}?c=${SECOND}&c=${ELSEWHERE}`)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`thuộc cơ quan khác: ${printPublicCode(ELSEWHERE)}`)
  })
})
