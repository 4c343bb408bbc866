import { Router } from 'express'
import type { WebParts } from '../app.ts'

export function posterRoutes(_parts: WebParts): Router {
  return Router()
}
