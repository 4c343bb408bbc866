import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ejs, { type TemplateFunction } from 'ejs'
import type { Response } from 'express'

/** Renders a view of views/ with its one local, `page`. Nothing of a request ever reaches a template by another way. */
export type Render = (view: string, page: object) => string

/** Compiles each view once, when it is first asked for. */
export function createRender(viewsDir: string): Render {
  const compiled = new Map<string, TemplateFunction>()
  return (view, page) => {
    let template = compiled.get(view)
    if (!template) {
      const filename = join(viewsDir, `${view}.ejs`)
      template = ejs.compile(readFileSync(filename, 'utf8'), {
        filename,
        cache: true,
        rmWhitespace: true,
        strict: false,
      })
      compiled.set(view, template)
    }
    return template({ page })
  }
}

/** Sends a page that is made for one person at one moment. A Cache-Control that was set before, as a stricter one, stays. */
export function sendPage(res: Response, html: string, status = 200): void {
  res.set('Cache-Control', res.get('Cache-Control') ?? 'private, no-cache')
  res.status(status).type('html').send(html)
}
