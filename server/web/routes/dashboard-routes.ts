import { Router } from 'express'
import type { WebParts } from '../app.ts'

export function dashboardRoutes(_parts: WebParts): Router {
  return Router()
}
