import { setTimeout as delay } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { localDay, monthOfDay } from '../domain/calendar.ts'
import type { Logger } from '../log.ts'
import type { DirectoryService } from './directory-service.ts'
import type { UnitLedger } from './unit-ledger.ts'

/** What is compared where nobody says: twelve months, with the twelve before. */
const MONTHS = 2 * 12
/** Agencies that are read before a pause. */
const FEW = 20
const PAUSE_MS = 5

interface ReadAheadParts {
  readonly ledger: Pick<UnitLedger, 'read'>
  readonly directory: Pick<DirectoryService, 'current'>
  readonly config: Pick<Config, 'timeZone'>
  readonly log: Pick<Logger, 'debug'>
  readonly now: () => Date
}

/** Reads what most comparisons need before anybody asks for one, so that the first finds it at hand. */
export class ReadAhead {
  readonly #parts: ReadAheadParts

  constructor(parts: ReadAheadParts) {
    this.#parts = parts
  }

  /**
   * Reads a few agencies at a time and pauses in between, so that it is in nobody's way. Trouble with it is written down and
   * nothing else: whoever compares reads what is missing.
   *
   * @param signal ends it
   */
  async run(signal: AbortSignal): Promise<void> {
    const { log } = this.#parts
    try {
      log.debug({ agencies: await this.#read(signal) }, 'read ahead for comparisons')
    } catch (error) {
      log.debug({ error: String(error) }, 'could not read ahead for comparisons')
    }
  }

  /** @returns how many agencies were read */
  async #read(signal: AbortSignal): Promise<number> {
    const { ledger, directory: service, config, now } = this.#parts
    const { directory } = await service.current()
    const to = monthOfDay(localDay(now(), config.timeZone)) + 1
    const agencies = directory.agencies.map(({ code }) => code)
    let read = 0
    while (read < agencies.length && !signal.aborted) {
      const few = agencies.slice(read, read + FEW)
      await ledger.read(few, { from: to - MONTHS, to }, 'total')
      read += few.length
      await delay(PAUSE_MS, undefined, { ref: false })
    }
    return read
  }
}
