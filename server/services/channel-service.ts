import { sumTallies } from '../../scoring/sum-tallies.ts'
import type { Tally } from '../../scoring/tally.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import { InvalidInputError } from '../domain/errors.ts'
import { CHANNELS, type Channel } from '../domain/service-point.ts'
import type { ChannelComparison, ChannelRow } from './channel-comparison.ts'
import { referenceChannel, withDifferences } from './channel-differences.ts'
import type { CompareQuery } from './compare-query.ts'
import { FALSE_DISCOVERY_RATE, type CompareService } from './compare-service.ts'
import type { Unit } from './compared-units.ts'
import { FigureMemo } from './figure-memo.ts'
import type { HiddenUnits } from './hidden-units.ts'
import { hiddenFigure, shownFigure, type ShownFigure } from './shown-figure.ts'
import { responsesOf } from './shown-index.ts'
import type { UnitScope } from './unit-answers.ts'
import { unitParts } from './unit-parts.ts'

interface Parts {
  readonly compare: Pick<CompareService, 'compare' | 'open' | 'hidden' | 'least'>
}

/** Compares the ways in which answers came. */
export class ChannelService {
  readonly #compare: Parts['compare']
  readonly #figures = new FigureMemo()

  constructor({ compare }: Parts) {
    this.#compare = compare
  }

  /**
   * Channels of all units together, or of one. A field that was chosen narrows nothing: kept answers are told apart by
   * channel or by field.
   *
   * @param code of a unit; null for all together
   * @throws {InvalidInputError} when no unit of the comparison has this code
   * @throws {ForbiddenError | NotFoundError | InvalidInputError} as {@link CompareService.open}
   */
  async channels(viewer: Viewer, asked: CompareQuery, code: string | null): Promise<ChannelComparison> {
    const query = { ...asked, field: null }
    const comparison = await this.#compare.compare(viewer, query)
    const answers = await this.#compare.open(viewer, query, { cut: 'channel' })
    const { scope } = answers
    const shown = new Set(comparison.units.flatMap((unit) => (unit.shown.hidden === null ? [unit.agency.code] : [])))
    const one = code === null ? null : (scope.units.find(({ agency }) => agency.code === code) ?? null)
    if (code !== null && !one) throw noSuchUnit(code)
    const hidden = await this.#compare.hidden(scope, 'channel')
    const all = scope.units.map((unit) => ({ unit, tallies: answers.by(unit, query.months, ({ value }) => value) }))
    const cells = all
      .filter(({ unit }) => !one || unit === one)
      .flatMap((own) => this.#cellsOf(scope, own, shown.has(own.unit.agency.code) ? hidden : null))
    const rows = this.#rowsOf(cells, scope)
    const reference = referenceChannel(rows)
    return {
      ...{ scope, reference },
      least: this.#compare.least,
      rate: FALSE_DISCOVERY_RATE,
      unit: one?.agency ?? null,
      rows: withDifferences(rows, reference),
      units: all.map(({ unit: { agency }, tallies }) => ({
        agency,
        isShown: shown.has(agency.code),
        responses: countsOf(tallies),
      })),
      asOf: new Date(Math.min(comparison.asOf.getTime(), answers.asOf.getTime())),
    }
  }

  /**
   * The channels of one unit.
   *
   * @param hidden what must not be shown; null where nothing of the unit may be
   */
  #cellsOf(scope: UnitScope, { unit, tallies }: UnitTallies, hidden: HiddenUnits | null): readonly ChannelCell[] {
    const { lineage, agency } = unit
    const { flagged } = scope.query
    const least = this.#compare.least
    const isHidden = (value: string): boolean => hidden?.isHidden({ agencies: lineage, value, flagged }) ?? true
    const judge = (name: string, tally: Tally): ShownFigure => this.#judged(`${agency.code} ${name}`, tally, scope)
    const parts = unitParts(tallies, { judge, isHidden, least })
    return CHANNELS.flatMap((channel): ChannelCell[] => {
      const [tally, part] = [tallies.get(channel), parts.get(channel)]
      if (!tally || !part) return []
      const { shown, responses } = part
      const mayBeAdded = shown.hidden !== 'too-few' && !isHidden(channel)
      return [{ agency, channel, tally, responses, shown, mayBeAdded }]
    })
  }

  #rowsOf(cells: readonly ChannelCell[], scope: UnitScope): readonly ChannelRow[] {
    const all = cells.reduce((sum, { responses }) => sum + responses, 0)
    return CHANNELS.flatMap((channel): ChannelRow[] => {
      const own = cells.filter((cell) => cell.channel === channel)
      const responses = own.reduce((sum, cell) => sum + cell.responses, 0)
      if (responses === 0) return []
      const counted = own.filter(({ mayBeAdded }) => mayBeAdded)
      const [only] = own
      const shown = only && own.length === 1 ? only.shown : this.#sumOf(channel, { counted, responses }, scope)
      const left = own.filter((cell) => !counted.includes(cell))
      return [
        {
          ...{ channel, shown, responses },
          share: responses / all,
          leftOut: {
            agencies: left.map(({ agency }) => agency),
            responses: left.reduce((sum, cell) => sum + cell.responses, 0),
          },
          difference: { value: null, adjusted: null, isSignificant: null, why: 'hidden' },
        },
      ]
    })
  }

  #sumOf(
    channel: Channel,
    { counted, responses }: { readonly counted: readonly ChannelCell[]; readonly responses: number },
    scope: UnitScope,
  ): ShownFigure {
    const [first] = counted
    if (!first) return hiddenFigure(responses, responses < this.#compare.least ? 'too-few' : 'by-subtraction')
    const tally = sumTallies(
      first.tally.shape,
      counted.map((cell) => cell.tally),
    )
    return this.#judged(`together ${channel}`, tally, scope)
  }

  #judged(name: string, tally: Tally, { query, method }: UnitScope): ShownFigure {
    const { months, flagged } = query
    const key = [name, months.from, months.to, flagged, method].join(' ')
    const figure = this.#figures.figure(key, method, tally, null)
    return shownFigure(figure, { target: null, least: this.#compare.least })
  }
}

/** The answers of a unit by channel. */
interface UnitTallies {
  readonly unit: Unit
  readonly tallies: ReadonlyMap<string, Tally>
}

/** The responses of one unit by one channel. */
interface ChannelCell {
  readonly agency: Agency
  readonly channel: Channel
  readonly tally: Tally
  readonly responses: number
  /** Beside the other channels of the unit. */
  readonly shown: ShownFigure
  /** Whether it may enter the sum of its channel over units: also where it is hidden only since its interval is wide. */
  readonly mayBeAdded: boolean
}

function countsOf(tallies: ReadonlyMap<string, Tally>): ReadonlyMap<Channel, number> {
  return new Map(
    CHANNELS.flatMap((channel) => {
      const tally = tallies.get(channel)
      return tally ? [[channel, responsesOf(tally)] as const] : []
    }),
  )
}

function noSuchUnit(code: string): InvalidInputError {
  return new InvalidInputError('no such unit', [
    { where: 'unit', message: 'channels:error-no-unit', values: { unit: code } },
  ])
}
