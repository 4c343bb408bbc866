import { request } from 'node:http'
import { AppProcess } from './app-process.ts'
import { startBaseline } from './baseline.ts'
import type { BenchPlace } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { fullLoad, runLoadInChild, type LoadJob } from './load.ts'
import { figuresOf, perSecond, plainLine, ratio, whole, type Line } from './report.ts'
import { pageRequest } from './requests.ts'
import { printProcessorUs, Side } from './side.ts'

const CONNECTIONS = 50
const GOAL_RATIO = 0.8
const WARM_UP_MS = 3000
const OK = 200

/** The survey page, by turns with a page of the same size that node:http sends from memory. */
export async function pageBench(place: BenchPlace, { rounds, seconds, small }: BenchSize): Promise<readonly Line[]> {
  const store = await place.filled(small)
  const codes = store.sample.counters.flatMap(({ agency, codes: all }) =>
    agency.validTo === null ? all.map(({ code }) => code.code) : [],
  )
  const app = await AppProcess.start(store.address)
  const page = await packedPage(app.port, `/s/${store.code}`)
  const bare = await startBaseline(page)
  const requests = codes.map(pageRequest)
  const job = (port: number, durationMs: number): LoadJob => fullLoad(port, requests, CONNECTIONS, durationMs)
  const ours = new Side(app.pid)
  const theirs = new Side(bare.pid)
  try {
    await runLoadInChild(job(app.port, WARM_UP_MS))
    await runLoadInChild(job(bare.port, WARM_UP_MS))
    for (let round = 0; round < rounds; round++) {
      await ours.load(job(app.port, seconds * 1000), OK)
      await theirs.load(job(bare.port, seconds * 1000), OK)
    }
  } finally {
    bare.stop()
    await app.stop()
  }
  const share = ours.rate / theirs.rate
  const { all = null } = ours.processorUs ?? {}
  return [
    {
      what: `Survey page, ${whole(page.length)} bytes compressed, ${codes.length} codes`,
      figure: `${perSecond(ours.rate)} against ${perSecond(theirs.rate)} of a page kept ready, ratio ${ratio(share)}`,
      goal: `ratio ${GOAL_RATIO}`,
      isReached: share >= GOAL_RATIO,
      figures: figuresOf('page', {
        bytes: page.length,
        pagesPerSecond: ours.rate,
        barePerSecond: theirs.rate,
        ratio: share,
      }),
    },
    plainLine('Processor time a page', printProcessorUs(ours, theirs), figuresOf('page', { processorUs: all })),
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
