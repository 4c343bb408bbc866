import { thawFigure, thawTarget } from '../../services/frozen-figure.ts'
import type { ReportDraft } from '../../services/report-content.ts'
import type { Language } from '../language.ts'
import { agencyFindings } from './agency-report-findings.ts'
import { comparisonFindings } from './comparison-report-findings.ts'
import { axisMark, axisOf, figureCells } from './figure-cells.ts'
import { alternativeOf } from './headline.ts'
import type { AxisMark, IntervalMark } from './interval-mark.ts'
import type { ReportFindings } from './report-findings.ts'
import type { MarkKind } from './verdict-words.ts'

/** What a report found in words, and the index of an agency with its mark. */
export interface ReportHeadline extends ReportFindings {
  /** Null for comparisons, and where the index is not shown. */
  readonly index: {
    readonly text: string
    readonly label: string
    readonly axis: AxisMark
    readonly mark: IntervalMark | null
    readonly kind: MarkKind
    /** What the mark shows, in words. */
    readonly alternative: string
  } | null
}

/** What half of the words of the target take of the axis, in percent. */
const ROOM_ABOVE_MARK = 16

export function reportHeadline(draft: ReportDraft, language: Language): ReportHeadline {
  if (draft.kind === 'comparison') return { ...comparisonFindings(draft, language), index: null }
  const { figure, target: place } = draft.index
  const target = place === null ? null : draft.targets[place]
  const held = { shown: thawFigure(figure), target: target ? thawTarget(target) : null }
  const axis = axisOf([held])
  const cells = figureCells(held, axis, language)
  return {
    ...agencyFindings(draft, language),
    index: cells.value && {
      text: cells.value.index,
      label: language.t('dashboard:index'),
      axis: axisMark([held], axis, ROOM_ABOVE_MARK, language),
      mark: cells.value.mark,
      kind: cells.value.kind,
      alternative: alternativeOf(cells, language),
    },
  }
}
