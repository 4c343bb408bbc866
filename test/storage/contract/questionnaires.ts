import { describe, expect, test } from '@jest/globals'
import { ConflictError, InvalidInputError } from '../../../server/domain/errors.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { type MakePlace, useStore } from './store-place.ts'

export function questionnaireContract(makePlace: MakePlace): void {
  describe('questionnaires', () => {
    const store = useStore(makePlace)

    test('gives all published versions back, ordered by key and version as numbers', async () => {
      const versions = [10, 9, 2].map((version) => aQuestionnaire({ version, comparableWith: version - 1 }))
      const other = aQuestionnaire({ key: 'a-full', version: 1 })
      for (const questionnaire of [...versions, other]) await store.get().questionnaires.publish(questionnaire)
      const all = await store.get().questionnaires.all()
      expect(all).toEqual([other, aQuestionnaire(), ...versions.toReversed()])
    })

    test('takes the same version again as no change, in whatever order its keys stand', async () => {
      const version = await store.get().directory.version()
      const reordered = Object.fromEntries(Object.entries(aQuestionnaire()).reverse())
      await store.get().questionnaires.publish(reordered as unknown as ReturnType<typeof aQuestionnaire>)
      expect(await store.get().questionnaires.all()).toEqual([aQuestionnaire()])
      expect(await store.get().directory.version()).toBe(version)
    })

    test('refuses other content under a published key and version', async () => {
      const edited = aQuestionnaire({ names: { vi: 'Phiếu khác' } })
      await expect(store.get().questionnaires.publish(edited)).rejects.toThrow(ConflictError)
      expect(await store.get().questionnaires.all()).toEqual([aQuestionnaire()])
    })

    test('refuses a questionnaire with two questions of one code, those about the respondent included', async () => {
      const { questions } = aQuestionnaire()
      const doubled = aQuestionnaire({ version: 2, questions: [...questions, ...questions.slice(0, 1)] })
      await expect(store.get().questionnaires.publish(doubled)).rejects.toThrow(InvalidInputError)
      const asked = { code: 'visits', wording: { vi: 'Mấy lần' }, options: [] }
      const alike = aQuestionnaire({ version: 2, profile: [asked] })
      await expect(store.get().questionnaires.publish(alike)).rejects.toThrow(InvalidInputError)
      expect(await store.get().questionnaires.all()).toEqual([aQuestionnaire()])
    })

    test('refuses a condition that no earlier answer can meet, or that leaves a criterion without an answer', async () => {
      const { questions } = aQuestionnaire()
      const withCondition = (code: string, question: string, is: readonly string[]) => {
        const visitsFirst = questions.toSorted((a, b) => Number(b.code === 'visits') - Number(a.code === 'visits'))
        const asked = visitsFirst.map((one) => (one.code === code ? { ...one, askedWhen: { question, is } } : one))
        return aQuestionnaire({ version: 2, questions: asked })
      }
      for (const unfit of [
        withCondition('F5.1', 'nothing', ['1']),
        withCondition('F5.1', 'visits', ['7']),
        withCondition('F5.1', 'visits', []),
        withCondition('visits', 'F5.1', ['1']),
        withCondition('F1.1', 'visits', ['1']),
      ]) {
        await expect(store.get().questionnaires.publish(unfit)).rejects.toThrow(InvalidInputError)
      }
      await store.get().questionnaires.publish(withCondition('F5.1', 'visits', ['2', '3+']))
      expect(await store.get().questionnaires.all()).toHaveLength(2)
    })

    test('moves the version of the directory, so that other processes learn of it', async () => {
      const version = await store.get().directory.version()
      await store.get().questionnaires.publish(aQuestionnaire({ version: 2 }))
      expect(await store.get().directory.version()).not.toBe(version)
    })

    test('lets answers in to what another process has published', async () => {
      await store.get().responses.record([aSubmission()])
      const other = await store.another()
      await other.questionnaires.publish(aQuestionnaire({ version: 2 }))
      const group = [aSubmission({ questionnaire: 'counter/2' })]
      expect(await store.get().responses.record(group)).toEqual(['stored'])
    })
  })
}
