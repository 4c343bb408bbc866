import { tt01Band } from '../../../scoring/tt01-band.ts'
import type { RequestContext } from '../context.ts'
import type { SheetReading } from '../forms/sheet-reading.ts'
import { TT01_INDICATORS, TT01_MOST } from '../forms/sheet-tt01-query.ts'
import { decimalsOf, PARTS } from '../forms/typed-number.ts'
import type { Language } from '../language.ts'
import { sheetPage, type SheetPage, type SheetResult } from './sheet-page.ts'
import type { Site } from './shell.ts'

export function tt01SheetPage(
  site: Site,
  context: RequestContext,
  { typed, reading }: SheetReading<readonly number[]>,
): SheetPage {
  const { language } = context
  const { t } = language
  return sheetPage(site, context, {
    sheet: 'tt01',
    typed,
    problems: reading?.ok === false ? reading.problems : [],
    groups: [{ legend: t('sheets:tt01-legend'), hint: t('sheets:tt01-hint'), names: TT01_INDICATORS }],
    labelOf: (name) => indicatorWord(TT01_INDICATORS.indexOf(name), language),
    result: reading?.ok ? resultOf(reading.value, language) : null,
    formula: [t('sheets:tt01-formula'), t('sheets:tt01-bands')],
    source: [t('sheets:tt01-source'), t('sheets:tt01-until')],
    not: [t('sheets:tt01-not'), t('sheets:tt01-names')],
  })
}

/** Points are printed in full: rounded to two decimals, 14.999 would stand beside the band of 14 as 15.00. */
function resultOf(points: readonly number[], language: Language): SheetResult {
  const { t, format } = language
  const sum = points.reduce((all, one) => all + one, 0)
  const print = (parts: number): string => format.decimal(parts / PARTS, decimalsOf(parts))
  const most = TT01_INDICATORS.length * TT01_MOST
  return {
    heading: t('sheets:result-heading'),
    sentence: t('sheets:tt01-result', {
      points: print(sum),
      most: format.count(most),
      band: t(`sheets:tt01-band-${tt01Band(sum / PARTS)}`),
    }),
    facts: [],
    table: {
      caption: t('sheets:tt01-caption'),
      heads: {
        name: t('sheets:tt01-indicator-head'),
        points: t('sheets:points'),
        most: t('sheets:most'),
      },
      rows: [
        ...points.map((parts, i) => ({
          name: indicatorWord(i, language),
          how: null,
          points: print(parts),
          most: format.count(TT01_MOST),
          isSum: false,
        })),
        { name: t('sheets:sum'), how: null, points: print(sum), most: format.count(most), isSum: true },
      ],
    },
    notes: [t('sheets:tt01-until')],
  }
}

function indicatorWord(place: number, { t }: Language): string {
  return t('sheets:tt01-indicator', { number: place + 1 })
}
