import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { expect, test } from '@jest/globals'
import { Relay } from '../../server/bench/mongo/relay.ts'

test('a relay passes bytes on both ways, counts them, and lets others listen to what is sent', async () => {
  const server = createServer((socket) => {
    socket.once('data', () => socket.end('answer'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const mongodbUri = `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/store`
  const heard: string[] = []
  const relay = await Relay.start({ dataDir: '', mongodbUri }, () => (chunk) => {
    heard.push(chunk.toString())
  })
  const client = connect(Number(new URL(relay.uri).port), '127.0.0.1')
  client.write('ask')
  const [answer] = (await once(client, 'data')) as [Buffer]
  expect(answer.toString()).toBe('answer')
  expect([relay.sent, relay.received, heard.join('')]).toEqual([3, 6, 'ask'])
  client.destroy()
  await relay.stop()
  server.close()
})
