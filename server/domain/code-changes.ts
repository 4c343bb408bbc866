import { newPublicCode } from './public-code.ts'
import { CHANNELS, type PublicCode } from './service-point.ts'

/** Everything that a public code stands for. */
export type CodeMeaning = Omit<PublicCode, 'code' | 'withdrawnOn' | 'replacedBy'>

/** What a code has to stand for at a point. */
export interface CodeWanted extends Omit<CodeMeaning, 'questionnaire'> {
  /** Null where any will do, and that of the counter where there is none yet. */
  readonly questionnaire: string | null
}

/** The instrument of a code where nothing else is said. */
export const COUNTER = 'counter'

/** The channels that a code can stand for; what was imported elsewhere never came through a code. */
export const CODE_CHANNELS = CHANNELS.filter((channel) => channel !== 'import')

/**
 * A change to the public codes of the province, gathered before it is stored: codes end, and others are made. What a
 * code stands for is never changed, so that a poster on the wall stays right.
 */
export class CodeChanges {
  readonly #random: (below: number) => number
  readonly #taken: Set<string>
  /** The codes that stand after the change, by all that each can be wanted as. */
  readonly #standing = new Map<string, Set<string>>()
  readonly #withdrawn: PublicCode[] = []
  readonly #made: PublicCode[] = []

  /**
   * @param stored all codes that exist
   * @param random as of newPublicCode
   */
  constructor(stored: readonly PublicCode[], random: (below: number) => number) {
    this.#random = random
    this.#taken = new Set(stored.map(({ code }) => code))
    for (const code of stored) if (code.withdrawnOn === null) this.#stand(code)
  }

  get withdrawn(): readonly PublicCode[] {
    return this.#withdrawn
  }

  get made(): readonly PublicCode[] {
    return this.#made
  }

  /**
   * Ends a code.
   *
   * @param ended the code with the day of its end
   * @param replace whether another of the same meaning takes its place; one that has been replaced before is not
   *   replaced again
   * @returns the code as it will be stored
   */
  withdraw(ended: PublicCode, replace: boolean): PublicCode {
    for (const wanted of wantings(ended)) this.#standing.get(wanted)?.delete(ended.code)
    const isReplacedNow = replace && ended.replacedBy === null
    const withdrawn = { ...ended, replacedBy: isReplacedNow ? this.#make(ended).code : ended.replacedBy }
    this.#withdrawn.push(withdrawn)
    return withdrawn
  }

  /** Makes a code where none stands that is as wanted. Withdrawals come first. */
  supply(wanted: CodeWanted): void {
    const standing = this.#standing.get(textOf(wanted))
    if (!standing || standing.size === 0) this.#make({ ...wanted, questionnaire: wanted.questionnaire ?? COUNTER })
  }

  #make({ point, field, step, channel, questionnaire }: CodeMeaning): PublicCode {
    let code = newPublicCode(this.#random)
    while (this.#taken.has(code)) code = newPublicCode(this.#random)
    const made = { code, point, field, step, channel, questionnaire, withdrawnOn: null, replacedBy: null }
    this.#taken.add(code)
    this.#stand(made)
    this.#made.push(made)
    return made
  }

  #stand(code: PublicCode): void {
    for (const wanted of wantings(code)) {
      const alike = this.#standing.get(wanted)
      if (alike) alike.add(code.code)
      else this.#standing.set(wanted, new Set([code.code]))
    }
  }
}

/** All that a code can be wanted as: that with its questionnaire, and that with any. */
function wantings(code: CodeMeaning): readonly string[] {
  return [textOf(code), textOf({ ...code, questionnaire: null })]
}

function textOf({ point, field, step, channel, questionnaire }: CodeWanted): string {
  return JSON.stringify([point, field, step, channel, questionnaire])
}
