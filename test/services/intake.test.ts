import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { BusyError, InvalidInputError } from '../../server/domain/errors.ts'
import type { Submission } from '../../server/domain/response.ts'
import { Intake } from '../../server/services/intake.ts'
import type { RecordOutcome, ResponseStore, Storage } from '../../server/storage/port.ts'
import { openTestStore } from '../fixtures/test-store.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aSubmission } from '../fixtures/submission.ts'

let storage: Storage
let groups: number[]
let logged: string[]
/** The real store, with a look at the groups in which answers reach it. */
let store: Pick<ResponseStore, 'record'>
const log = {
  warn: (_entry: unknown, text?: string) => logged.push(String(text)),
  error: (entry: unknown, text?: string) => logged.push(`${JSON.stringify(entry)} ${String(text)}`),
}

beforeEach(async () => {
  storage = await openTestStore()
  await storage.questionnaires.publish(aQuestionnaire())
  groups = []
  logged = []
  store = {
    record: (group) => {
      groups.push(group.length)
      return storage.responses.record(group)
    },
  }
})
afterEach(async () => {
  await storage.close()
})

function intake(queueLimit = 10_000, over: Pick<ResponseStore, 'record'> = store): Intake {
  return new Intake(over, { queueLimit, log })
}

function submissions(n: number): Submission[] {
  return Array.from({ length: n }, () => aSubmission())
}

describe('gathering', () => {
  test('what arrives in one turn becomes one transaction, and each sender hears its own outcome', async () => {
    const one = intake()
    const [first = aSubmission(), ...others] = submissions(20)
    const outcomes = await Promise.all([first, ...others, first].map((submission) => one.submit(submission)))
    expect(groups).toEqual([21])
    expect(outcomes).toEqual([...Array.from({ length: 20 }, () => 'stored'), 'known'])
    expect(await storage.responses.count()).toBe(20)
  })

  test('what arrives while the store is at work becomes the next transaction, never a second one at once', async () => {
    let running = 0
    const one = intake(10_000, {
      record: async (group) => {
        expect(++running).toBe(1)
        await new Promise(setImmediate)
        await new Promise(setImmediate)
        const outcomes = await store.record(group)
        running--
        return outcomes
      },
    })
    const early = submissions(3).map((submission) => one.submit(submission))
    await new Promise(setImmediate)
    const late = submissions(5).map((submission) => one.submit(submission))
    await Promise.all([...early, ...late])
    expect(groups).toEqual([3, 5])
  })

  test('groups are bounded', async () => {
    const one = intake()
    await Promise.all(submissions(1200).map((submission) => one.submit(submission)))
    expect(groups).toEqual([500, 500, 200])
    expect(await storage.responses.count()).toBe(1200)
  })
})

describe('too much at once', () => {
  test('is turned away with a word when to come again, and said once in the log', async () => {
    const one = intake(3)
    const all = submissions(5)
    const outcomes = await Promise.allSettled(all.map((submission) => one.submit(submission)))
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
    for (const outcome of outcomes.slice(3)) {
      expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(BusyError)
    }
    expect(logged).toEqual(['the intake queue is full: forms are turned away'])
    expect(await one.submit(all[3] ?? aSubmission())).toBe('stored')
    expect(await storage.responses.count()).toBe(4)
  })
})

describe('a store that fails', () => {
  test('turns the whole group away, logs no answer, and the next group goes through', async () => {
    let isBroken = true
    const one = intake(10, {
      record: (group) => (isBroken ? Promise.reject(new Error('disk full')) : store.record(group)),
    })
    const text = 'Nguyễn Văn A nói'
    const comment = { ...aSubmission().response, day: 0, satisfied: null, text }
    const failing = [aSubmission({}, comment), aSubmission()]
    const outcomes = await Promise.allSettled(failing.map((submission) => one.submit(submission)))
    for (const outcome of outcomes) {
      expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(BusyError)
    }
    expect(logged.join()).toContain('disk full')
    expect(logged.join()).not.toContain(text)
    isBroken = false
    expect(await one.submit(failing[1] ?? aSubmission())).toBe('stored')
  })

  test('a store that throws at once counts as one that fails', async () => {
    const one = intake(10, {
      record: () => {
        throw new Error('closed')
      },
    })
    await expect(one.submit(aSubmission())).rejects.toThrow(BusyError)
  })

  test('a store that settles too few leaves no sender waiting', async () => {
    const one = intake(10, { record: () => Promise.resolve<RecordOutcome[]>(['stored']) })
    const outcomes = await Promise.allSettled(submissions(2).map((submission) => one.submit(submission)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })
})

test('one submission that breaks a rule is refused alone, the rest of its group is stored', async () => {
  const one = intake()
  const all = submissions(9)
  const wrong = aSubmission({ questionnaire: 'counter/99' })
  const outcomes = await Promise.allSettled([...all.slice(0, 4), wrong, ...all.slice(4)].map((s) => one.submit(s)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(9)
  const [refused] = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused?.reason).toBeInstanceOf(InvalidInputError)
  expect(await storage.responses.count()).toBe(9)
})

describe('draining', () => {
  test('refuses what comes and resolves when all that waited is stored', async () => {
    const one = intake()
    const waiting = submissions(700).map((submission) => one.submit(submission))
    const drained = one.drain()
    await expect(one.submit(aSubmission())).rejects.toThrow(BusyError)
    await drained
    expect(await storage.responses.count()).toBe(700)
    await Promise.all(waiting)
  })

  test('resolves at once when nothing waits', async () => {
    await intake().drain()
  })

  test('resolves although the store fails', async () => {
    const one = intake(10, { record: () => Promise.reject(new Error('disk full')) })
    const refused = expect(one.submit(aSubmission())).rejects.toThrow(BusyError)
    await one.drain()
    await refused
  })
})
