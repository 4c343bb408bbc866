import { request } from 'node:http'
import { AppProcess } from './app-process.ts'
import { startBaseline } from './baseline.ts'
import type { BenchSize } from './bench-size.ts'
import { benchStore, type BenchPlace } from './bench-store.ts'
import { runLoadInChild, type LoadJob } from './load.ts'
import { perSecond, ratio, whole, type Line } from './report.ts'
import { pageRequest } from './requests.ts'
import { printProcessorUs, Side } from './side.ts'

const CONNECTIONS = 50
const GOAL_RATIO = 0.8
const WARM_UP_MS = 3000

/** The survey page, by turns with a page of the same size that node:http sends from memory. */
export async function pageBench(place: BenchPlace, { rounds, seconds, small }: BenchSize): Promise<readonly Line[]> {
  const store = await benchStore(place, small)
  const codes = store.sample.counters.flatMap(({ agency, codes: all }) =>
    agency.validTo === null ? all.map(({ code }) => code.code) : [],
  )
  const app = await AppProcess.start(store.folder)
  const page = await packedPage(app.port, `/s/${store.code}`)
  const bare = await startBaseline(page)
  const job = (port: number, durationMs: number): LoadJob => ({
    host: '127.0.0.1',
    port,
    connections: CONNECTIONS,
    durationMs,
    perSecond: null,
    requests: codes.map(pageRequest),
  })
  const ours = new Side(app.pid, 200)
  const theirs = new Side(bare.pid, 200)
  try {
    await runLoadInChild(job(app.port, WARM_UP_MS))
    await runLoadInChild(job(bare.port, WARM_UP_MS))
    for (let round = 0; round < rounds; round++) {
      await ours.round(job(app.port, seconds * 1000))
      await theirs.round(job(bare.port, seconds * 1000))
    }
  } finally {
    bare.stop()
    await app.stop()
  }
  const share = ours.rate / theirs.rate
  return [
    {
      what: `Survey page, ${whole(page.length)} bytes compressed, ${codes.length} codes`,
      figure: `${perSecond(ours.rate)} against ${perSecond(theirs.rate)} of a page kept ready, ratio ${ratio(share)}`,
      goal: `ratio ${GOAL_RATIO}`,
      isReached: share >= GOAL_RATIO,
    },
    { what: 'Processor time a page', figure: printProcessorUs(ours, theirs), goal: '', isReached: null },
  ]
}

/** A page as it goes over the wire. */
function packedPage(port: number, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => {
        if (response.statusCode === 200 && response.headers['content-encoding'] === 'gzip')
          resolve(Buffer.concat(chunks))
        else reject(new Error(`${path} answered ${response.statusCode ?? 0} and is not compressed`))
      })
    })
    asked.once('error', reject)
    asked.end()
  })
}
