import { randomInt } from 'node:crypto'
import { trusted, type AnyBulkWriteOperation, type ClientSession } from 'mongoose'
import type { Month } from '../../domain/calendar.ts'
import { packSums, unpackSums } from '../packed-tally.ts'
import { CUTS, type Cut, type TallyCell, type TallyKey } from '../port.ts'
import { cellName } from '../tally-cells.ts'
import type { KeptCell } from '../tally-differences.ts'
import type { CellDocument, Models, TallyDocument } from './models.ts'
import { OutdatedError } from './trouble.ts'

/** A document as this process has last written or read it. */
interface Known {
  readonly tag: number
  /** Where each cell stands in the list of its cut, and its packed numbers. */
  readonly cells: Map<string, { readonly at: number; readonly packed: Uint8Array }>
  readonly lengths: Record<Cut, number>
}

/**
 * Tally cells, gathered into one document for each agency, month and slot. Every process counts in a slot of its own
 * and never meets another; a cell's numbers are the sums over all slots. Documents that were written last are at hand,
 * and their tag tells at the next write whether they are still what they were.
 */
export class TallyDocuments {
  readonly #model: Models['tally']
  readonly #known = new Map<string, Known>()
  /** Written within the transaction that runs, and not yet known to be there. */
  #pending: ReadonlyMap<string, Known> = new Map()

  constructor({ tally }: Pick<Models, 'tally'>) {
    this.#model = tally
  }

  /** Adds to the cells of the same keys. Only within a write, after which comes {@link confirm} or {@link forget}. */
  async add(cells: readonly TallyCell[], slot: number, session: ClientSession): Promise<void> {
    const byDocument = Map.groupBy(cells, ({ agency, month }) => documentId(agency, month, slot))
    await this.#learn(
      [...byDocument.keys()].filter((id) => !this.#known.has(id)),
      session,
    )
    const operations: AnyBulkWriteOperation<TallyDocument>[] = []
    const pending = new Map<string, Known>()
    for (const [id, added] of byDocument) {
      const known = this.#known.get(id)
      const next: Known = { tag: newTag(), cells: new Map(), lengths: { ...(known?.lengths ?? NO_CELLS) } }
      const changes: Record<string, unknown> = {}
      const made: Record<Cut, CellDocument[]> = { channel: [], field: [], point: [] }
      for (const cell of added) {
        const name = nameWithin(cell)
        const before = known?.cells.get(name)
        const packed = addedTo(before?.packed, cell)
        const at = before?.at ?? next.lengths[cell.cut]++
        next.cells.set(name, { at, packed })
        if (before) changes[`${cell.cut}.${at}.n`] = packed
        else changes[`${cell.cut}.${at}`] = toCell(cell, packed)
        made[cell.cut].push(toCell(cell, packed))
      }
      pending.set(id, next)
      if (known) {
        const update = { $set: { tag: next.tag, ...changes } }
        operations.push({ updateOne: { filter: { _id: id, tag: known.tag }, update } })
      } else {
        const [{ agency, month }] = added as [TallyCell]
        operations.push({ insertOne: { document: { _id: id, agency, month, tag: next.tag, ...made } } })
      }
    }
    this.#pending = pending
    if (operations.length === 0) return
    const { matchedCount, insertedCount } = await this.#model.bulkWrite(operations, { session })
    if (matchedCount + insertedCount < operations.length) throw new OutdatedError('a tally was changed by another')
  }

  /** What was added is there for good. */
  confirm(): void {
    for (const [id, next] of this.#pending) {
      const known = this.#known.get(id)
      for (const [name, cell] of known?.cells ?? []) if (!next.cells.has(name)) next.cells.set(name, cell)
      this.#known.set(id, next)
    }
    if (this.#known.size > MOST_KNOWN) this.#known.clear()
    this.#pending = new Map()
  }

  /** What was added is not there, or nobody knows: what is at hand of it has to be read anew. */
  forget(): void {
    for (const id of this.#pending.keys()) this.#known.delete(id)
    this.#pending = new Map()
  }

  /** Reads what is not at hand, or was changed by somebody else since. */
  async #learn(ids: readonly string[], session: ClientSession): Promise<void> {
    if (ids.length === 0) return
    const tags = await this.#model
      .find({ _id: trusted({ $in: [...ids] }) }, { tag: 1 })
      .session(session)
      .lean()
    const stale = tags.filter(({ _id, tag }) => this.#known.get(_id)?.tag !== tag).map(({ _id }) => _id)
    const there = new Set(tags.map(({ _id }) => _id))
    for (const id of ids) if (!there.has(id)) this.#known.delete(id)
    if (stale.length === 0) return
    const documents = await this.#model
      .find({ _id: trusted({ $in: stale }) })
      .session(session)
      .lean()
    for (const document of documents) this.#known.set(document._id, toKnown(document))
  }
}

/** About 5 KB of memory each. */
const MOST_KNOWN = 4096

const NO_CELLS = { channel: 0, field: 0, point: 0 }

/** Agency, month and slot: no two documents have the same. */
export function documentId(agency: string, month: Month, slot: number): string {
  return `${agency}\t${month}\t${slot}`
}

/** Any number but the one before: nobody who has an older state at hand may take it for this one. */
export function newTag(): number {
  return randomInt(2 ** 48 - 1)
}

/** The key of a cell that a document holds. */
export function keyOf(
  { agency, month }: Pick<TallyDocument, 'agency' | 'month'>,
  cut: Cut,
  cell: CellDocument,
): TallyKey {
  return { agency, month, questionnaire: cell.q, step: cell.s, flagged: cell.g, cut, value: cell.v }
}

/** The cells that documents hold in some cuts, by their {@link cellName}: several slots may hold a part of one each. */
export function cellsIn(documents: readonly TallyDocument[], cuts: readonly Cut[]): ReadonlyMap<string, KeptCell> {
  const cells = new Map<string, { readonly key: TallyKey; readonly parts: Uint8Array[] }>()
  for (const document of documents) {
    for (const cut of cuts) {
      for (const cell of document[cut]) {
        const key = keyOf(document, cut, cell)
        const name = cellName(key)
        const known = cells.get(name)
        if (known) known.parts.push(cell.n)
        else cells.set(name, { key, parts: [cell.n] })
      }
    }
  }
  return cells
}

export function toCell({ questionnaire, step, flagged, value }: TallyKey, packed: Uint8Array): CellDocument {
  return { q: questionnaire, s: step, g: flagged, v: value, n: Buffer.from(packed) }
}

function nameWithin({ questionnaire, step, flagged, cut, value }: Omit<TallyKey, 'agency' | 'month'>): string {
  return JSON.stringify([questionnaire, step, flagged, cut, value])
}

function addedTo(packed: Uint8Array | undefined, { tally }: TallyCell): Uint8Array {
  if (!packed) return packSums(tally.sums)
  const before = unpackSums(packed, tally.shape.length)
  return packSums(before.map((sum, i) => sum + (tally.sums[i] as number)))
}

function toKnown(document: TallyDocument): Known {
  const cells: Known['cells'] = new Map()
  for (const cut of CUTS) {
    for (const [at, cell] of document[cut].entries()) {
      cells.set(nameWithin(keyOf(document, cut, cell)), { at, packed: cell.n })
    }
  }
  const lengths = { channel: document.channel.length, field: document.field.length, point: document.point.length }
  return { tag: document.tag, cells, lengths }
}
