import { Router } from 'express'
import type { WebParts } from '../app.ts'

export function accountRoutes(_parts: WebParts): Router {
  return Router()
}
