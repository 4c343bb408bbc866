import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { ADMINISTRATOR } from '../fixtures/staff-browser.ts'
import { testDatabase, type TestDatabase } from '../fixtures/test-database.ts'
import { AppProcesses } from './app-processes.ts'
import { Visitor } from './visitor.ts'
import { whereThereIs } from './where-there-is.ts'

const TRIES_PER_NAME = 10
const FORMS_A_MINUTE = 300

whereThereIs('TEST_MONGODB_URL', 'three app processes that were started together on an empty database', (url) => {
  let place: TestDatabase
  let apps: AppProcesses

  beforeAll(async () => {
    place = testDatabase(url)
    apps = new AppProcesses(place.uri)
    await apps.start(3)
  }, 120_000)
  afterAll(() => apps.stop())

  test('have made one store together, with one first account', async () => {
    await apps.printed('/set-up/')
    expect(await apps.statuses('/health')).toEqual([200, 200, 200])
    const storage = await place.open()
    expect((await storage.accounts.all()).map(({ name }) => name)).toEqual(['admin'])
    await addAccount(storage, { name: 'lan', grants: ADMINISTRATOR })
    await storage.close()
  })

  test('share sessions and forms: who signed in at one is known to all, and who signs out at one is out everywhere', async () => {
    const visitor = new Visitor()
    const form = await visitor.formOf(`${apps.at(0).url}/sign-in`)
    const entered = await visitor.post(`${apps.at(1).url}/sign-in`, { ...form, name: 'lan', password: PASSWORD })
    expect(entered.status).toBe(303)
    const seen = (): Promise<number[]> =>
      Promise.all(apps.all.map(async (app) => (await visitor.get(`${app.url}/admin/accounts`)).status))
    expect(await seen()).toEqual([200, 200, 200])
    const own = await visitor.formOf(`${apps.at(0).url}/admin/accounts/new`)
    expect((await visitor.post(`${apps.at(2).url}/sign-out`, own)).status).toBe(303)
    expect(await seen()).toEqual([303, 303, 303])
  })

  test('count the tries to sign in under one name together', async () => {
    const visitor = new Visitor()
    const statuses: number[] = []
    for (let i = 0; i < TRIES_PER_NAME + 3; i++) {
      const address = `${apps.at(i).url}/sign-in`
      const form = await visitor.formOf(address)
      const answer = await visitor.post(address, { ...form, name: 'minh', password: 'sai rồi' })
      statuses.push(answer.status)
    }
    expect(statuses).toEqual([...new Array<number>(TRIES_PER_NAME).fill(422), 429, 429, 429])
  })

  test('count the forms that one source sends to staff pages together', async () => {
    const visitor = new Visitor()
    for (let i = 0; i < FORMS_A_MINUTE; i++) await visitor.post(`${apps.at(i).url}/sign-in`, {})
    const afterwards = apps.all.map(async ({ url }) => (await visitor.post(`${url}/sign-in`, {})).status)
    expect(await Promise.all(afterwards)).toEqual([429, 429, 429])
  })
})
