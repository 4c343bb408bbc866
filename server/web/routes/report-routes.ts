import { Router, type Response } from 'express'
import { InvalidInputError } from '../../domain/errors.ts'
import { printPublicCode } from '../../domain/public-code.ts'
import type { ReportScope } from '../../services/report-scope.ts'
import type { ReportChoices } from '../../services/report-service.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { textOf } from '../forms/dashboard-query.ts'
import type { FormReading } from '../forms/form-reading.ts'
import { readReportForm, readReportPlace, typedReport, type TypedReport } from '../forms/report-form.ts'
import { reportCorrectionPage } from '../pages/report-correction-page.ts'
import { reportFormPage, type ReportFormState } from '../pages/report-form-page.ts'
import { NEW_REPORT_PATH, reportHref, REPORTS_PATH } from '../pages/report-links.ts'
import { reportPage } from '../pages/report-page.ts'
import { reportsPage } from '../pages/reports-page.ts'
import { sendPage } from '../views.ts'

/** Reports on paper: the list of them, making one, looking at one, correcting one. */
export function reportRoutes({ services: { reports }, render, site }: WebParts): Router {
  const router = Router()
  const showForm = (res: Response, state: ReportFormState): void => {
    const page = reportFormPage(site, contextOf(res), state)
    sendPage(res, render('reports/new', page), state.problems.length > 0 ? 422 : 200)
  }
  const showCorrection = async (res: Response, code: string, status: number): Promise<void> => {
    const ground = await reports.correction(viewerOf(res), code)
    sendPage(res, render('reports/correction', reportCorrectionPage(site, contextOf(res), ground)), status)
  }

  router.get(REPORTS_PATH, async (req, res) => {
    const after = readReportPlace(textOf(req.query['after']))
    const list = await reports.list(viewerOf(res), { agency: textOf(req.query['agency']) || null, after })
    sendPage(res, render('reports/reports', reportsPage(site, contextOf(res), list, after === null)))
  })

  router.get(NEW_REPORT_PATH, async (req, res) => {
    const viewer = viewerOf(res)
    const choices = await reports.choices(viewer)
    const typed = typedReport(req.query)
    // Without a period there is nothing to look at yet, and nothing wrong either.
    if (req.query['period'] === undefined) {
      showForm(res, { choices, typed: withOnlyChoice(typed, choices), problems: [], draft: null })
      return
    }
    const outcome = await tried(typed, choices, (scope) => reports.draft(viewer, scope))
    const found = outcome.ok ? { problems: [], draft: outcome.value } : { problems: outcome.problems, draft: null }
    showForm(res, { choices, typed, ...found })
  })

  router.post(NEW_REPORT_PATH, async (req, res) => {
    const viewer = viewerOf(res)
    const choices = await reports.choices(viewer)
    const typed = typedReport(req.body as Readonly<Record<string, unknown>>)
    const outcome = await tried(typed, choices, (scope) => reports.make(viewer, scope))
    if (outcome.ok) res.redirect(303, reportHref(outcome.value.code))
    else showForm(res, { choices, typed, problems: outcome.problems, draft: null })
  })

  router.get(`${REPORTS_PATH}/:reportCode.json`, async (req, res) => {
    const { report } = await reports.open(viewerOf(res), req.params.reportCode)
    // Letter by letter as it is digested: whoever has sha256sum can hold the file against the paper.
    res.set('Cache-Control', 'private, no-cache')
    res
      .attachment(`report-${printPublicCode(report.code)}.json`)
      .type('json')
      .send(report.content)
  })

  router.get(`${REPORTS_PATH}/:reportCode`, async (req, res) => {
    const opened = await reports.open(viewerOf(res), req.params.reportCode)
    sendPage(res, render('reports/report', reportPage(site, contextOf(res), opened)))
  })

  router.get(`${REPORTS_PATH}/:reportCode/correction`, async (req, res) => {
    await showCorrection(res, req.params.reportCode, 200)
  })

  router.post(`${REPORTS_PATH}/:reportCode/correction`, async (req, res) => {
    const { reportCode } = req.params
    const made = await reports.correct(viewerOf(res), reportCode)
    if (made) res.redirect(303, reportHref(made.code))
    else await showCorrection(res, reportCode, 409)
  })

  return router
}

/** What comes of a form, or what is wrong with it, also where that shows only when it is done. */
async function tried<Result>(
  typed: TypedReport,
  choices: ReportChoices,
  act: (scope: ReportScope) => Promise<Result>,
): Promise<FormReading<Result>> {
  const reading = readReportForm(typed, choices)
  if (!reading.ok) return reading
  try {
    return { ok: true, value: await act(reading.value) }
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    return { ok: false, problems: error.problems }
  }
}

/** A form on which the agency is picked where there is only one to pick. */
function withOnlyChoice(typed: TypedReport, { agencies }: ReportChoices): TypedReport {
  const [only, ...others] = agencies
  return typed.agency === '' && only && others.length === 0 ? { ...typed, agency: only.code } : typed
}
