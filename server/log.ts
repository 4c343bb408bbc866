import { pino, type Logger as PinoLogger } from 'pino'

/** One JSON line an event. Never given answers, free text, contacts or passwords. */
export type Logger = Pick<PinoLogger, 'info' | 'warn' | 'error' | 'debug'>

export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}
