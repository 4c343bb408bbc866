import { Router } from 'express'
import type { Directory } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import type { ReferenceValue } from '../../domain/reference-value.ts'
import { referenceIn } from '../../services/reference-service.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { textOf } from '../forms/dashboard-query.ts'
import { correctingForm, readReferenceForm } from '../forms/reference-form.ts'
import { readReferenceKey } from '../forms/reference-key.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { referenceFormPage } from '../pages/reference-form-page.ts'
import { REFERENCE_FORM_PATH, referencesHref, REFERENCES_PATH } from '../pages/reference-links.ts'
import { referencesPage } from '../pages/references-page.ts'
import { sendPage } from '../views.ts'

/** What others published, for all staff; administrators enter and correct it. */
export function referenceRoutes({ services: { references }, render, site }: WebParts): Router {
  const router = Router()

  router.get(REFERENCES_PATH, async (req, res) => {
    const { agency, questionnaire } = req.query
    const found = await references.ofAgency(viewerOf(res), textOf(agency) || null, textOf(questionnaire) || null)
    sendPage(res, render('references/references', referencesPage(site, contextOf(res), found)))
  })

  router.get(REFERENCE_FORM_PATH, async (req, res) => {
    const directory = await references.ground(viewerOf(res))
    const key = readReferenceKey(req.query)
    const stored = key && referenceIn(directory, key)
    const form = stored ? correctingForm(stored, stored) : {}
    const page = referenceFormPage(site, contextOf(res), { directory, form, stored, problems: [] })
    sendPage(res, render('references/form', page))
  })

  router.post(REFERENCE_FORM_PATH, async (req, res) => {
    const viewer = viewerOf(res)
    const directory = await references.ground(viewer)
    const form = req.body as SentForm
    const reading = readReferenceForm(directory, form)
    const standing = reading.ok ? await references.save(viewer, reading.value.reference, reading.value.known) : null
    if (reading.ok && !standing) {
      const { agency, series } = reading.value.reference
      res.redirect(303, referencesHref(agency, { series }))
      return
    }
    const again =
      reading.ok && standing
        ? {
            stored: standing,
            form: correctingForm(standing, reading.value.reference),
            problems: [isStanding(standing)],
          }
        : { stored: correctedBy(directory, form), form, problems: reading.ok ? [] : reading.problems }
    sendPage(res, render('references/form', referenceFormPage(site, contextOf(res), { directory, ...again })), 422)
  })

  return router
}

/** What a form that was sent is there to correct; null where it enters a figure. */
function correctedBy(directory: Directory, form: SentForm): ReferenceValue | null {
  const key = form['known'] ? readReferenceKey(form) : null
  return key && referenceIn(directory, key)
}

/** Another figure stands there than the one that was looked at: it is replaced by whoever has seen it. */
function isStanding({ value, source }: ReferenceValue): Problem {
  return { where: 'value', message: 'references:error-standing', values: { value, source } }
}
