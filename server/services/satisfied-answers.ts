import type { Figure } from '../../scoring/figure.ts'
import type { MethodName } from '../../scoring/methods.ts'

/** Methods whose index is one share; the others are means of shares, or scores. */
const ONE_SHARE: readonly MethodName[] = ['index.pooled', 'index.direct', 'respondent.fully-satisfied']

/** Whether the index of a method is one share of its answers, so that the satisfied ones among them can be told. */
export function isOneShare(method: MethodName): boolean {
  return ONE_SHARE.includes(method)
}

/** How many of the answers of a figure that is one share of them are satisfied; null where nothing was counted. */
export function satisfiedAnswers({ exact, answers }: Figure): number | null {
  return exact && Number((exact.num * BigInt(answers)) / exact.den)
}
