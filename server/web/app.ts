import { join } from 'node:path'
import express, { type Express } from 'express'
import type { Config } from '../config.ts'
import type { Logger } from '../log.ts'
import type { Secrets } from '../secrets.ts'
import type { Services } from '../services/index.ts'
import { createAssets } from './assets.ts'
import { loadLanguages, type Languages } from './language.ts'
import { errorHandler, notFoundHandler } from './middleware/errors.ts'
import { requestLog } from './middleware/request-log.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { signInAgain } from './middleware/sign-in-again.ts'
import { staffForms } from './middleware/staff-forms.ts'
import { staffLimit } from './middleware/staff-limit.ts'
import { visitor } from './middleware/visitor.ts'
import type { Site } from './pages/shell.ts'
import { accountAdminRoutes } from './routes/account-admin-routes.ts'
import { accountRoutes } from './routes/account-routes.ts'
import { auditRoutes } from './routes/audit-routes.ts'
import { commentRoutes } from './routes/comment-routes.ts'
import { compareInsightRoutes } from './routes/compare-insight-routes.ts'
import { comparePictureRoutes } from './routes/compare-picture-routes.ts'
import { compareRoutes } from './routes/compare-routes.ts'
import { dashboardRoutes } from './routes/dashboard-routes.ts'
import { exportRoutes } from './routes/export-routes.ts'
import { glossaryRoutes } from './routes/glossary-routes.ts'
import { healthRoutes } from './routes/health-routes.ts'
import { homeRoutes } from './routes/home-routes.ts'
import { openDataRoutes } from './routes/open-data-routes.ts'
import { posterCodeRoutes } from './routes/poster-code-routes.ts'
import { posterRoutes } from './routes/poster-routes.ts'
import { printedReportRoutes } from './routes/printed-report-routes.ts'
import { publicRoutes } from './routes/public-routes.ts'
import { rankingRoutes } from './routes/ranking-routes.ts'
import { referenceRoutes } from './routes/reference-routes.ts'
import { reportRoutes } from './routes/report-routes.ts'
import { sheetRoutes } from './routes/sheet-routes.ts'
import { surveyRoutes } from './routes/survey-routes.ts'
import { verifyRoutes } from './routes/verify-routes.ts'
import { createRender, type Render } from './views.ts'

/** What the app is made of; the clock is a part, so that a test can set it. */
export interface AppParts {
  readonly services: Services
  readonly config: Config
  readonly secrets: Secrets
  readonly log: Logger
  readonly now: () => Date
}

/** What a router may use. */
export interface WebParts extends AppParts {
  readonly languages: Languages
  readonly render: Render
  readonly site: Site
}

const ROOT = join(import.meta.dirname, '../..')

/** The middleware in order, the routers, the error handler. Never listens. */
export function createApp(parts: AppParts): Express {
  const { config } = parts
  const languages = loadLanguages(join(ROOT, 'views/messages'))
  const assets = createAssets(join(ROOT, 'public'))
  const web: WebParts = {
    ...parts,
    languages,
    render: createRender(join(ROOT, 'views')),
    site: { asset: assets.url, languages: languages.all, publicUrl: config.publicUrl },
  }

  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', config.trustedProxies)
  app.set('query parser', 'simple')

  app.use(surveyRoutes(web))
  app.use(securityHeaders(config))
  app.use(requestLog(parts))
  app.use(healthRoutes(parts.services))
  app.use(assets.router)
  app.use(publicRoutes(web))
  app.use(openDataRoutes(web))
  app.use(verifyRoutes(web))
  app.use(staffLimit(parts.services))
  app.use(visitor(web))
  app.use(staffForms(web))
  app.use(homeRoutes(web))
  app.use(accountRoutes(web))
  app.use(accountAdminRoutes(web))
  app.use(auditRoutes(web))
  app.use(dashboardRoutes(web))
  app.use(compareRoutes(web))
  app.use(comparePictureRoutes(web))
  app.use(compareInsightRoutes(web))
  app.use(rankingRoutes(web))
  app.use(printedReportRoutes(web))
  app.use(commentRoutes(web))
  app.use(glossaryRoutes(web))
  app.use(exportRoutes(web))
  app.use(posterRoutes(web))
  app.use(posterCodeRoutes(web))
  app.use(reportRoutes(web))
  app.use(referenceRoutes(web))
  app.use(sheetRoutes(web))
  app.use(notFoundHandler)
  app.use(signInAgain(web))
  app.use(errorHandler(web))
  return app
}
