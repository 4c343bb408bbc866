import type { ClientSession } from 'mongoose'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { CUTS, type Recount, type TallyKey, type TallyStore } from '../port.ts'
import { packSums } from '../packed-tally.ts'
import { cellName } from '../tally-cells.ts'
import { differencesBetween, mended, type Difference } from '../tally-differences.ts'
import { LONG_MS } from './database.ts'
import type { TallyDocument } from './models.ts'
import { countingCells, shapeOf, type ResponseParts } from './response-store.ts'
import type { Settings } from './settings.ts'
import { cellsIn, documentId, keyOf, newTag, toCell } from './tally-documents.ts'

export interface RecountParts extends ResponseParts {
  readonly settings: Settings
}

interface Comparison {
  readonly responses: number
  readonly cells: number
  readonly differences: readonly Difference[]
  /** How many repairs there had been at the instant of the recount. */
  readonly repairs: number
}

/**
 * Counts all responses and compares, agency by agency: the cells of one agency say nothing of another's, so each is
 * compared as of one instant of its own, which a transaction holds that lasts as long as the reading of one agency. A
 * repair then adds to each differing cell what it lacked at that instant, which is right whatever was recorded in the
 * meantime. Where another repair came in between, the agency is counted anew.
 */
export async function recount(
  parts: RecountParts,
  { repair, onProgress }: Parameters<TallyStore['recount']>[0],
): Promise<Recount> {
  let responses = 0
  let cells = 0
  const differing: TallyKey[] = []
  for (const agency of await agenciesOf(parts)) {
    const before = responses
    for (;;) {
      const found = await compare(parts, agency, (counted) => onProgress?.(before + counted))
      if (repair && found.differences.length > 0 && !(await mend(parts, agency, found))) continue
      responses += found.responses
      cells += found.cells
      differing.push(...found.differences.map(({ key }) => key))
      break
    }
  }
  return { responses, cells, differing }
}

/** Every agency that has responses or cells. */
async function agenciesOf({ database, responses }: RecountParts): Promise<readonly string[]> {
  return database.read(async () => {
    const counted = await database.models.tally.distinct('agency')
    return [...new Set([...(await responses.agencies()), ...counted])].sort()
  }, LONG_MS)
}

const BATCH_SIZE = 1000
const ALWAYS = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }

function compare(parts: RecountParts, agency: string, onCounted: (counted: number) => void): Promise<Comparison> {
  const { database, questionnaires, responses, settings } = parts
  return database.view(async (session) => {
    const repairs = (await settings.all(session))['tally-repairs']
    const all = (await questionnaires.allIn(session)).map(({ key, version }) => `${key}/${version}`)
    const cells = countingCells(await questionnaires.published(all))
    let counted = 0
    for await (const batch of responses.batches(session, { agency, ...ALWAYS }, BATCH_SIZE)) {
      for (const response of batch) cells.count(response)
      counted += batch.length
      onCounted(counted)
      await nextTurn()
    }
    const kept = cellsIn(await documentsOf(parts, agency, session), CUTS)
    const found = cells.takeCounted()
    return { responses: counted, cells: found.length, differences: differencesBetween(found, kept), repairs }
  })
}

/** The documents of an agency in a fixed order. */
async function documentsOf(
  { database }: RecountParts,
  agency: string,
  session: ClientSession,
): Promise<readonly TallyDocument[]> {
  return database.models.tally.find({ agency }).sort({ _id: 1 }).session(session).lean()
}

/** Whether the repair was made; not where another one came first. */
function mend(parts: RecountParts, agency: string, { differences, repairs }: Comparison): Promise<boolean> {
  const { database, settings, questionnaires } = parts
  return database.write(async ({ session }) => {
    if (!(await settings.move('tally-repairs', repairs, repairs + 1, session))) return false
    const published = await questionnaires.published(differences.map(({ key }) => key.questionnaire))
    const documents = await documentsOf(parts, agency, session)
    const kept = cellsIn(documents, CUTS)
    const sums = new Map(
      differences.map((difference) => {
        const { key } = difference
        const { length } = shapeOf(published, key.questionnaire)
        const name = cellName(key)
        return [name, { key, sums: mended(difference, kept.get(name)?.parts ?? [], length) }]
      }),
    )
    await rewrite(parts, documents, sums, session)
    return true
  })
}

/** Takes the mended cells out of all documents, and puts each whole into one document of its month. */
async function rewrite(
  { database }: RecountParts,
  documents: readonly TallyDocument[],
  mendedCells: ReadonlyMap<string, { readonly key: TallyKey; readonly sums: Float64Array | null }>,
  session: ClientSession,
): Promise<void> {
  const next = new Map(
    documents.map((document) => {
      const without = { ...document }
      for (const cut of CUTS) {
        without[cut] = document[cut].filter((cell) => !mendedCells.has(cellName(keyOf(document, cut, cell))))
      }
      return [document._id, without]
    }),
  )
  const touched = new Set(
    documents.filter(({ _id }, i) => isSmaller(next.get(_id), documents[i])).map(({ _id }) => _id),
  )
  for (const { key, sums } of mendedCells.values()) {
    if (!sums) continue
    const home = [...next.values()].find(({ month }) => month === key.month) ?? newDocument(key)
    next.set(home._id, home)
    touched.add(home._id)
    home[key.cut] = [...home[key.cut], toCell(key, packSums(sums))]
  }
  const { tally } = database.models
  for (const id of touched) {
    const document = next.get(id)
    if (!document) continue
    if (CUTS.every((cut) => document[cut].length === 0)) await tally.deleteOne({ _id: id }, { session })
    else await tally.replaceOne({ _id: id }, { ...document, tag: newTag() }, { session, upsert: true })
  }
}

function isSmaller(a: TallyDocument | undefined, b: TallyDocument | undefined): boolean {
  return CUTS.some((cut) => (a?.[cut].length ?? 0) < (b?.[cut].length ?? 0))
}

function newDocument({ agency, month }: TallyKey): TallyDocument {
  return { _id: documentId(agency, month, 0), agency, month, tag: 0, channel: [], field: [], point: [] }
}
