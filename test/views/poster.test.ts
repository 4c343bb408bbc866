import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { newPublicCode } from '../../server/domain/public-code.ts'
import { anAgency } from '../fixtures/agency.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { ADMINISTRATOR, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const LIVE = newPublicCode(() => 1)
const WITHDRAWN = newPublicCode(() => 2)

let platform: Platform
let browser: StaffBrowser
beforeAll(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [anAgency('my-loc'), anAgency('van-phong', { parent: 'my-loc' })],
      points: [aServicePoint('my-loc-01', 'my-loc')],
      codes: [
        aPublicCode(LIVE, 'my-loc-01'),
        aPublicCode(
          newPublicCode(() => 3),
          'my-loc-01',
          { step: 'submission' },
        ),
        aPublicCode(WITHDRAWN, 'my-loc-01', { withdrawnOn: 0, replacedBy: LIVE }),
      ],
    },
  })
  browser = (await signedInBrowser(platform, { grants: ADMINISTRATOR })).browser
})
afterAll(async () => {
  await platform.close()
})

const PAGES = [
  `/points/${LIVE}/poster`,
  `/points/${LIVE}/poster?format=a3`,
  `/points/${LIVE}/withdrawal`,
  `/points/${WITHDRAWN}/poster`,
  '/agencies/my-loc/posters',
  '/agencies/my-loc/posters/print',
  '/agencies/my-loc/posters/print?which=ticked&copies=0',
  '/agencies/my-loc/posters/new',
  '/agencies/van-phong/posters',
]

/** Pages of the same thing in another shape. */
const SHAPES = [
  '/agencies/my-loc/posters?reach=subtree',
  ...['a5', 'tent', 'sticker'].map((format) => `/agencies/my-loc/posters/print?format=${format}&copies=2&text=Tầng+2`),
]

test.each([...PAGES, ...SHAPES].flatMap((path) => ['vi', 'en'].map((language) => ({ path, language }))))(
  'can be used by everybody: $path in $language',
  async ({ path, language }) => {
    expect(
      await pageProblems((await browser.get(`${path}${path.includes('?') ? '&' : '?'}lang=${language}`)).text),
    ).toEqual([])
  },
)

test('every page has a title of its own', async () => {
  const answers = await Promise.all(PAGES.map((path) => browser.get(path)))
  const titles = answers.map(({ text }) => /<title>([^<]+)<\/title>/.exec(text)?.[1])
  expect(new Set(titles).size).toBe(PAGES.length)
})
