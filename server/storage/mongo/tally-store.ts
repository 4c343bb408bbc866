import { trusted } from 'mongoose'
import type { Month } from '../../domain/calendar.ts'
import type { Recount, TallyCell, TallyScope, TallyStore } from '../port.ts'
import { addedUp } from '../tally-differences.ts'
import type { TallyDocument } from './models.ts'
import { recount, type RecountParts } from './recount.ts'
import { shapeOf } from './response-store.ts'
import { cellsIn } from './tally-documents.ts'

export class MongoTallyStore implements TallyStore {
  readonly #parts: RecountParts

  constructor(parts: RecountParts) {
    this.#parts = parts
  }

  async cells({ agencies, from, to, cuts, step }: TallyScope): Promise<readonly TallyCell[]> {
    const { database, questionnaires } = this.#parts
    const wanted = [...new Set(cuts)]
    if (agencies.length === 0 || wanted.length === 0) return []
    const documents = await database.readNearby((session) =>
      database.models.tally
        .find({ agency: trusted({ $in: [...new Set(agencies)] }), month: trusted({ $gte: from, $lt: to }) })
        .select(['agency', 'month', ...wanted])
        .read('secondaryPreferred')
        .session(session)
        .lean(),
    )
    const cells = [...cellsIn(documents as TallyDocument[], wanted).values()].filter(
      ({ key }) => step === undefined || key.step === step,
    )
    const published = await database.read(() => questionnaires.published(cells.map(({ key }) => key.questionnaire)))
    return cells.map(({ key, parts }) => {
      const shape = shapeOf(published, key.questionnaire)
      return { ...key, tally: { shape, sums: addedUp(parts, shape.length) } }
    })
  }

  async span(agencies: readonly string[]): Promise<{ readonly first: Month; readonly last: Month } | null> {
    const { database } = this.#parts
    if (agencies.length === 0) return null
    return database.readNearby(async (session) => {
      const end = (direction: 1 | -1): Promise<Pick<TallyDocument, 'month'> | null> =>
        database.models.tally
          .findOne({ agency: trusted({ $in: [...new Set(agencies)] }) }, { month: 1 })
          .sort({ month: direction })
          .read('secondaryPreferred')
          .session(session)
          .lean()
          .exec()
      const first = await end(1)
      const last = await end(-1)
      return first && last ? { first: first.month, last: last.month } : null
    })
  }

  recount(options: Parameters<TallyStore['recount']>[0]): Promise<Recount> {
    return recount(this.#parts, options)
  }
}
