/**
 * The server that ours is held against: node:http and nothing else. A POST has its form read and is answered 303, a GET
 * gets the page that the parent handed over, already compressed.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { BaselineJob } from './baseline.ts'

process.once('message', (message) => {
  const job = message as BaselineJob
  const page = Buffer.from(job.page, 'base64')
  const server = createServer((req, res) => {
    if (req.method === 'GET') {
      res.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Encoding': 'gzip',
        'Content-Length': page.length,
      })
      res.end(page)
      return
    }
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const fields = new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
      const isForm = fields.has('id')
      res.writeHead(isForm ? 303 : 400, { Location: `${req.url ?? ''}/thanks`, 'Content-Length': 0 })
      res.end()
    })
  })
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port })
  })
})

process.once('disconnect', () => {
  process.exit(0)
})
