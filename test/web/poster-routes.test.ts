import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { decodeQR } from 'qr/decode.js'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import { newPublicCode, printPublicCode } from '../../server/domain/public-code.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { drawnPicture } from '../fixtures/qr-picture.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { agencyGrant, signedInBrowser, staffBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const [LIVE, AT_SUBMISSION, WITHDRAWN, ENDS_TOMORROW, ELSEWHERE, BELOW] = [1, 2, 3, 4, 5, 6].map((sign) =>
  newPublicCode(() => sign),
) as [string, string, string, string, string, string]
const TODAY = parseIsoDay('2026-11-23') ?? 0

let platform: Platform
let browser: StaffBrowser
beforeEach(async () => {
  platform = await openPlatform({
    env: { PUBLIC_URL: 'http://khaosat.test' },
    directory: {
      agencies: [
        anAgency('my-loc', { names: { vi: 'Ủy ban nhân dân xã Mỹ Lộc', en: 'Mỹ Lộc Commune' } }),
        anAgency('van-phong', { parent: 'my-loc' }),
        anAgency('da-giai-the', { parent: 'my-loc', validTo: TODAY }),
        anAgency('tan-an'),
      ],
      points: [
        aServicePoint('my-loc-01', 'my-loc', { names: { vi: 'Quầy số 1', en: 'Counter 1' } }),
        aServicePoint('my-loc-02', 'my-loc', { names: { vi: 'Quầy <số> "2"' } }),
        aServicePoint('tan-an-01', 'tan-an'),
        aServicePoint('van-phong-01', 'van-phong'),
      ],
      codes: [
        aPublicCode(LIVE, 'my-loc-01'),
        aPublicCode(AT_SUBMISSION, 'my-loc-01', { step: 'submission' }),
        aPublicCode(WITHDRAWN, 'my-loc-02', { withdrawnOn: TODAY, replacedBy: LIVE }),
        aPublicCode(ENDS_TOMORROW, 'my-loc-02', { withdrawnOn: TODAY + 1 }),
        aPublicCode(ELSEWHERE, 'tan-an-01'),
        aPublicCode(BELOW, 'van-phong-01'),
      ],
    },
  })
  browser = (await signedInBrowser(platform, { grants: agencyGrant('my-loc') })).browser
})
afterEach(async () => {
  await platform.close()
})

describe('a poster', () => {
  test('shows a QR code that opens the survey of its code', async () => {
    expect(decodeQR(drawnPicture(await html(`/points/${LIVE}/poster`)))).toBe(`http://khaosat.test/s/${LIVE}`)
  })

  test('says in both languages where it hangs and what it asks, whatever language the officer reads', async () => {
    for (const language of ['vi', 'en']) {
      const page = await html(`/points/${LIVE}/poster?lang=${language}`)
      for (const words of [
        'Ủy ban nhân dân xã Mỹ Lộc',
        'Mỹ Lộc Commune',
        'Quầy số 1',
        'Counter 1',
        'Đất đai',
        'Land',
        'Nhận kết quả',
        'Receiving the result',
        'Ông/bà có hài lòng khi nhận kết quả không?',
        'Were you satisfied when receiving your result?',
      ]) {
        expect(page).toContain(words)
      }
    }
  })

  test('can be typed: the short address without its scheme, and the code in two groups', async () => {
    const page = await html(`/points/${LIVE}/poster`)
    expect(page).toContain('>khaosat.test/s<')
    expect(page).toContain(`>${printPublicCode(LIVE)}<`)
  })

  test('of the submission step does not ask about a result', async () => {
    const page = await html(`/points/${AT_SUBMISSION}/poster`)
    expect(page).toContain('Ông/bà có hài lòng khi nộp hồ sơ không?')
    expect(page).not.toContain('nhận kết quả')
  })

  test('says a name only once where there is no English one, and escapes it', async () => {
    const page = await html(`/points/${ENDS_TOMORROW}/poster`)
    expect(page.split('>Quầy &lt;số&gt; &#34;2&#34;<')).toHaveLength(2)
  })

  test('is found by the code as it is printed', async () => {
    expect((await browser.get(`/points/${printPublicCode(LIVE).toLowerCase()}/poster`)).status).toBe(200)
  })

  test('of a withdrawn code has no QR code, and leads to the one that took its place', async () => {
    const page = await html(`/points/${WITHDRAWN}/poster`)
    expect(page).not.toContain('<svg')
    expect(page).toContain(`Mã ${printPublicCode(WITHDRAWN)} đã bị thu hồi`)
    expect(page).toContain('Từ ngày 23/11/2026')
    expect(page).toContain(`href="/points/${LIVE}/poster"`)
  })

  test('says whose place its code took, and since when', async () => {
    const page = await html(`/points/${LIVE}/poster`)
    expect(page).toContain(`Mã này thay mã ${printPublicCode(WITHDRAWN)} đã thu hồi ngày 23/11/2026.`)
    expect(await html(`/points/${AT_SUBMISSION}/poster`)).not.toContain('Mã này thay mã')
  })

  test('of the long questionnaire does not promise that it takes a minute', async () => {
    await platform.storage.directory.apply({ codes: [aPublicCode(LIVE, 'my-loc-01', { questionnaire: 'full' })] })
    const page = await html(`/points/${LIVE}/poster`)
    expect(page).toContain('mất khoảng năm phút')
    expect(page).not.toContain('một phút')
  })

  test('comes in any format with the words of the agency, and keeps what was typed where that is wrong', async () => {
    const path = `/points/${LIVE}/poster`
    expect(await html(`${path}?format=tent&text=Xin+chào`)).toContain('<p class="poster__text">Xin chào</p>')
    const wrong = await browser.get(`${path}?format=a3&text=${'<'.repeat(121)}`)
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('<title>Lỗi: ')
    expect(wrong.text).toContain(`value="${'&lt;'.repeat(121)}"`)
    expect(wrong.text).toContain('<details class="poster-change" open>')
    expect(wrong.text).not.toContain('<svg')
  })

  test('is printed until the day from which its code no longer works', async () => {
    expect(await html(`/points/${ENDS_TOMORROW}/poster`)).toContain('<svg')
  })

  test('is not found for a code that does not exist or is mistyped', async () => {
    expect((await browser.get(`/points/${newPublicCode(() => 9)}/poster`)).status).toBe(404)
    expect((await browser.get(`/points/${LIVE.slice(0, -1)}/poster`)).status).toBe(404)
  })

  test('is refused to an account of another agency, and to whoever has not signed in', async () => {
    expect((await browser.get(`/points/${ELSEWHERE}/poster`)).status).toBe(403)
    expect((await staffBrowser(platform).get(`/points/${LIVE}/poster`)).status).toBe(303)
  })
})

describe('the list of an agency', () => {
  test('has the codes in use by counter and step, none of them ticked', async () => {
    const page = await html('/agencies/my-loc/posters')
    expect(boxes(page)).toEqual([AT_SUBMISSION, LIVE, ENDS_TOMORROW])
    expect(page).not.toMatch(/type="checkbox"[^>]* checked/)
    expect(page).toContain(`href="/points/${LIVE}/poster"`)
  })

  test('has the withdrawn ones apart, with day and successor', async () => {
    const [, withdrawn = ''] = (await html('/agencies/my-loc/posters')).split('Các mã đã thu hồi')
    expect(withdrawn).toContain(`<a href="/points/${WITHDRAWN}/poster">${printPublicCode(WITHDRAWN)}</a>`)
    expect(withdrawn).toContain('>23/11/2026<')
    expect(withdrawn).toContain(`<a href="/points/${LIVE}/poster">${printPublicCode(LIVE)}</a>`)
    expect(withdrawn).not.toContain(printPublicCode(ENDS_TOMORROW))
  })

  test('leads to those of the agencies below that still exist, and shows theirs where it is asked to', async () => {
    const page = await html('/agencies/my-loc/posters')
    expect(page).toContain('href="/agencies/van-phong/posters"')
    expect(page).not.toContain('da-giai-the')
    const all = await html('/agencies/my-loc/posters?reach=subtree')
    expect(boxes(all)).toEqual([AT_SUBMISSION, LIVE, ENDS_TOMORROW, BELOW])
    expect(all).toContain('data-label="Cơ quan">Xã van-phong<')
  })

  test('leaves out the agencies below where they have more codes than one print holds, and says so', async () => {
    const points = Array.from({ length: 500 }, (_, i) => aServicePoint(`van-phong-${i}`, 'van-phong'))
    const codes = points.map(({ id }, i) => aPublicCode(`CODE${i}`, id))
    await platform.storage.directory.apply({ points, codes })
    const page = await html('/agencies/my-loc/posters?reach=subtree')
    expect(page).toContain('có tất cả 504 mã, nhiều hơn 500 mã')
    expect(boxes(page)).toEqual([AT_SUBMISSION, LIVE, ENDS_TOMORROW])
    expect(page).not.toContain('value="subtree"')
  })

  test('tells the channel only where codes of others than those on the wall are among them', async () => {
    expect(await html('/agencies/my-loc/posters')).not.toContain('data-label="Kênh"')
    await platform.storage.directory.apply({ codes: [aPublicCode(LIVE, 'my-loc-01', { channel: 'kiosk' })] })
    const page = await html('/agencies/my-loc/posters')
    expect(page).toContain('data-label="Kênh">Máy tính bảng tại quầy<')
    expect(page).toContain('Xem trước 2 mã của cơ quan')
  })

  test('says so where no counter has a code', async () => {
    await platform.storage.directory.apply({ codes: [aPublicCode(BELOW, 'van-phong-01', { withdrawnOn: TODAY })] })
    const page = await html('/agencies/van-phong/posters')
    expect(page).toContain('chưa có mã nào đang dùng')
    expect(page).not.toContain('/print')
  })

  test('offers to withdraw codes to those who may', async () => {
    const withdrawal = `href="/points/${LIVE}/withdrawal"`
    expect(await html('/agencies/my-loc/posters')).toContain(withdrawal)
    expect(await html(`/points/${LIVE}/poster`)).toContain(withdrawal)
    const grants = [{ role: 'inspector', agency: null }] as const
    const inspector = (await signedInBrowser(platform, { grants })).browser
    for (const path of ['/agencies/my-loc/posters', `/points/${LIVE}/poster`]) {
      expect((await inspector.get(path)).text).not.toContain('/withdrawal')
    }
  })

  test.each(['posters', 'posters/print'])('is for those who may see the agency: %s', async (path) => {
    expect((await browser.get(`/agencies/tan-an/${path}`)).status).toBe(403)
    expect((await browser.get(`/agencies/khong-co/${path}`)).status).toBe(404)
    expect((await staffBrowser(platform).get(`/agencies/my-loc/${path}`)).status).toBe(303)
  })
})

/** The codes of the boxes on a page, in order. */
function boxes(page: string): string[] {
  return [...page.matchAll(/name="c" type="checkbox" value="([^"]+)"/g)].map(([, code = '']) => code)
}

async function html(path: string): Promise<string> {
  const answer = await browser.get(path)
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  return answer.text
}
