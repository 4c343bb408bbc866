import { Router } from 'express'
import type { WebParts } from '../app.ts'

export function exportRoutes(_parts: WebParts): Router {
  return Router()
}
