import { Router } from 'express'
import type { Services } from '../../services/index.ts'

/** For the machine that watches: 200 when the store answered within two seconds, else 503. */
export function healthRoutes({ ping }: Pick<Services, 'ping'>): Router {
  const router = Router()
  router.get('/health', async (_req, res) => {
    const isWell = await answersInTime(ping)
    res
      .status(isWell ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isWell ? 'ok' : 'store unavailable' })
  })
  return router
}

const PATIENCE_MS = 2000

async function answersInTime(ping: () => Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      resolve(false)
    }, PATIENCE_MS)
  })
  const answer = ping().then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
