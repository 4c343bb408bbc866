import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { methodFigure } from '../../scoring/method-figure.ts'
import { standings } from '../../scoring/standings.ts'
import { countResponse, emptyTally, type Tally } from '../../scoring/tally.ts'
import { shapeOf, type Questionnaire } from '../domain/questionnaire.ts'
import { levelsOf } from '../domain/response.ts'
import { Random } from '../sample/random.ts'
import { respond, sampleForm } from '../sample/respondent.ts'
import { median } from './median.ts'

const FORM = join(import.meta.dirname, '../catalogue/questionnaires/counter-1.json')
const RESPONSES = 400
/** So many sets of units, each with other answers, so that no number has been computed before. */
const SETS = 12

/**
 * Milliseconds that the arithmetic of a comparison takes: an index with its interval for each unit, the tests of all pairs,
 * ranks with their intervals, and level groups; the median over sets of units.
 */
export function scoringMs(units: number): number {
  const times = Array.from({ length: SETS }, (_, seed) => {
    const tallies = talliesOf(units, seed)
    const start = performance.now()
    standings(tallies.map((tally) => methodFigure('index.pooled', tally)))
    return performance.now() - start
  })
  return median(times)
}

function talliesOf(units: number, seed: number): readonly Tally[] {
  const questionnaire = JSON.parse(readFileSync(FORM, 'utf8')) as Questionnaire
  const form = sampleForm(questionnaire, {})
  const shape = shapeOf(questionnaire)
  const random = new Random(seed)
  return Array.from({ length: units }, () => {
    const ease = 1.7 + 0.3 * random.normal()
    const tally = emptyTally(shape)
    for (let i = 0; i < RESPONSES; i++) {
      const levels = levelsOf(respond(random, form, 'return', ease).answers)
      countResponse(tally, levels.subarray(0, -1), levels.at(-1) ?? 0)
    }
    return tally
  })
}
