import { Router } from 'express'
import { NotFoundError } from '../../domain/errors.ts'
import { fileBytes, fileKind } from '../../services/table-file.ts'
import type { WebParts } from '../app.ts'
import { readPublicQuery } from '../forms/public-query.ts'
import { openDataPackage, openDataSchema } from '../pages/open-data-package.ts'
import { openDataPage } from '../pages/open-data-page.ts'
import { openDataParts, PACKAGE_FILE, SCHEMA_FILE } from '../pages/open-data-files.ts'
import { PublicFiles } from '../public-files.ts'
import { PublicReplies, type PublicReply } from '../public-replies.ts'

/** What the public pages show as files for everybody, with the page that explains them. No session is looked for. */
export function openDataRoutes({ services: { openData }, languages, now, log, render, site }: WebParts): Router {
  const router = Router()
  const replies = new PublicReplies(now)
  const files = new PublicFiles({ now, log })
  const codes = languages.all.map(({ code }) => code)

  router.get('/open-data', async (req, res) => {
    const { language } = readPublicQuery(req.query, languages)
    await replies.send(req, res, `page ${language.code}`, async () => {
      const [quarters, columns] = await Promise.all([openData.quarters(), openData.columns(codes)])
      const page = openDataPage(site, language, { quarters, columns, least: openData.least })
      return { type: 'html', text: render('public/open-data', page) }
    })
  })

  /** Files that describe the others. */
  const described: Readonly<Record<string, () => Promise<object>>> = {
    [PACKAGE_FILE]: async () => openDataPackage(site, languages, await openData.quarters()),
    [SCHEMA_FILE]: async () => openDataSchema(await openData.columns(codes), languages),
  }
  const asJson = async (make: () => Promise<object>): Promise<PublicReply> => ({
    type: 'json',
    text: `${JSON.stringify(await make(), null, 2)}\n`,
  })

  router.get('/open-data/:file', async (req, res) => {
    const { file: name } = req.params
    const make = Object.hasOwn(described, name) ? described[name] : undefined
    if (make) {
      await replies.send(req, res, name, () => asJson(make))
      return
    }
    const parts = openDataParts(await openData.quarters())
    const file = parts.flatMap((part) => part.files).find((one) => one.name === name)
    if (!file) throw new NotFoundError('file', name)
    const contents = async () => fileBytes(await openData.file(file.year, codes), file.format)
    await files.send(req, res, { name, type: fileKind(file.format).type, contents })
  })

  return router
}
