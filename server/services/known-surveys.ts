import type { Agency } from '../domain/agency.ts'
import type { LocalDay } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import { codesNear, readPublicCode, type PublicCodeFault } from '../domain/public-code.ts'
import type { Question, Questionnaire } from '../domain/questionnaire.ts'
import { isInUse, type ProcedureField, type PublicCode, type ServicePoint } from '../domain/service-point.ts'
import type { CurrentDirectory } from './directory-service.ts'
import { SurveyFinder } from './survey-finder.ts'

/** More suggestions than this help nobody. */
const MOST_NEAR = 5

/** Everything that a public code stands for, and what is asked there. */
export interface Survey {
  readonly code: PublicCode
  readonly point: ServicePoint
  readonly agency: Agency
  readonly field: ProcedureField
  readonly questionnaire: Questionnaire
  /** The questions asked at the step of the code, in order. */
  readonly questions: readonly Question[]
}

/** What stands behind a code that somebody scanned or typed. */
export type OpenedSurvey =
  | { readonly state: 'open'; readonly survey: Survey }
  /** `replacement`: the survey behind the code that took its place, over several replacements where need be. */
  | { readonly state: 'withdrawn'; readonly replacement: Survey | null }
  /** `fault`: null where the code is well formed and nobody has it. `near`: surveys whose code is one slip away. */
  | { readonly state: 'unknown'; readonly fault: PublicCodeFault | null; readonly near: readonly Survey[] }

/** The surveys of one reading of the directory, each put together when it is first asked for. */
export class KnownSurveys {
  readonly current: CurrentDirectory
  readonly #directory: Directory
  readonly #latest: ReadonlyMap<string, Questionnaire>
  readonly #surveys = new Map<string, Survey | null>()
  #finder: SurveyFinder | null = null

  constructor(current: CurrentDirectory) {
    this.current = current
    this.#directory = current.directory
    this.#latest = latestVersions(current.questionnaires.values())
  }

  open(typed: string, today: LocalDay): OpenedSurvey {
    const reading = this.#directory.code(typed) ? null : readPublicCode(typed)
    const code = reading?.ok === false ? null : this.#directory.code(reading?.code ?? typed)
    const survey = code && this.#survey(code)
    if (!code || !survey) {
      return { state: 'unknown', fault: reading?.ok === false ? reading.reason : null, near: this.#near(typed, today) }
    }
    if (isInUse(code, today)) return { state: 'open', survey }
    return { state: 'withdrawn', replacement: this.#inPlaceOf(code, today) }
  }

  /** Surveys in use whose agency, counter or field is named most like the text, nearest first. */
  find(text: string, limit: number, today: LocalDay): readonly Survey[] {
    this.#finder ??= new SurveyFinder(this.#directory.codes.flatMap((code) => this.#survey(code) ?? []))
    return this.#finder.find(text, limit, ({ code }) => isInUse(code, today))
  }

  #near(typed: string, today: LocalDay): readonly Survey[] {
    const surveys = codesNear(typed).flatMap((near) => {
      const code = this.#directory.code(near)
      return (code && this.#inPlaceOf(code, today)) ?? []
    })
    return [...new Set(surveys)].slice(0, MOST_NEAR)
  }

  /** The survey of a code, or where it is withdrawn of the first code in use on the way of its replacements. */
  #inPlaceOf(code: PublicCode, today: LocalDay): Survey | null {
    const seen = new Set<PublicCode>()
    for (let at: PublicCode | null = code; at && !seen.has(at); at = this.#replacement(at)) {
      if (isInUse(at, today)) return this.#survey(at)
      seen.add(at)
    }
    return null
  }

  #replacement({ replacedBy }: PublicCode): PublicCode | null {
    return replacedBy === null ? null : this.#directory.code(replacedBy)
  }

  #survey(code: PublicCode): Survey | null {
    let survey = this.#surveys.get(code.code)
    if (survey === undefined) {
      survey = this.#putTogether(code)
      this.#surveys.set(code.code, survey)
    }
    return survey
  }

  /** Null where the directory lacks what the code points to, or nothing is published under its instrument. */
  #putTogether(code: PublicCode): Survey | null {
    const point = this.#directory.point(code.point)
    const agency = point && this.#directory.agency(point.agency)
    const field = this.#directory.field(code.field)
    const questionnaire = this.#latest.get(code.questionnaire)
    if (!point || !agency || !field || !questionnaire) return null
    const questions = questionnaire.questions.filter(({ steps }) => steps.includes(code.step))
    return { code, point, agency, field, questionnaire, questions }
  }
}

/** The version of each instrument that is in use, by key. */
function latestVersions(questionnaires: Iterable<Questionnaire>): ReadonlyMap<string, Questionnaire> {
  const latest = new Map<string, Questionnaire>()
  for (const questionnaire of questionnaires) {
    const { key, version } = questionnaire
    if (version > (latest.get(key)?.version ?? 0)) latest.set(key, questionnaire)
  }
  return latest
}
