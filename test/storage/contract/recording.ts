import { describe, expect, test } from '@jest/globals'
import { InvalidInputError } from '../../../server/domain/errors.ts'
import { FORM_LIFETIME_HOURS, type Submission } from '../../../server/domain/response.ts'
import { aComment } from '../../fixtures/comment.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { countedCells } from './counted-cells.ts'
import { cellsOf, plainCells, responsesOf } from './reading.ts'
import { type MakePlace, useStore } from './store-place.ts'

const HOUR = 498_000
const AGENCIES = ['my-loc', 'nam-dinh']

export function recordingContract(makePlace: MakePlace): void {
  describe('recording', () => {
    const store = useStore(makePlace)
    const record = (...group: Submission[]) => store.get().responses.record(group)
    const kept = () => responsesOf(store.get(), AGENCIES)
    const comments = () =>
      store.get().comments.search({ agencies: ['my-loc'], from: 0, to: 30_000 }, { limit: 100, after: null })

    test('stores a response with everything it holds', async () => {
      const { response } = aSubmission({
        openedHour: HOUR,
        receivedHour: HOUR + 30,
        point: 'my-loc-02',
        field: 'ho-tich',
        step: 'submission',
        channel: 'kiosk',
        language: 'km',
        answers: '12-' + '-0-',
        facts: '-',
        flags: ['burst', 'after-hours-burst'],
      })
      expect(await record({ response, comment: null })).toEqual(['stored'])
      expect(await kept()).toEqual([response])
      expect(await store.get().responses.count()).toBe(1)
    })

    test('takes an empty group and stores nothing', async () => {
      expect(await record()).toEqual([])
      expect(await store.get().responses.count()).toBe(0)
    })

    test('knows a response again: from the same group, from before, after a restart, from another process', async () => {
      const submission = aSubmission()
      expect(await record(submission, submission)).toEqual(['stored', 'known'])
      expect(await record(submission)).toEqual(['known'])
      await store.restart()
      expect(await record(submission, aSubmission())).toEqual(['known', 'stored'])
      const other = await store.another()
      expect(await other.responses.record([submission])).toEqual(['known'])
      expect(await kept()).toHaveLength(2)
      expect(plainCells(await cellsOf(store.get(), AGENCIES))).toEqual(plainCells(countedCells(await kept())))
    })

    test('keeps the first of two that share their identity, whatever the second says', async () => {
      const first = aSubmission({ openedHour: HOUR, receivedHour: HOUR })
      const second = aSubmission({ ...first.response, receivedHour: HOUR + 5, answers: '111111', point: 'elsewhere' })
      expect(await record(first, second)).toEqual(['stored', 'known'])
      expect(await kept()).toEqual([first.response])
    })

    test('tells responses apart by agency, by opening hour and by id', async () => {
      const { response } = aSubmission({ openedHour: HOUR, receivedHour: HOUR + 1 })
      const others = [
        aSubmission({ ...response, agency: 'nam-dinh' }),
        aSubmission({ ...response, openedHour: HOUR + 1 }),
        aSubmission({ ...response, id: 'f'.repeat(32) }),
      ]
      expect(await record({ response, comment: null }, ...others)).toEqual(['stored', 'stored', 'stored', 'stored'])
    })

    test('stores a comment with its response, once, and not with one that is known', async () => {
      const comment = aComment()
      const submission = aSubmission({}, comment)
      await record(submission)
      await record(submission, { ...submission, comment: aComment({ text: 'Lần hai' }) })
      expect(await comments()).toEqual([comment])
    })

    test('stores what another process and this one record in turns', async () => {
      const other = await store.another()
      for (let turn = 0; turn < 5; turn++) {
        await record(aSubmission({ point: `own-${turn}` }), aSubmission())
        await other.responses.record([aSubmission({ point: `other-${turn}` }), aSubmission()])
      }
      expect(await kept()).toHaveLength(20)
      expect(plainCells(await cellsOf(store.get(), AGENCIES))).toEqual(plainCells(countedCells(await kept())))
    })

    test('stores each of many groups that are handed over at once', async () => {
      const groups = Array.from({ length: 20 }, () => [aSubmission(), aSubmission({ agency: 'nam-dinh' })])
      const outcomes = await Promise.all(groups.map((group) => store.get().responses.record(group)))
      expect(outcomes.flat()).toEqual(new Array(40).fill('stored'))
      expect(await store.get().responses.count()).toBe(40)
      expect(plainCells(await cellsOf(store.get(), AGENCIES))).toEqual(plainCells(countedCells(await kept())))
    })

    test('lets exactly one of many have it when all hand over the same response at once', async () => {
      const other = await store.another()
      const submission = aSubmission({}, aComment())
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, i) => (i % 2 ? other : store.get()).responses.record([submission])),
      )
      expect(outcomes.flat().filter((outcome) => outcome === 'stored')).toHaveLength(1)
      expect(await comments()).toHaveLength(1)
      expect(plainCells(await cellsOf(store.get(), AGENCIES))).toEqual(plainCells(countedCells([submission.response])))
    })

    test('stores a group of thousands as one', async () => {
      const group = Array.from({ length: 3000 }, (_, i) => aSubmission({ point: `p-${i % 70}` }))
      expect(new Set(await record(...group))).toEqual(new Set(['stored']))
      expect(await store.get().responses.count()).toBe(3000)
    })

    test('keeps codes of any letters', async () => {
      const agency = 'sở-tư-pháp 🏛 "\\\''
      const { response } = aSubmission({ agency, point: 'ô "một"', field: 'đất,đai', language: 'vi-VN' })
      await record({ response, comment: null })
      expect(await responsesOf(store.get(), [agency])).toEqual([response])
      expect(plainCells(await cellsOf(store.get(), [agency]))).toEqual(plainCells(countedCells([response])))
    })

    describe('what breaks a rule', () => {
      const broken: Record<string, Submission> = {
        'an unpublished questionnaire': aSubmission({ questionnaire: 'counter/2' }),
        'a questionnaire without a version': aSubmission({ questionnaire: 'counter' }),
        'too few answers': aSubmission({ answers: '55555' }),
        'too many answers': aSubmission({ answers: '5555555' }),
        'a level above 5': aSubmission({ answers: '655555' }),
        'a sign that is none': aSubmission({ answers: '5 5555' }),
        'a not-applicable where there is none': aSubmission({ answers: '055555' }),
        'a not-applicable overall item': aSubmission({ answers: '555550' }),
        'a result at the submission step': aSubmission({ step: 'submission', answers: '555555' }),
        'too few facts': aSubmission({ facts: '' }),
        'an option that there is not': aSubmission({ facts: '3' }),
        'a received hour before the opened one': aSubmission({ openedHour: HOUR + 1, receivedHour: HOUR }),
        'a form past its life': aSubmission({ openedHour: HOUR, receivedHour: HOUR + FORM_LIFETIME_HOURS + 1 }),
        'half an hour': aSubmission({ openedHour: HOUR + 0.5, receivedHour: HOUR + 1 }),
        'no hour': aSubmission({ openedHour: Number.NaN, receivedHour: Number.NaN }),
        'a short id': aSubmission({ id: 'abc' }),
        'an id of other signs': aSubmission({ id: 'G'.repeat(32) }),
        'an unknown step': aSubmission({ step: 'waiting' as 'return' }),
        'an unknown channel': aSubmission({ channel: 'phone' as 'qr' }),
        'an unknown flag': aSubmission({ flags: ['odd' as 'burst'] }),
        'a flag twice': aSubmission({ flags: ['burst', 'burst'] }),
        'an empty comment': aSubmission({}, aComment({ text: '' })),
        'a comment that is too long': aSubmission({}, aComment({ text: 'x'.repeat(21) })),
        'a comment of no day': aSubmission({}, aComment({ day: 20_777.5 })),
        'a comment to another agency': aSubmission({}, aComment({ agency: 'nam-dinh' })),
      }

      test.each(Object.entries(broken))('refuses %s, with its whole group', async (_, submission) => {
        const sound = aSubmission({}, aComment())
        await expect(record(sound, submission, aSubmission())).rejects.toThrow(InvalidInputError)
        expect(await store.get().responses.count()).toBe(0)
        expect(await comments()).toEqual([])
        expect(await cellsOf(store.get(), AGENCIES)).toEqual([])
        expect(await record(sound)).toEqual(['stored'])
        expect(plainCells(await cellsOf(store.get(), AGENCIES))).toEqual(plainCells(countedCells([sound.response])))
      })

      test('leaves the tallies of earlier groups as they were', async () => {
        const sound = aSubmission()
        await record(sound)
        await expect(record(aSubmission(), aSubmission({ answers: '9' }))).rejects.toThrow(InvalidInputError)
        expect(await record(sound)).toEqual(['known'])
        expect(plainCells(await cellsOf(store.get(), AGENCIES))).toEqual(plainCells(countedCells([sound.response])))
      })
    })

    test('takes a form on the last hour of its life, and blanks in every question', async () => {
      const late = aSubmission({ openedHour: HOUR, receivedHour: HOUR + FORM_LIFETIME_HOURS })
      const blank = aSubmission({ answers: '------', facts: '-' })
      expect(await record(late, blank)).toEqual(['stored', 'stored'])
    })

    test('counts the length of a comment in characters, not in their halves', async () => {
      const comment = aComment({ text: '🙂'.repeat(20) })
      await record(aSubmission({}, comment))
      expect(await comments()).toEqual([comment])
    })

    test('takes answers to a questionnaire without overall item, choices and text', async () => {
      const questions = aQuestionnaire().questions.filter(({ kind }) => kind === 'scale')
      await store.get().questionnaires.publish(aQuestionnaire({ key: 'bare', questions }))
      const { response } = aSubmission({ questionnaire: 'bare/1', answers: '55555-', facts: '' })
      expect(await record({ response, comment: null })).toEqual(['stored'])
      expect(await kept()).toEqual([response])
    })
  })
}
