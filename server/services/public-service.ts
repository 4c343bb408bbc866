import { METHODS, type MethodName } from '../../scoring/methods.ts'
import type { Config } from '../config.ts'
import type { Agency } from '../domain/agency.ts'
import { localDay, type LocalDay } from '../domain/calendar.ts'
import { NotFoundError } from '../domain/errors.ts'
import type { Storage, TallyStore } from '../storage/port.ts'
import type { CurrentDirectory, DirectoryService } from './directory-service.ts'
import { composePublic } from './public-compose.ts'
import { PublicDirectory } from './public-directory.ts'
import type { PublicFigures, PublicListing } from './public-figures.ts'
import { readQuarter, type PublicRules, type QuarterLedger } from './public-ledger.ts'
import { publicQuarters, quarterOfMonth, type PublicPeriod, type Quarter } from './public-periods.ts'

/** Fewest respondents of anything that is published, whatever is set for pages behind sign-in. */
export const LEAST_IN_PUBLIC = 30

/** How long is kept what was read of a quarter that is over: its answers no longer change but by import. */
export const PUBLIC_KEPT_MS = 60 * 60_000

/** Tells anybody how agencies scored, as far as that is published. */
export class PublicService {
  readonly #parts: PublicServiceParts
  /** By which everything that is published is made. */
  readonly rules: PublicRules
  readonly #quarters = new Map<Quarter, KeptQuarter>()
  #span: KeptSpan | null = null
  #listed: { readonly current: CurrentDirectory; readonly today: LocalDay; readonly list: PublicDirectory } | null =
    null

  constructor(parts: PublicServiceParts) {
    const { config } = parts
    this.#parts = parts
    this.rules = { method: methodNamed(config.method), least: Math.max(LEAST_IN_PUBLIC, config.leastResponses) }
  }

  /** @throws {NotFoundError} when no agency has this code */
  async ofAgency(code: string, period: PublicPeriod): Promise<PublicFigures> {
    const current = await this.#parts.directory.current()
    const agency = current.directory.agency(code)
    if (!agency) throw new NotFoundError('agency', code)
    return this.#compose(current, agency, period)
  }

  /** The agencies that exist, by level and name; with words to search for, those whose name has them all. */
  async agencies(search: string): Promise<ReturnType<PublicDirectory['find']>> {
    const current = await this.#parts.directory.current()
    const today = this.#today()
    if (this.#listed?.current !== current || this.#listed.today !== today) {
      this.#listed = { current, today, list: new PublicDirectory(current.directory, today) }
    }
    return this.#listed.list.find(search)
  }

  /** Some agencies with their index over four quarters. */
  async listings(agencies: readonly Agency[]): Promise<readonly PublicListing[]> {
    const current = await this.#parts.directory.current()
    const listings: PublicListing[] = []
    for (const agency of agencies) {
      const { parent, index, target } = await this.#compose(current, agency, 'four-quarters')
      listings.push({ agency, parent, index, target })
    }
    return listings
  }

  /** The quarters that are over and in which answers were given, with those between them, oldest first. */
  async quarters(): Promise<readonly Quarter[]> {
    const current = await this.#parts.directory.current()
    const span = await this.#spanOf(current)
    if (!span) return []
    const first = quarterOfMonth(span.first)
    const last = Math.min(quarterOfMonth(span.last), publicQuarters('quarter', this.#today())[0])
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  }

  /** What all agencies publish of a quarter that is over. Of the last four it is what their pages are made from. */
  async ofQuarter(quarter: Quarter): Promise<PublishedQuarter> {
    const current = await this.#parts.directory.current()
    const { ledger, at } = this.#read(current, quarter)
    return { quarter, current, ledger: await ledger, readAt: at }
  }

  async #compose(current: CurrentDirectory, agency: Agency, name: PublicPeriod): Promise<PublicFigures> {
    const today = this.#today()
    const quarters = publicQuarters(name, today)
    const ledgers: (readonly [Quarter, QuarterLedger])[] = []
    for (const quarter of quarters) ledgers.push([quarter, await this.#read(current, quarter).ledger])
    return composePublic({ current, agency, name, quarters, ledgers, rules: this.rules, today })
  }

  /** A quarter as it was read at most an hour ago from the directory as it is; one that no page shows is not kept. */
  #read(current: CurrentDirectory, quarter: Quarter): KeptQuarter {
    const at = this.#parts.now().getTime()
    const kept = this.#quarters.get(quarter)
    if (kept?.current === current && Math.abs(at - kept.at) < PUBLIC_KEPT_MS) return kept
    const ledger = readQuarter(this.#parts.storage, current, quarter, this.rules)
    const read = { current, at, ledger }
    this.#quarters.set(quarter, read)
    ledger.catch(() => this.#quarters.delete(quarter))
    const first = publicQuarters('four-quarters', this.#today())[0]
    for (const old of this.#quarters.keys()) if (old < first) this.#quarters.delete(old)
    return read
  }

  /** From the first to the last month with answers, as it was asked at most an hour ago. */
  #spanOf(current: CurrentDirectory): KeptSpan['span'] {
    const at = this.#parts.now().getTime()
    if (this.#span?.current === current && Math.abs(at - this.#span.at) < PUBLIC_KEPT_MS) return this.#span.span
    const span = this.#parts.storage.tallies.span(current.directory.agencies.map(({ code }) => code))
    this.#span = { current, at, span }
    span.catch(() => (this.#span = null))
    return span
  }

  #today(): LocalDay {
    return localDay(this.#parts.now(), this.#parts.config.timeZone)
  }
}

export interface PublicServiceParts {
  readonly storage: Pick<Storage, 'tallies'>
  readonly directory: DirectoryService
  readonly config: Pick<Config, 'leastResponses' | 'method' | 'timeZone'>
  readonly now: () => Date
}

/** A quarter of the whole province with the decision of what is published of it. */
export interface PublishedQuarter {
  readonly quarter: Quarter
  readonly current: CurrentDirectory
  readonly ledger: QuarterLedger
  /** When its answers were read, in milliseconds since 1970. */
  readonly readAt: number
}

interface KeptSpan {
  readonly current: CurrentDirectory
  readonly at: number
  readonly span: ReturnType<TallyStore['span']>
}

interface KeptQuarter {
  readonly current: CurrentDirectory
  readonly at: number
  readonly ledger: Promise<QuarterLedger>
}

function methodNamed(name: string): MethodName {
  const method = METHODS.find((one) => one === name)
  if (!method) throw new RangeError(`no method ${name}`)
  return method
}
