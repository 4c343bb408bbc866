import { AppProcess } from '../app-process.ts'
import type { EmptyStore } from '../bench-place.ts'
import { fullLoad, runLoadInChild, type LoadResult } from '../load.ts'
import { GroupRecorder, type RecordedGroup } from './group-recorder.ts'
import { MessageReader } from './message-reader.ts'
import { Relay } from './relay.ts'

export interface Recording {
  readonly groups: readonly RecordedGroup[]
  readonly sent: LoadResult
}

/**
 * Lets a platform take forms under full load and records the groups of answers that it commits.
 *
 * @throws {Error} when the store lies in a MongoDB that is talked to over TLS
 */
export async function recordGroups(
  { address }: EmptyStore,
  requests: readonly string[],
  connections: number,
  durationMs: number,
): Promise<Recording> {
  const recorder = new GroupRecorder()
  const relay = await Relay.start(address, () => {
    const reader = new MessageReader((command) => {
      recorder.note(command)
    })
    return (chunk) => {
      reader.read(chunk)
    }
  })
  try {
    const app = await AppProcess.start({ ...address, mongodbUri: relay.uri })
    try {
      const sent = await runLoadInChild(fullLoad(app.port, requests, connections, durationMs))
      return { groups: recorder.groups, sent }
    } finally {
      await app.stop()
    }
  } finally {
    await relay.stop()
  }
}
