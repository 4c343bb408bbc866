import { inLanguage } from '../../domain/words.ts'
import { toldFlagged, type PublicFigures } from '../../services/public-figures.ts'
import { PUBLIC_PERIODS } from '../../services/public-periods.ts'
import type { Language } from '../language.ts'
import { axisMark, axisOf } from './figure-cells.ts'
import { intervalMark, type AxisMark, type IntervalMark } from './interval-mark.ts'
import { publicAbout, type PublicAbout } from './public-about.ts'
import { publicFactors, publicLevels, type PublicFactorSection, type PublicLevelSection } from './public-found.ts'
import { openDataHref, publicCardHref, publicHref, publicListHref } from './public-links.ts'
import { publicShell, type PublicShell } from './public-shell.ts'
import { daysWord, markKindOf, periodWord, publicVerdict, quarterWord, type PublicVerdict } from './public-words.ts'
import type { Site } from './shell.ts'
import { inThatLanguage } from './survey-shell.ts'
import type { MarkKind } from './verdict-words.ts'

/** What anybody may know of an agency. */
export interface PublicPage extends PublicShell {
  readonly list: { readonly href: string; readonly label: string }
  readonly name: string
  /** What it is part of; null at the root. */
  readonly parent: { readonly href: string; readonly name: string } | null
  /** That it exists no more, and who took over; null while it lives. */
  readonly ended: { readonly text: string; readonly href: string | null; readonly link: string } | null
  readonly survey: string
  readonly verdict: PublicVerdict
  readonly headline: PublicHeadline | null
  /** What limits the figure: quarters that are left out, other questions, flagged responses. */
  readonly notes: readonly string[]
  readonly periods: {
    readonly label: string
    readonly links: readonly { readonly href: string; readonly label: string; readonly isCurrent: boolean }[]
  }
  readonly factors: PublicFactorSection | null
  readonly levels: PublicLevelSection | null
  readonly promise: { readonly heading: string; readonly text: string }
  readonly about: PublicAbout
  readonly answer: { readonly href: string; readonly label: string }
  readonly openData: { readonly href: string; readonly label: string }
}

/** The index and what it rests on. */
export interface PublicHeadline {
  readonly index: string
  readonly label: string
  readonly interval: string
  readonly respondents: string
  readonly axis: AxisMark
  readonly mark: IntervalMark | null
  readonly kind: MarkKind
}

/** What half of the words of the target take of the axis on a narrow screen, in percent. */
const ROOM_ABOVE_MARK = 24

export function publicPage(site: Site, language: Language, figures: PublicFigures): PublicPage {
  const { t, code } = language
  const { agency, parent, index, target, least, name, quarters } = figures
  const agencyName = inLanguage(agency.names, code)
  const period = periodWord(name, quarters, language)
  const verdict = publicVerdict(index, target, least, language)
  const shell = publicShell(site, language, {
    title: t('public:title', { agency: agencyName, period }),
    description: t('public:description', { agency: agencyName, period, sentence: verdict.sentence }),
    hrefIn: (other) => publicHref(agency.code, other, name),
  })
  return {
    ...shell,
    card: {
      url: site.publicUrl + publicCardHref(agency.code, code, name),
      alternative: t('public:card-alternative', { agency: agencyName, sentence: verdict.sentence }),
    },
    list: { href: publicListHref(code), label: t('public:to-list') },
    name: agencyName,
    parent: parent && { href: publicHref(parent.code, code), name: inLanguage(parent.names, code) },
    ended: endedOf(figures, language),
    survey: t('public:survey', { period, days: daysWord(quarters, language) }),
    verdict,
    headline: headlineOf(figures, language),
    notes: notesOf(figures, language),
    periods: {
      label: t('public:periods'),
      links: PUBLIC_PERIODS.map((one) => ({
        href: publicHref(agency.code, code, one),
        label: t(`public:link-${one}`),
        isCurrent: one === name,
      })),
    },
    factors: publicFactors(figures, language),
    levels: publicLevels(figures, language),
    promise: {
      heading: t('public:promise-heading'),
      text: agency.promise ? inLanguage(agency.promise, code) : t('public:promise-none'),
    },
    about: publicAbout(figures, language),
    answer: { href: inThatLanguage('/s', code), label: t('public:answer') },
    openData: { href: openDataHref(code), label: t('open-data:link') },
  }
}

function headlineOf({ index, target }: PublicFigures, language: Language): PublicHeadline | null {
  const { figure, n } = index
  if (!figure?.exact) return null
  const { t, format } = language
  const held = [{ shown: index, target }]
  const axis = axisOf(held)
  const bound = (value: number | null): string => (value === null ? '–' : `${format.decimal(value)} %`)
  return {
    index: format.percent(figure.exact),
    label: t('public:index'),
    interval: t('public:interval', { lower: bound(figure.lower), upper: bound(figure.upper) }),
    respondents: t('public:respondents', { n: format.count(n) }),
    axis: axisMark(held, axis, ROOM_ABOVE_MARK, language),
    mark: intervalMark(figure, target && Number(target.threshold), axis),
    kind: markKindOf(index),
  }
}

function notesOf(figures: PublicFigures, language: Language): readonly string[] {
  const { t } = language
  const { counted, left, hasOthers } = figures
  const notes: string[] = []
  if (counted.length > 0 && left.length > 0) {
    notes.push(t('public:left-out', { quarters: left.map((one) => quarterWord(one, language)).join(', ') }))
  }
  if (hasOthers) notes.push(t('public:other-questionnaires'))
  const flagged = flaggedWords(figures, language)
  return flagged ? [...notes, flagged] : notes
}

/** With and without flagged responses; null where none are flagged, or it must not be told. */
function flaggedWords(figures: PublicFigures, { t, format }: Language): string | null {
  const flagged = toldFlagged(figures)
  const { figure } = figures.index
  if (!figure?.exact || !flagged?.without.exact) return null
  const without = format.percent(flagged.without.exact)
  const isSame = without === format.percent(figure.exact)
  return t(isSame ? 'public:flagged-same' : 'public:flagged', { n: format.count(flagged.n), without })
}

function endedOf({ agency, successor, hasEnded }: PublicFigures, { t, format, code }: Language): PublicPage['ended'] {
  if (!hasEnded || agency.validTo === null) return null
  const day = format.day(agency.validTo - 1)
  return {
    text: t(successor ? 'public:ended-merged' : 'public:ended', { day }),
    href: successor && publicHref(successor.code, code),
    link: successor ? inLanguage(successor.names, code) : '',
  }
}
