import { complementarySuppression } from '../../scoring/suppression.ts'
import type { Directory } from '../domain/directory.ts'
import type { HiddenReason } from './shown-figure.ts'

/** The respondents of an agency, or of its own service points, counted in one or several ways. */
export interface PublicCounts {
  /** Respondents to each thing that is published together, such as each factor; always the same number of them. */
  readonly counts: readonly number[]
  /** Why it is hidden by itself, whoever stands beside it; null where nothing speaks against it. */
  readonly hidden: HiddenReason | null
}

/** What is known of an agency before it is decided whether it is shown. */
export interface AgencyCounts {
  /** Of the agency with all below it: what its page would show. */
  readonly whole: PublicCounts
  /** Of its own service points alone, which no page shows; null where there are no answers. */
  readonly own: PublicCounts | null
}

/**
 * Which agencies of the whole tree are hidden in one quarter, and why.
 *
 * The agencies that are shown cut the answers of the quarter into portions: those of an agency's own service points, and
 * those of everything hidden directly below it, taken together. Each portion has at least `least` respondents, or none, in
 * every way of counting, and below a hidden agency all is hidden. So whatever is added to and subtracted from what is
 * shown, no portion comes apart. Source: docs/decisions/0016.
 *
 * @param of what is known of an agency; null where it has no answers
 * @returns the reasons of the hidden ones; who is not in it is shown
 */
export function hiddenAgencies(
  directory: Directory,
  of: (code: string) => AgencyCounts | null,
  least: number,
): ReadonlyMap<string, HiddenReason> {
  const reasons = new Map<string, HiddenReason>()
  const shown: string[] = []
  for (const { code } of directory.agencies) {
    const hidden = of(code)?.whole.hidden ?? (of(code) ? null : 'no-answers')
    if (hidden) reasons.set(code, hidden)
    else if (directory.agency(code)?.parent == null) shown.push(code)
  }
  const decided = new Set<string>()
  // Parents come before what is below them; an agency that no shown parent leads to stays undecided.
  for (const code of shown) {
    decided.add(code)
    const parts = partsOf(directory, code, of, reasons)
    for (const part of hiddenTogether(parts, least)) if (!reasons.has(part)) reasons.set(part, 'by-subtraction')
    shown.push(...parts.flatMap((part) => (part.code === null || reasons.has(part.code) ? [] : [part.code])))
  }
  for (const { code } of directory.agencies) {
    if (!decided.has(code) && !reasons.has(code)) reasons.set(code, 'by-subtraction')
  }
  return reasons
}

/** A part of a shown whole; its code is null for the whole's own service points. */
interface Part {
  readonly code: string | null
  readonly counts: readonly number[]
  readonly isHidden: boolean
}

function partsOf(
  directory: Directory,
  code: string,
  of: (code: string) => AgencyCounts | null,
  reasons: ReadonlyMap<string, HiddenReason>,
): readonly Part[] {
  const own = of(code)?.own
  const children = directory.children(code).flatMap((child): Part[] => {
    const counts = of(child.code)?.whole.counts
    return counts ? [{ code: child.code, counts, isHidden: reasons.has(child.code) }] : []
  })
  return own ? [...children, { code: null, counts: own.counts, isHidden: own.hidden !== null }] : children
}

/** The codes of all parts to hide, so that what is hidden holds together in every way of counting. */
function hiddenTogether(parts: readonly Part[], least: number): readonly string[] {
  let hidden = parts.map(({ isHidden }) => isHidden)
  const ways = [...(parts[0]?.counts.keys() ?? [])]
  for (let before = -1, now = count(hidden); now > before; before = now, now = count(hidden)) {
    for (const way of ways) {
      const cells = parts.map(({ counts }, i) => ({ n: counts[way] ?? 0, suppressed: hidden[i] === true }))
      const further = complementarySuppression(cells, least)
      hidden = hidden.map((is, i) => is || further[i] === true)
    }
  }
  return parts.flatMap(({ code }, i) => (hidden[i] && code !== null ? [code] : []))
}

function count(flags: readonly boolean[]): number {
  return flags.filter(Boolean).length
}
