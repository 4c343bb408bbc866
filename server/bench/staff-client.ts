import { request, Agent } from 'node:http'
import { performance } from 'node:perf_hooks'

/** An officer's browser, as far as measuring needs one: signed in, one connection, nothing kept. */
export class StaffClient {
  readonly #port: number
  readonly #cookie: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })

  private constructor(port: number, cookie: string) {
    this.#port = port
    this.#cookie = cookie
  }

  /** @throws {Error} when the sign-in is refused */
  static async signIn(url: string, name: string, password: string): Promise<StaffClient> {
    const form = await fetch(`${url}/sign-in`)
    const token = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? ''
    const sent = await fetch(`${url}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Cookie: cookiesOf(form), Origin: url },
      body: new URLSearchParams({ _csrf: token, name, password }),
    })
    if (sent.status !== 303) throw new Error(`sign-in answered ${sent.status}`)
    return new StaffClient(Number(new URL(url).port), cookiesOf(sent))
  }

  /**
   * Asks for a page and reads it to its end.
   *
   * @param onChunk is handed what comes; the client keeps nothing
   * @throws {Error} when the answer is not 200
   */
  get(path: string, onChunk?: (chunk: Buffer) => void): Promise<{ readonly ms: number; readonly bytes: number }> {
    return new Promise((resolve, reject) => {
      const start = performance.now()
      const { Cookie } = { Cookie: this.#cookie }
      const asked = request(
        { host: '127.0.0.1', port: this.#port, path, agent: this.#agent, headers: { Cookie } },
        (response) => {
          let bytes = 0
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length
            onChunk?.(chunk)
          })
          response.once('error', reject)
          response.once('end', () => {
            if (response.statusCode === 200) resolve({ ms: performance.now() - start, bytes })
            else reject(new Error(`${path} answered ${response.statusCode ?? 0}`))
          })
        },
      )
      asked.once('error', reject)
      asked.end()
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ')
}
