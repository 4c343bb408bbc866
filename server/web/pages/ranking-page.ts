import { isoDay, monthOfDay, type LocalDay, type Month } from '../../domain/calendar.ts'
import type { ComparedUnit, UnitComparison } from '../../services/unit-comparison.ts'
import { unitBands } from '../../services/unit-bands.ts'
import type { RequestContext } from '../context.ts'
import { BANDING_PARAMETERS, type BandingReading } from '../forms/banding-query.ts'
import type { UnitsLook } from '../forms/units-look.ts'
import type { Language } from '../language.ts'
import { bandsSection, bandWords, type BandsSection, type BandWords } from './bands-section.ts'
import { compareFrame, type CompareFrame, type FrameParts, type MonthsPreset } from './compare-frame.ts'
import { compareFiles, compareHref } from './compare-links.ts'
import { figureTable, type FigureTable } from './figure-cells.ts'
import type { PageLink } from './figure-section.ts'
import { errorSummary } from './form-parts.ts'
import type { Site } from './shell.ts'
import { rankingFindings, type Findings } from './unit-findings.ts'
import { orderedUnits } from './unit-order.ts'
import { unitRow, type UnitRow } from './unit-row.ts'
import { asOfWords } from './units-page.ts'
import { verdictBar, type VerdictBar } from './verdict-bar.ts'

/** Units of one level in the order of their rank, with what they are classified as. */
export interface RankingPage extends CompareFrame {
  readonly findings: Findings
  readonly bar: VerdictBar
  readonly bands: BandsSection
  readonly caption: string
  readonly sheet: { readonly text: string; readonly columns: number }
  readonly heads: {
    readonly rank: string
    readonly range: string
    /** Both together, where there are no columns. */
    readonly rankWithRange: string
    readonly name: string
    readonly group: string
    /** Null where no bands were set. */
    readonly band: string | null
  }
  readonly table: Pick<FigureTable, 'heads'>
  /** How many columns a hidden figure leaves empty. */
  readonly hiddenSpan: number
  readonly rows: readonly RankingRow[]
  readonly empty: string
  readonly about: readonly { readonly heading: string; readonly lines: readonly string[] }[]
  readonly files: { readonly heading: string; readonly note: string; readonly links: readonly PageLink[] }
}

/** One unit of a ranking. */
export interface RankingRow extends Pick<
  UnitRow,
  'cells' | 'name' | 'href' | 'detail' | 'verdict' | 'standing' | 'notRanked'
> {
  /** Null where no bands were set, or the unit has no figure. */
  readonly band: BandWords | null
}

/** Rank, unit, responses, index, interval and group, which every ranking has. */
const COLUMNS = 6

const BY_RANK: UnitsLook = { search: '', order: 'rank', isReversed: false, verdict: null, page: 1 }

/** What the page is made from. */
export interface RankingParts {
  readonly frame: FrameParts
  readonly comparison: UnitComparison
  readonly reading: BandingReading
  readonly timeZone: string
}

