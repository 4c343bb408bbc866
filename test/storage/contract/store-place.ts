import { afterEach, beforeEach } from '@jest/globals'
import type { Storage } from '../../../server/storage/port.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'

/** A place for one store, empty at first. It can be opened again and again; each opening stands for a process of its own. */
export interface StorePlace {
  open(): Promise<Storage>
  /** Called when all that was opened is closed. */
  remove(): Promise<void>
}

export type MakePlace = () => Promise<StorePlace>

/** The store of the running test. */
export interface StoreInUse {
  /** The store as its first process sees it; {@link aQuestionnaire} is published in it. */
  get(): Storage
  /** The same store as another process sees it. */
  another(): Promise<Storage>
  /** Ends the first process and starts it anew. */
  restart(): Promise<void>
}

/** Gives each test of a block a store of its own. */
export function useStore(makePlace: MakePlace): StoreInUse {
  let place: StorePlace
  let current: Storage
  let others: Storage[] = []

  beforeEach(async () => {
    place = await makePlace()
    others = []
    current = await place.open()
    await current.questionnaires.publish(aQuestionnaire())
  })
  afterEach(async () => {
    for (const storage of [...others, current]) await storage.close()
    await place.remove()
  })

  return {
    get: () => current,
    another: async () => {
      const storage = await place.open()
      others.push(storage)
      return storage
    },
    restart: async () => {
      await current.close()
      current = await place.open()
    },
  }
}
