import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { Router } from 'express'

/** The address of a file of public/, such as `css/base.css`; it changes with the content, so browsers may keep it for ever. */
export type AssetUrl = (name: string) => string

/** Chart libraries are served from their packages, under names of ours. */
const LIBRARIES: Readonly<Record<string, string>> = {
  'lib/chart.js': 'chart.js/dist/chart.umd.min.js',
  'lib/chart-error-bars.js': 'chartjs-chart-error-bars/build/index.umd.min.js',
  'lib/chart-annotation.js': 'chartjs-plugin-annotation/dist/chartjs-plugin-annotation.min.js',
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
}

interface Asset {
  readonly type: string
  readonly plain: Buffer
  readonly packed: Map<'br' | 'gzip', Buffer>
}

/**
 * Serves public/ and the chart libraries from memory under `/assets/<digest>/<name>`, compressed once, when first asked.
 *
 * @returns the router, and the function that names an asset's address; it throws on an unknown name
 */
export function createAssets(publicDir: string): { router: Router; url: AssetUrl } {
  const assets = new Map<string, Asset>()
  const urls = new Map<string, string>()
  const add = (name: string, plain: Buffer): void => {
    const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 10)
    const url = `/assets/${digest}/${name}`
    assets.set(url, {
      type: TYPES[name.split('.').pop() ?? ''] ?? 'application/octet-stream',
      plain,
      packed: new Map(),
    })
    urls.set(name, url)
  }
  for (const entry of readdirSync(publicDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    add(path.slice(publicDir.length + 1).replaceAll('\\', '/'), readFileSync(path))
  }
  const packages = createRequire(import.meta.url)
    .resolve('express')
    .replace(/node_modules[\\/].*$/, 'node_modules')
  for (const [name, path] of Object.entries(LIBRARIES)) add(name, readFileSync(join(packages, path)))

  const router = Router()
  router.get('/assets/:digest/*name', (req, res, next) => {
    const asset = assets.get(req.path)
    if (!asset) {
      next()
      return
    }
    res.set({
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    })
    const encoding = asset.type.startsWith('image/png') ? false : req.acceptsEncodings('br', 'gzip')
    if (encoding !== 'br' && encoding !== 'gzip') {
      res.end(asset.plain)
      return
    }
    let body = asset.packed.get(encoding)
    if (!body) {
      body = encoding === 'br' ? brotli(asset.plain) : gzipSync(asset.plain, { level: 9 })
      asset.packed.set(encoding, body)
    }
    res.set('Content-Encoding', encoding).end(body)
  })
  return {
    router,
    url: (name) => {
      const url = urls.get(name)
      if (url === undefined) throw new Error(`no asset ${name}`)
      return url
    },
  }
}

function brotli(plain: Buffer): Buffer {
  return brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } })
}
