import { expect, test } from '@jest/globals'
import express from 'express'
import request from 'supertest'
import { fixedSecurityHeaders, securityHeaders } from '../../server/web/middleware/security-headers.ts'

test.each(['http://hailong.test', 'https://hailong.test'])(
  'the headers worked out once are those that helmet sets, for %s',
  async (publicUrl) => {
    const app = express()
    app.disable('x-powered-by')
    app.use(securityHeaders({ publicUrl }), (_req, res) => {
      res.writeHead(200).end()
    })
    const { headers } = await request(app).get('/')
    const fixed = new Map(fixedSecurityHeaders({ publicUrl }).map(([name, value]) => [name.toLowerCase(), value]))
    const byNode = ['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']
    const byHelmet = Object.entries(headers as Record<string, string>).filter(([name]) => !byNode.includes(name))
    expect(fixed).toEqual(new Map(byHelmet))
    expect(fixed.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(fixed.has('strict-transport-security')).toBe(publicUrl.startsWith('https'))
  },
)
