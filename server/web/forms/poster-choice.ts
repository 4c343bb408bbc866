import type { Problem } from '../../domain/errors.ts'
import { printPublicCode } from '../../domain/public-code.ts'
import { POSTERS_MOST, REFUSALS, type ChosenPosters } from '../../services/poster-service.ts'

/** What is wrong with a choice of posters that was read well: codes that have none, none at all, or too many. */
export function choiceProblems({ posters, refused }: ChosenPosters, copies: number): readonly Problem[] {
  const where = 'codes'
  const problems: Problem[] = REFUSALS.flatMap((why) => {
    const codes = refused.filter((one) => one.why === why).map(({ code }) => printPublicCode(code))
    return codes.length === 0
      ? []
      : { where, message: `poster:error-codes-${why}`, values: { codes: codes.join(', ') } }
  })
  if (posters.length === 0 && problems.length === 0) problems.push({ where, message: 'poster:error-nothing' })
  const count = posters.length * copies
  if (count > POSTERS_MOST) {
    problems.push({ where, message: 'poster:error-too-many', values: { count, most: POSTERS_MOST } })
  }
  return problems
}
