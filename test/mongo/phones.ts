import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { seedCounter } from '../e2e/seed-counter.ts'

/**
 * Phones that send one form after another to the counter of `putCounter`. What gets no answer, or is asked to come
 * again, is sent again under the same id, as a person with a weak network would.
 */
export class Phones {
  /** Ids of forms that were thanked for. */
  readonly acknowledged = new Set<string>()
  /** Ids of forms that were sent, and not thanked for yet. */
  readonly unsettled = new Set<string>()
  /** Answers that no form should ever get. */
  readonly unexpected: string[] = []
  readonly #address: string
  #form = new URLSearchParams()
  #isStopped = false
  #running: Promise<unknown> = Promise.resolve()

  constructor(url: string) {
    this.#address = `${url}/s/${seedCounter.code}`
  }

  /** Opens the form once and lets this many phones send it filled in until {@link stop}. */
  async start(count: number): Promise<void> {
    this.#form = await openForm(this.#address)
    this.#isStopped = false
    this.#running = Promise.all(Array.from({ length: count }, () => this.#phone()))
  }

  /** Resolves when this many more were thanked for. */
  async thanked(more: number): Promise<void> {
    const wanted = this.acknowledged.size + more
    await until(() => this.acknowledged.size >= wanted)
  }

  /** Stops sending new forms, and resolves when every form that was begun is thanked for. */
  async stop(): Promise<void> {
    this.#isStopped = true
    await this.#running
  }

  /** Sends the form that was opened, under this id. */
  async send(id: string): Promise<Response> {
    const body = new URLSearchParams(this.#form)
    body.set('id', id)
    const answer = await fetch(this.#address, { method: 'POST', body, redirect: 'manual' })
    await answer.arrayBuffer()
    return answer
  }

  async #phone(): Promise<void> {
    while (!this.#isStopped) {
      const id = randomBytes(16).toString('hex')
      this.unsettled.add(id)
      const giveUpAt = Date.now() + PATIENCE_MS
      while (!(await this.#isThanked(id))) {
        if (Date.now() > giveUpAt) throw new Error('a form was not taken for a minute')
        await delay(50)
      }
      this.unsettled.delete(id)
      this.acknowledged.add(id)
    }
  }

  async #isThanked(id: string): Promise<boolean> {
    try {
      const answer = await this.send(id)
      if (answer.status === 303) return true
      const isAskedToComeAgain = answer.status === 503 && Number(answer.headers.get('retry-after')) > 0
      if (!isAskedToComeAgain) this.unexpected.push(`${answer.status} ${JSON.stringify([...answer.headers])}`)
    } catch {
      // The connection broke: whether the form was stored is not known.
    }
    return false
  }
}

const PATIENCE_MS = 60_000

/** Waits for something that other processes bring about. @throws {Error} when it does not come about within a minute */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error('waited for a minute in vain')
    await delay(20)
  }
}

async function openForm(address: string): Promise<URLSearchParams> {
  const page = await (await fetch(address)).text()
  const opened = /name="opened" value="(\d+)"/.exec(page)?.[1]
  if (opened === undefined) throw new Error('the form has no opening hour')
  const form = new URLSearchParams({ opened })
  for (const name of new Set([...page.matchAll(/type="radio"[^>]* name="([^"]+)"/g)].map((found) => found[1] ?? ''))) {
    const option = new RegExp(`name="${name.replace('.', '\\.')}" value="([^"]+)"`).exec(page)
    form.set(name, option?.[1] ?? '')
  }
  return form
}
