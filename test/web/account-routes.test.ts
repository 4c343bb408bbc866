import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import request, { type Response } from 'supertest'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR, signedInBrowser, staffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform

beforeEach(async () => {
  platform = await openPlatform()
})
afterEach(() => platform.close())

const cookiesOf = (answer: Response): string[] => [answer.headers['set-cookie'] ?? []].flat()
const cookieOf = (answer: Response, name: string): string => cookiesOf(answer).find((one) => one.startsWith(name)) ?? ''

describe('signing in', () => {
  test('leads where one wanted to go, with a cookie that scripts and other sites cannot use', async () => {
    await addAccount(platform.storage, { name: 'lan' })
    const browser = staffBrowser(platform)
    const turnedAway = await browser.get('/admin/accounts?q=lan')
    expect(turnedAway.status).toBe(303)
    const form = await browser.get(turnedAway.headers['location'] ?? '')
    expect(form.text).toContain('name="back" value="/admin/accounts?q=lan"')
    const fields = { name: 'lan', password: PASSWORD, back: '/admin/accounts?q=lan' }
    const answer = await browser.send('/sign-in', fields)
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('/admin/accounts?q=lan')
    const cookie = cookieOf(answer, 'hailong_session=')
    expect(cookie).toMatch(/^hailong_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('behind TLS gives cookies that only this host gets, and only by TLS', async () => {
    await platform.close()
    platform = await openPlatform({ env: { PUBLIC_URL: 'https://hailong.test' } })
    const answer = await request(platform.app).get('/sign-in')
    expect(cookieOf(answer, '__Host-hailong_form=')).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    '/\t/e',
  ])('never leads to another site: %p', async (back) => {
    await addAccount(platform.storage, { name: 'lan' })
    const browser = staffBrowser(platform)
    const answer = await browser.send('/sign-in', { name: 'lan', password: PASSWORD, back })
    expect(answer.headers['location']).toBe('/agencies')
    const form = await staffBrowser(platform).get(`/sign-in?back=${encodeURIComponent(back)}`)
    expect(form.text).toContain('name="back" value=""')
  })

  test('says the same for an unknown name and a wrong password, keeps the name and never the password', async () => {
    await addAccount(platform.storage, { name: 'lan' })
    const pages = await Promise.all(
      ['lan', 'nobody'].map(async (name) => {
        const answer = await staffBrowser(platform).send('/sign-in', { name, password: 'sai rồi mà"<b>' })
        expect(answer.status).toBe(422)
        expect(answer.text).toContain(`value="${name}"`)
        expect(answer.text).not.toContain('sai rồi mà')
        return answer.text.replace(/value="[^"]*"/g, '')
      }),
    )
    expect(pages[0]).toBe(pages[1])
    expect(pages[0]).toContain('<title>Lỗi: Đăng nhập')
    expect(pages[0]).toContain('<a href="#name">Tên đăng nhập hoặc mật khẩu không đúng')
  })

  test('gives a new session each time and ends the one before', async () => {
    const { browser, account } = await signedInBrowser(platform)
    const token = /hailong_session=([\w-]+)/.exec(cookieOf(await browser.get('/sign-in'), 'hailong_session')) ?? null
    expect(token).toBeNull()
    const first = await platform.services.signIn.signIn(account.name, PASSWORD, 'x')
    const agent = request.agent(platform.app).set('Cookie', `hailong_session=${first?.token ?? ''}`)
    const page = await agent.get('/agencies')
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1]
    const answer = await agent
      .post('/sign-in')
      .type('form')
      .send({ _csrf: csrf, name: account.name, password: PASSWORD })
    expect(answer.status).toBe(303)
    expect(await platform.services.signIn.viewerOf(first?.token ?? '')).toBeNull()
  })

  test('does not take a session token that the visitor brought along', async () => {
    await addAccount(platform.storage, { name: 'lan' })
    const agent = request.agent(platform.app)
    const page = await agent.get('/sign-in').set('Cookie', 'hailong_session=planted')
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1]
    const answer = await agent.post('/sign-in').type('form').send({ _csrf: csrf, name: 'lan', password: PASSWORD })
    expect(cookieOf(answer, 'hailong_session=')).not.toContain('planted')
    expect(await platform.services.signIn.viewerOf('planted')).toBeNull()
  })

  test('skips the form for whoever is signed in already', async () => {
    const { browser } = await signedInBrowser(platform)
    const answer = await browser.get('/sign-in?back=/admin/accounts')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/admin/accounts'])
  })

  test('answers too many tries with 429 and says when to come again', async () => {
    const browser = staffBrowser(platform)
    for (let i = 0; i < 10; i++) await browser.send('/sign-in', { name: 'lan', password: 'x' })
    const answer = await browser.send('/sign-in', { name: 'lan', password: 'x' })
    expect(answer.status).toBe(429)
    expect(answer.headers['retry-after']).toBe('900')
    expect(answer.text).toContain('Đã thử quá nhiều lần')
  })
})

describe('signing out', () => {
  test('ends the session for good', async () => {
    const { browser } = await signedInBrowser(platform)
    const answer = await browser.send('/sign-out', {}, '/agencies')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in'])
    expect(cookieOf(answer, 'hailong_session=')).toContain('Expires=Thu, 01 Jan 1970')
    expect((await browser.get('/admin/accounts')).status).toBe(303)
  })
})

describe('a form', () => {
  test('without the token of its visitor changes nothing', async () => {
    const { browser, account } = await signedInBrowser(platform, { grants: ADMINISTRATOR })
    const other = await addAccount(platform.storage)
    const stranger = await signedInBrowser(platform, { grants: ADMINISTRATOR })
    const page = await stranger.browser.get(`/admin/accounts/${other.id}`)
    const theirs = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const path = `/admin/accounts/${other.id}/disable`
    for (const fields of [{}, { _csrf: '' }, { _csrf: 'x.y' }, { _csrf: theirs }]) {
      const answer = await browser.sendBare(path, fields)
      expect(answer.status).toBe(403)
      expect(answer.text).toContain('Biểu mẫu này không còn dùng được')
    }
    expect((await platform.storage.accounts.byId(other.id))?.disabled).toBe(false)
    expect((await browser.send(path, {}, `/admin/accounts/${other.id}`)).status).toBe(303)
    expect((await platform.storage.accounts.byId(other.id))?.disabled).toBe(true)
    expect(account.id).not.toBe(other.id)
  })

  test('that was made before sign-in does not work after it', async () => {
    const account = await addAccount(platform.storage, { grants: ADMINISTRATOR })
    const browser = staffBrowser(platform)
    const before = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/sign-in')).text)?.[1] ?? ''
    await browser.send('/sign-in', { name: account.name, password: PASSWORD })
    expect((await browser.sendBare('/sign-out', { _csrf: before })).status).toBe(403)
  })

  test('to sign in that was open for too long is shown again with the name kept, and then works', async () => {
    const account = await addAccount(platform.storage, { name: 'lan' })
    const browser = staffBrowser(platform)
    const answer = await browser.sendBare('/sign-in', {
      name: account.name,
      password: PASSWORD,
      back: '/admin/accounts',
    })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('value="lan"')
    expect(answer.text).toContain('name="back" value="/admin/accounts"')
    expect(answer.text).toContain('Trang đăng nhập đã mở quá lâu')
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(answer.text)?.[1] ?? ''
    expect((await browser.sendBare('/sign-in', { _csrf, name: 'lan', password: PASSWORD })).status).toBe(303)
  })

  test('with a field sent twice, or in another shape than a form, is refused', async () => {
    const agent = request(platform.app)
    expect((await agent.post('/sign-in').type('form').send('name=a&name=b')).status).toBe(400)
    expect((await agent.post('/sign-in').send({ name: 'a' })).status).toBe(415)
    expect(
      (
        await agent
          .post('/sign-in')
          .type('form')
          .send(`name=${'x'.repeat(70_000)}`)
      ).status,
    ).toBe(413)
    const many = Array.from({ length: 300 }, (_, i) => `f${i}=1`).join('&')
    expect((await agent.post('/sign-in').type('form').send(many)).status).toBe(413)
  })

  test('cannot smuggle structures in by the names of its fields', async () => {
    const answer = await staffBrowser(platform).send('/sign-in', {
      'name[$ne]': '',
      '__proto__[x]': '1',
      password: 'x',
    })
    expect(answer.status).toBe(422)
  })
})

describe('a set-up link', () => {
  const path = async (): Promise<string> => new URL((await platform.services.accounts.firstSetUpLink()) ?? '').pathname
  const filled = {
    'display-name': 'Nguyễn Thị Lan',
    name: 'Lan',
    password: 'bốn mùa gió thổi',
    'password-again': 'bốn mùa gió thổi',
  }

  test('makes the first administrator, who is signed in and sees the accounts', async () => {
    const browser = staffBrowser(platform)
    const answer = await browser.send(await path(), filled)
    expect([answer.status, answer.headers['location']]).toEqual([303, '/agencies'])
    const list = await browser.get('/admin/accounts')
    expect(list.status).toBe(200)
    expect(list.text).toContain('Nguyễn Thị Lan')
    expect((await staffBrowser(platform).send('/sign-in', { name: 'lan', password: filled.password })).status).toBe(303)
  })

  test('says what to do once it was used', async () => {
    const link = await path()
    await staffBrowser(platform).send(link, filled)
    const late = staffBrowser(platform)
    const page = await late.get(link)
    expect(page.status).toBe(410)
    expect(page.text).toContain('Liên kết này không còn dùng được')
    expect(page.text).toContain('khởi động lại chương trình')
    expect((await late.send(link, filled, '/sign-in')).status).toBe(410)
  })

  test.each<[string, Record<string, string>, string, string]>([
    ['a short password', { password: 'ngắn quá', 'password-again': 'ngắn quá' }, 'password', 'ít nhất 12 ký tự'],
    [
      'the name as password',
      { name: 'nguyen.thi.lan', password: 'Nguyen Thi Lan', 'password-again': 'Nguyen Thi Lan' },
      'password',
      'không được trùng với tên',
    ],
    [
      'a password that is far too long',
      { password: 'x'.repeat(300), 'password-again': 'x'.repeat(300) },
      'password',
      'tối đa 256',
    ],
    ['two different passwords', { 'password-again': 'bốn mùa gió thổi!' }, 'password-again', 'không giống nhau'],
    ['a name with marks', { name: 'Lân' }, 'name', 'chữ không dấu'],
    ['no name', { name: ' ' }, 'name', 'Xin nhập tên đăng nhập'],
    ['no full name', { 'display-name': ' . ' }, 'display-name', 'Xin nhập họ và tên'],
    ['a full name like a book', { 'display-name': 'a'.repeat(81) }, 'display-name', 'tối đa 80 ký tự'],
  ])('keeps what was typed and says what is wrong with %s', async (_what, over, field, words) => {
    const link = await path()
    const browser = staffBrowser(platform)
    const answer = await browser.send(link, { ...filled, ...over })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(new RegExp(`<a href="#${field}">[^<]*${words}`))
    expect(answer.text).toContain(`id="${field}-error"`)
    expect(answer.text).not.toContain(filled.password)
    if (over['display-name'] === undefined) expect(answer.text).toContain('value="Nguyễn Thị Lan"')
    expect((await browser.send(link, filled)).status).toBe(303)
  })

  test('does not stand in the log', async () => {
    const link = await path()
    await staffBrowser(platform).send(link, filled)
    expect(JSON.stringify(platform.logged)).not.toContain(link)
    expect(JSON.stringify(platform.logged)).toContain('/set-up/…')
  })

  test('for a new password shows the name and leaves it', async () => {
    const administrator = await addAccount(platform.storage, { grants: ADMINISTRATOR })
    const account = await addAccount(platform.storage, { name: 'binh' })
    const { link } = await platform.services.accounts.renewLink(administrator, account.id)
    const browser = staffBrowser(platform)
    const page = await browser.get(new URL(link.url).pathname)
    expect(page.text).toMatch(/name="name"[^>]*value="binh"[^>]*readonly/)
    expect(page.text).not.toContain('display-name')
    const answer = await browser.send(new URL(link.url).pathname, { ...filled, name: 'other' })
    expect(answer.status).toBe(303)
    expect((await platform.storage.accounts.byId(account.id))?.name).toBe('binh')
  })
})

describe('the language of staff pages', () => {
  test('is Vietnamese until another is picked, which is remembered', async () => {
    const agent = request.agent(platform.app)
    const first = await agent.get('/sign-in').set('Accept-Language', 'en')
    expect(first.text).toContain('<html lang="vi">')
    const picked = await agent.get('/sign-in?lang=en')
    expect(cookieOf(picked, 'hailong_language=')).toContain('Max-Age=31536000')
    expect((await agent.get('/sign-in')).text).toContain('<html lang="en">')
    expect((await agent.get('/sign-in?lang=xx')).text).toContain('<html lang="en">')
  })

  test('sets no cookie on the first page', async () => {
    expect((await request(platform.app).get('/')).headers['set-cookie']).toBeUndefined()
  })
})
