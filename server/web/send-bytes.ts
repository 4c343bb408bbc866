import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import type { Logger } from '../log.ts'

/** A reader who takes nothing for so long is gone, or keeps the store waiting on purpose. */
const STALLED_MS = 60_000

/**
 * Sends a file while it is read, after its headers. When the reading fails, the connection is cut, so that nobody takes
 * the part for the whole.
 */
export async function sendBytes(
  req: Request,
  res: Response,
  bytes: AsyncIterable<Buffer>,
  log: Pick<Logger, 'error'>,
): Promise<void> {
  res.setTimeout(STALLED_MS, () => res.destroy())
  try {
    await pipeline(bytes, res)
  } catch (error) {
    // The connection is cut by now. A reader who left is no trouble.
    if (!isReaderGone(error)) log.error({ path: req.path, error: String(error) }, 'export broken off')
  }
}

function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}
