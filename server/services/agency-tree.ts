import { AGENCY_LEVELS, type Agency } from '../domain/agency.ts'
import type { Directory } from '../domain/directory.ts'
import { withoutMarks } from '../domain/plain-text.ts'

/** An agency in a printed tree. */
export interface AgencyNode {
  readonly agency: Agency
  /** 0 for one whose parent is not in the tree. */
  readonly depth: number
  /** The agency above it, whether it may be seen or not: it tells agencies of one name apart. */
  readonly parent: Agency | null
  readonly successor: Agency | null
}

/**
 * The agencies for which `isSeen` holds, each after its parent, by level and name.
 *
 * @param search words that a name must hold, in any order, with or without diacritics; what is found then stands at
 *   depth 0. Empty finds all
 */
export function agencyTree(
  directory: Directory,
  isSeen: (agency: Agency) => boolean,
  search: string,
): readonly AgencyNode[] {
  const seen = new Set(directory.agencies.filter(isSeen))
  const nodes: AgencyNode[] = []
  const above = ({ parent }: Agency): Agency | null => (parent === null ? null : directory.agency(parent))
  const add = (agency: Agency, depth: number): void => {
    if (!seen.delete(agency)) return
    const { successor } = agency
    const heir = successor === null ? null : directory.agency(successor)
    nodes.push({ agency, depth, parent: above(agency), successor: heir })
    for (const child of directory.children(agency.code).toSorted(byLevelAndName)) add(child, depth + 1)
  }
  const isRoot = (agency: Agency): boolean => {
    const parent = above(agency)
    return parent === null || !seen.has(parent)
  }
  for (const root of [...seen].filter(isRoot).toSorted(byLevelAndName)) add(root, 0)
  const words = withoutMarks(search).split(' ').filter(Boolean)
  if (words.length === 0) return nodes
  return nodes
    .filter(({ agency }) => {
      const names = Object.values(agency.names).map(withoutMarks).join(' ')
      return words.every((word) => names.includes(word))
    })
    .map((node) => ({ ...node, depth: 0 }))
}

function byLevelAndName(a: Agency, b: Agency): number {
  const level = AGENCY_LEVELS.indexOf(a.level) - AGENCY_LEVELS.indexOf(b.level)
  return level || a.names.vi.localeCompare(b.names.vi, 'vi')
}
