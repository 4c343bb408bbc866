import { isSameShape } from '../../scoring/tally.ts'
import { questionnaireId, shapeOf, type Questionnaire, type QuestionnaireId } from './questionnaire.ts'

/** Versions of one instrument whose answers may be added up: each continues an earlier one and asks the same criteria. */
export interface Series {
  /** How it is asked for: the instrument's key for its newest series, `key/version` of the last version for former ones. */
  readonly name: string
  readonly versions: ReadonlySet<QuestionnaireId>
  /** The newest version, whose words are shown. */
  readonly latest: Questionnaire
}

/** The series that published versions form, ordered by instrument, the newest series of each instrument first. */
export function seriesAmong(questionnaires: Iterable<Questionnaire>): readonly Series[] {
  const byKey = Map.groupBy(questionnaires, ({ key }) => key)
  return [...byKey.keys()].sort().flatMap((key) => {
    const chains: Questionnaire[][] = []
    for (const version of (byKey.get(key) ?? []).toSorted((a, b) => a.version - b.version)) {
      const continued = chains.find((chain) => chain.some((former) => continues(version, former)))
      if (continued) continued.push(version)
      else chains.push([version])
    }
    return chains
      .flatMap((chain) => {
        const latest = chain.at(-1)
        return latest ? [{ latest, versions: new Set(chain.map(questionnaireId)) }] : []
      })
      .sort((a, b) => b.latest.version - a.latest.version)
      .map((series, i) => ({ ...series, name: i === 0 ? key : questionnaireId(series.latest) }))
  })
}

/** The series of this name, or the one that holds the version of this id; null where there is none. */
export function seriesNamed(all: readonly Series[], name: string): Series | null {
  return all.find((series) => series.name === name) ?? all.find(({ versions }) => versions.has(name)) ?? null
}

/** A version that asks other criteria breaks the series even where it is marked as comparable: its sums cannot be added. */
function continues(version: Questionnaire, former: Questionnaire): boolean {
  return version.comparableWith === former.version && isSameShape(shapeOf(version), shapeOf(former))
}
