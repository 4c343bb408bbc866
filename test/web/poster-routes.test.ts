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
    expect(page).toContain(`href="/points/${LIVE}/poster"`)
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

describe('the posters of an agency', () => {
  test('are listed by counter and step, live codes only', async () => {
    const page = await html('/agencies/my-loc/posters')
    const listed = [...page.matchAll(/<th scope="row"><a href="([^"]+)"/g)].map(([, href]) => href)
    expect(listed).toEqual([AT_SUBMISSION, LIVE, ENDS_TOMORROW].map((code) => `/points/${code}/poster`))
  })

  test('are printed in one go, a sheet each', async () => {
    const page = await html('/agencies/my-loc/posters/print')
    expect(page.match(/<article /g)).toHaveLength(3)
    expect(page.match(/<svg /g)).toHaveLength(3)
  })

  test('lead to those of the agencies below that still exist', async () => {
    const page = await html('/agencies/my-loc/posters')
    expect(page).toContain('href="/agencies/van-phong/posters"')
    expect(page).not.toContain('da-giai-the')
  })

  test('are none where no counter has a code', async () => {
    await platform.storage.directory.apply({ codes: [aPublicCode(BELOW, 'van-phong-01', { withdrawnOn: TODAY })] })
    platform.moveClock(2000)
    const page = await html('/agencies/van-phong/posters')
    expect(page).not.toContain('<table')
    expect(page).not.toContain('/print')
  })

  test.each(['posters', 'posters/print'])('are for those who may see the agency: %s', async (path) => {
    expect((await browser.get(`/agencies/tan-an/${path}`)).status).toBe(403)
    expect((await browser.get(`/agencies/khong-co/${path}`)).status).toBe(404)
    expect((await staffBrowser(platform).get(`/agencies/my-loc/${path}`)).status).toBe(303)
  })
})

async function html(path: string): Promise<string> {
  const answer = await browser.get(path)
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  return answer.text
}
