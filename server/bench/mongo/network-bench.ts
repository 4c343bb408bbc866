import { acknowledgedIn } from '../acknowledged.ts'
import { AppProcess } from '../app-process.ts'
import { emptyStore } from '../bench-place.ts'
import type { BenchSize } from '../bench-size.ts'
import { evenLoad, fullLoad, runLoadInChild, type LoadJob } from '../load.ts'
import { figuresOf, plainLine, whole, type Line } from '../report.ts'
import { answerRequests } from '../requests.ts'
import type { MongoPlace } from './mongo-place.ts'
import { Relay } from './relay.ts'

const CONNECTIONS = 200
const SLOW_PER_SECOND = 20

/** Bytes an answer between platform and database server, in large groups and one by one. */
export async function mongoNetworkBench(place: MongoPlace, { seconds }: BenchSize): Promise<readonly Line[]> {
  const store = await emptyStore(place)
  const requests = answerRequests(store.codes, store.questionnaire, store.hour)
  const relay = await Relay.start(store.address)
  const app = await AppProcess.start({ ...store.address, mongodbUri: relay.uri })
  const bytesAnAnswer = async (job: LoadJob): Promise<Traffic> => {
    const { sent, received } = relay
    const answers = acknowledgedIn([await runLoadInChild(job)])
    return { sent: (relay.sent - sent) / answers, received: (relay.received - received) / answers }
  }
  try {
    const full = await bytesAnAnswer(fullLoad(app.port, requests, CONNECTIONS, seconds * 1000))
    const slow = await bytesAnAnswer(evenLoad(app.port, requests, SLOW_PER_SECOND, seconds * 2000))
    return [line(`at ${CONNECTIONS} connections`, 'full', full), line(`at ${SLOW_PER_SECOND}/s`, 'slow', slow)]
  } finally {
    await app.stop()
    await relay.stop()
    await store.remove()
  }
}

/** Bytes an answer. */
interface Traffic {
  readonly sent: number
  readonly received: number
}

function line(when: string, name: string, { sent, received }: Traffic): Line {
  return plainLine(
    `Network between platform and database ${when}`,
    `${whole(sent)} bytes an answer there, ${whole(received)} back`,
    figuresOf(`network.${name}`, { sentBytes: sent, receivedBytes: received }),
  )
}
