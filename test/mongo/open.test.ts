import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mongoose'
import { DomainError, StoreUnavailableError } from '../../server/domain/errors.ts'
import { MIGRATIONS } from '../../server/storage/mongo/migrations/all.ts'
import { openMongoStorage } from '../../server/storage/mongo/open.ts'
import type { Storage } from '../../server/storage/port.ts'
import { startServerProcess } from '../e2e/server-process.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aSubmission } from '../fixtures/submission.ts'
import { testDatabase } from '../fixtures/test-database.ts'
import { until } from './phones.ts'
import { freePort, TestServer } from './test-server.ts'
import { whereThereIs } from './where-there-is.ts'

/** Stores and counts something, so that reading, writing and transactions are all tried. */
async function expectUsable(storage: Storage): Promise<void> {
  await storage.questionnaires.publish(aQuestionnaire())
  expect(await storage.responses.record([aSubmission()])).toEqual(['stored'])
  expect(await storage.tallies.recount({ repair: false })).toMatchObject({ responses: 1, differing: [] })
}

whereThereIs('TEST_MONGODB_URL', 'opening a store in MongoDB', (url) => {
  test('by several processes at once makes its layout once', async () => {
    const place = testDatabase(url)
    const opened = await Promise.all(Array.from({ length: 5 }, () => place.open()))
    const connection = await createConnection(place.uri).asPromise()
    const done = await connection.collection<{ _id: number; name: string }>('migration').find().toArray()
    expect(done.map(({ _id, name }) => [_id, name])).toEqual(MIGRATIONS.map(({ name }, i) => [i + 1, name]))
    expect(await connection.collection('lease').countDocuments()).toBe(0)
    await connection.close()
    for (const storage of opened) await storage.close()
    await place.remove()
  })

  test('is refused where a newer program has written it', async () => {
    const place = testDatabase(url)
    await (await place.open()).close()
    const connection = await createConnection(place.uri).asPromise()
    await connection.collection<{ _id: number }>('migration').insertOne({ _id: MIGRATIONS.length + 1 })
    await connection.close()
    await expect(place.open()).rejects.toThrow('was written by a newer version of this program')
    await place.remove()
  })

  test('takes the database of the address, and hailong where it names none', async () => {
    const { databaseName } = await import('../../server/storage/mongo/connect.ts')
    expect(databaseName('mongodb://u:p@a:1,b:2/province?replicaSet=rs0')).toBe('province')
    expect(databaseName('mongodb+srv://cluster.example.vn/?retryWrites=true')).toBe('hailong')
    expect(databaseName('mongodb://a')).toBe('hailong')
  })
})

whereThereIs('TEST_MONGODB_SERVER', 'the server of a store in MongoDB', (program) => {
  let server: TestServer | null = null
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hailong-tls-'))
  })
  afterEach(async () => {
    await server?.remove()
    server = null
    rmSync(folder, { recursive: true })
  })

  test('is refused with the remedy where it stands alone and so has no transactions', async () => {
    server = await TestServer.start(program, ['--standalone'])
    await expect(openMongoStorage(`mongodb://127.0.0.1:${server.port}/x`)).rejects.toThrow(/--replSet.*rs\.initiate/)
  })

  test('lets in who knows the password (SCRAM-SHA-256), and nobody else', async () => {
    server = await TestServer.start(program)
    const connection = await createConnection(server.url).asPromise()
    const user = { createUser: 'app', pwd: 'gió:thổi', roles: ['root'], mechanisms: ['SCRAM-SHA-256'] }
    await connection.getClient().db('admin').command(user)
    await connection.close()
    await server.stop()
    await server.startAgain(['--auth'])
    const address = (credentials: string): string =>
      `mongodb://${credentials}127.0.0.1:${server?.port ?? 0}/store?replicaSet=secantus&authSource=admin&authMechanism=SCRAM-SHA-256`
    const storage = await openMongoStorage(address(`app:${encodeURIComponent('gió:thổi')}@`))
    await expectUsable(storage)
    await storage.close()
    await expect(openMongoStorage(address('app:wrong@'))).rejects.toThrow(/[Aa]uthentication failed/)
  })

  test('is talked to over TLS when the address says so, with a certificate that is checked', async () => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject]
    execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
    server = await TestServer.start(program, ['--tls-cert-file', certificate, '--tls-key-file', key])
    const storage = await openMongoStorage(`${server.url}&tls=true&tlsCAFile=${encodeURIComponent(certificate)}`)
    await expectUsable(storage)
    await storage.close()
    const untrusting = await openMongoStorage(`${server.url}&tls=true`)
    await expect(untrusting.ping()).rejects.toThrow(/certificate/)
    await untrusting.close()
  })

  test('may be away: the store opens, says so, and is there as soon as the server is', async () => {
    server = await TestServer.start(program)
    await server.stop()
    const events: string[] = []
    const note = (_: unknown, text?: string): void => {
      events.push(text ?? '')
    }
    const place = testDatabase(server.url)
    const storage = await place.open({ info: note, warn: note, error: note, debug: note })
    const refused: unknown = await storage.responses.record([aSubmission()]).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StoreUnavailableError)
    await expect(storage.ping()).rejects.toThrow(StoreUnavailableError)
    await server.startAgain()
    await until(() =>
      storage.ping().then(
        () => true,
        () => false,
      ),
    )
    await expectUsable(storage)
    expect(events[0]).toBe('the store cannot be used yet')
    expect(events).toContain('the database is back')
    await storage.close()
  })

  test('may be away for good: the store closes all the same', async () => {
    const storage = await openMongoStorage(`mongodb://127.0.0.1:${await freePort()}/x?replicaSet=secantus`)
    await Promise.all([storage.close(), storage.close()])
    const refused: unknown = await storage.responses.count().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Error)
    expect(refused).not.toBeInstanceOf(DomainError)
  })

  describe('and the platform before it', () => {
    test('starts while it is away, answers 503, and serves as soon as it is there', async () => {
      server = await TestServer.start(program)
      await server.stop()
      const app = await startServerProcess('/nowhere', {
        MONGODB_URI: testDatabase(server.url).uri,
        SECRET_KEY: 'x'.repeat(32),
        LOG_LEVEL: 'info',
      })
      const survey = await fetch(`${app.url}/s/ABCDEFGH`)
      expect([survey.status, Number(survey.headers.get('retry-after'))]).toEqual([503, 5])
      const page = await fetch(`${app.url}/sign-in`)
      expect([page.status, (await fetch(`${app.url}/health`)).status]).toEqual([200, 503])
      await server.startAgain()
      await until(async () => (await fetch(`${app.url}/health`)).status === 200)
      await until(() => app.printed.some((line) => line.includes('/set-up/')))
      expect((await fetch(`${app.url}/s/ABCDEFGH`)).status).toBe(404)
      expect(await app.stop()).toBe(0)
    })
  })
})