export function rankingPage(
  site: Site,
  context: RequestContext,
  { frame, comparison, reading, timeZone }: RankingParts,
): RankingPage {
  const { language } = context
  const { t, format } = language
  const { query, today } = frame
  const { units, ranked, scope } = comparison
  const { banding, typed, problems } = reading
  const ordered = orderedUnits(units, BY_RANK, language)
  const bands = banding && unitBands(units, banding)
  const kept = Object.fromEntries(
    BANDING_PARAMETERS.flatMap((name) => (typed[name] === '' ? [] : [[name, typed[name]]])),
  )
  const { heads, cells } = figureTable(
    ordered.map(({ shown, target }) => ({ shown, target })),
    { index: t('dashboard:index') },
    language,
  )
  const columns = COLUMNS + [heads.target, heads.verdict, banding].filter((one) => one !== null).length
  const current = monthOfDay(today)
  const basic = compareFrame(site, context, {
    ...frame,
    others: kept,
    presets: yearsUpTo(today, language),
    styles: ['css/units.css', 'css/landscape.css'],
    notes: query.months.to > current ? [t('ranking:note-not-over', { month: format.month(current) })] : [],
  })
  const summary = errorSummary(t, problems)
  return {
    ...basic,
    title: summary ? t('site:error-prefix', { title: basic.title }) : basic.title,
    errorSummary: summary && { ...summary, kept: t('ranking:error-kept') },
    findings: rankingFindings(comparison, language),
    bar: verdictBar(
      units,
      { hrefOf: (verdict) => compareHref('units', query, verdict === null ? {} : { verdict }), current: null },
      language,
    ),
    bands: bandsSection({ reading, query, bands }, language),
    caption: t('ranking:caption', { ranked: format.count(ranked), units: format.count(units.length) }),
    sheet: {
      text: t('compare:sheet', {
        ...{ title: basic.heading, subtitle: basic.subtitle },
        method: t(`compare:method-${scope.method}`),
      }),
      columns,
    },
    heads: {
      rank: t('compare:head-rank'),
      range: t('compare:head-range'),
      rankWithRange: t('compare:head-rank-range'),
      name: t('compare:head-unit'),
      group: t('compare:head-group'),
      band: banding ? t('ranking:head-band') : null,
    },
    table: { heads },
    hiddenSpan: columns - 3,
    rows: ordered.flatMap((unit, i) => {
      const own = cells[i]
      return own
        ? [rankingRow(unitRow(unit, own, { query, ranked }, language), bands?.get(unit) ?? null, language)]
        : []
    }),
    empty: t('compare:none-left'),
    about: aboutOf(comparison, { timeZone, hasBands: banding !== null }, language),
    files: {
      heading: t('compare:files-heading'),
      note: t('ranking:files-note'),
      links: compareFiles('ranking.csv', query, language, banding ? kept : {}),
    },
  }
}

function rankingRow(
  { cells, name, href, detail, verdict, standing, notRanked }: UnitRow,
  band: Parameters<typeof bandWords>[0] | null,
  language: Language,
): RankingRow {
  return { cells, name, href, detail, verdict, standing, notRanked, band: band && bandWords(band, language) }
}

/** The current year so far and the years before it, which are over. */
const YEARS_BEFORE = 2

function yearsUpTo(today: LocalDay, { t }: Language): readonly MonthsPreset[] {
  const current = monthOfDay(today)
  const year = Number(isoDay(today).slice(0, 4))
  return Array.from({ length: YEARS_BEFORE + 1 }, (_, i) => {
    const from = firstMonth(year - i)
    const label = t(i === 0 ? 'ranking:year-so-far' : 'ranking:year', { year: String(year - i) })
    return { label, months: { from, to: Math.min(from + 12, current + 1) } }
  })
}

/** January of a year. */
function firstMonth(year: number): Month {
  return (year - 1970) * 12
}

/** By which rules units are ranked and classified, what these rest on, and what they are not. */
function aboutOf(
  { scope, units, rate, least, asOf }: UnitComparison,
  { timeZone, hasBands }: { timeZone: string; hasBands: boolean },
  language: Language,
): RankingPage['about'] {
  const { t, format } = language
  const hasVerdict = units.some(({ shown }: ComparedUnit) => shown.verdict !== null)
  return [
    {
      heading: t('ranking:formula-heading'),
      lines: [
        t(`compare:method-long-${scope.method}`),
        t('compare:reading-rank'),
        t('compare:reading-group'),
        ...(hasVerdict ? [t('compare:reading-evidence')] : []),
        ...(hasBands ? [t('ranking:formula-bands')] : []),
        t('compare:reading-hidden', { least: format.count(least) }),
      ],
    },
    {
      heading: t('ranking:source-heading'),
      lines: [
        t('ranking:source-pairs', { rate: format.count(rate * 100) }),
        t('ranking:source-levels'),
        t('ranking:assumption'),
        asOfWords(asOf, timeZone, language),
      ],
    },
    {
      heading: t('ranking:not-heading'),
      lines: [t('ranking:not-official'), t('ranking:not-hidden'), t('ranking:not-reward')],
    },
  ]
}
