/** A browser that keeps its cookies, whichever of several servers it asks. */
export class Visitor {
  readonly #cookies = new Map<string, string>()

  get(address: string): Promise<Response> {
    return this.#ask(address, {})
  }

  post(address: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    return this.#ask(address, { method: 'POST', body: new URLSearchParams(fields) })
  }

  /** What a form of that page has to send along. */
  async formOf(address: string): Promise<{ readonly _csrf: string }> {
    const page = await (await this.get(address)).text()
    return { _csrf: /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '' }
  }

  async #ask(address: string, options: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, { ...options, headers: { cookie }, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
    return answer
  }
}
