import { Router } from 'express'
import type { WebParts } from '../app.ts'

export function surveyRoutes(_parts: WebParts): Router {
  return Router()
}
