import { parSatisfaction } from '../../../scoring/par-satisfaction.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import type { RequestContext } from '../context.ts'
import type { ParIndex } from '../forms/sheet-par-query.ts'
import type { SheetReading } from '../forms/sheet-reading.ts'
import { decimalsOf, PARTS } from '../forms/typed-number.ts'
import type { Language } from '../language.ts'
import { sheetPage, type SheetPage, type SheetResult } from './sheet-page.ts'
import type { Site } from './shell.ts'

/** Decimals of points: an index is printed with two, and a tenth of it has one more. */
const DECIMALS = 3

/** @param own the figures of the agency and period that were asked for; null where the index is typed */
export function parSheetPage(
  site: Site,
  context: RequestContext,
  { typed, reading, own }: SheetReading<ParIndex> & { readonly own: AgencyDashboard | null },
): SheetPage {
  const { language } = context
  const { t } = language
  return sheetPage(site, context, {
    sheet: 'par',
    typed,
    problems: reading?.ok === false ? reading.problems : [],
    groups: [{ legend: null, hint: null, names: ['index'] }],
    labelOf: () => t('sheets:par-index'),
    result: resultOf({ reading, own }, language),
    formula: [t('sheets:par-formula'), t('sheets:par-inferred')],
    source: [t('sheets:par-source')],
    not: [t('sheets:par-not')],
  })
}

function resultOf(
  { reading, own }: { readonly reading: SheetReading<ParIndex>['reading']; readonly own: AgencyDashboard | null },
  language: Language,
): SheetResult | null {
  const { t, format } = language
  if (own) return ownResult(own, language)
  if (!reading?.ok || reading.value.kind === 'own') return null
  const { parts } = reading.value
  const decimals = decimalsOf(parts)
  return {
    heading: t('sheets:result-heading'),
    sentence: t('sheets:par-result', {
      index: format.decimal(parts / PARTS, decimals),
      points: format.decimal(parSatisfaction(parts / PARTS) ?? 0, Math.max(DECIMALS, decimals + 1)),
    }),
    facts: [],
    table: null,
    notes: [t('sheets:par-typed')],
  }
}

/** The points of an agency's own figure, which is none of the ministry's. */
function ownResult(own: AgencyDashboard, { t, format, code }: Language): SheetResult {
  const { agency, period, series, index } = own
  const { figure } = index
  const points = parSatisfaction(figure?.index ?? null)
  const shown =
    figure?.exact && points !== null
      ? {
          sentence: t('sheets:par-own-result', { points: format.decimal(points, DECIMALS) }),
          index: t('sheets:par-own-index', {
            index: format.percent(figure.exact),
            lower: figure.lower === null ? '–' : format.decimal(figure.lower),
            upper: figure.upper === null ? '–' : format.decimal(figure.upper),
          }),
        }
      : { sentence: t('sheets:par-own-none'), index: t(`dashboard:hidden-${index.hidden ?? 'no-answers'}`) }
  return {
    heading: t('sheets:result-heading'),
    sentence: shown.sentence,
    facts: [
      { term: t('accounts:agency'), text: inLanguage(agency.names, code) },
      {
        term: t('sheets:par-own-days'),
        text: t('sheets:par-own-period', { from: format.day(period.from), to: format.day(period.to - 1) }),
      },
      {
        term: t('dashboard:about-questionnaire'),
        text: t('dashboard:questionnaire', {
          name: inLanguage(series.latest.names, code),
          version: series.latest.version,
        }),
      },
      { term: t('dashboard:index'), text: shown.index },
      { term: t('dashboard:responses'), text: format.count(index.n) },
    ],
    table: null,
    notes: [t('sheets:par-own-note')],
  }
}
